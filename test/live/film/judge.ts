// Truth against belief, step by step.
import type { Verdict } from "../../../machines/evidence.ts";
import type { Belief } from "./beside.ts";
import { RIGHT } from "./right.ts";
import type { Span, State } from "./truth.ts";

/** In these no task may be typed. */
const NOT_IDLE: ReadonlySet<State> = new Set(["boot", "dialog", "busy", "waiting"]);
/** Idle held this long where it is not true is an error, whatever came before and after. ms */
const HELD = 1_000;

/** A stretch of time in which the state is the same; its kinds are listed. */
export interface Step {
  readonly state: State;
  readonly subs: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly cause: number;
}

export interface Judged extends Step {
  readonly expected: readonly Verdict[];
  /** What was believed from shortly before its beginning to its end. */
  readonly came: readonly Belief[];
  /** From the cause until the screen showed it. ms */
  readonly agentTook: number;
  /** From what the screen showed until it was believed; negative where another channel was faster. ms */
  readonly droverTook: number | undefined;
  readonly idleHeld: number;
  readonly ok: boolean;
}

export const stepsOf = (spans: readonly Span[]): readonly Step[] =>
  spans
    .filter(({ state }) => state !== "settle")
    .reduce<readonly Step[]>((steps, { state, sub, from, to, cause = from }) => {
      const last = steps.at(-1);
      const subs = sub === undefined ? [] : [sub];
      if (last?.state !== state || last.to !== from) return [...steps, { state, subs, from, to, cause }];
      return [...steps.slice(0, -1), { ...last, subs: [...new Set([...last.subs, ...subs])], to }];
    }, []);

export function judge(spans: readonly Span[], beliefs: readonly Belief[]): readonly Judged[] {
  return stepsOf(spans).map((step) => {
    const expected = RIGHT[step.state];
    const first = firstRight(step, expected, beliefs);
    const idleHeld = NOT_IDLE.has(step.state) ? longestIdle(step, beliefs) : 0;
    return {
      ...step,
      expected,
      came: during(step, beliefs),
      agentTook: step.from - step.cause,
      droverTook: first === undefined ? undefined : first - step.from,
      idleHeld,
      ok: first !== undefined && idleHeld < HELD,
    };
  });
}

/** When it was first believed, from the cause on; a belief that already held counts from the cause. */
function firstRight({ cause, to }: Step, expected: readonly Verdict[], beliefs: readonly Belief[]): number | undefined {
  const isRight = ({ evidence }: Belief) => expected.includes(evidence.verdict);
  const before = beliefs.findLast(({ at }) => at <= cause);
  if (before && isRight(before)) return cause;
  return beliefs.find((belief) => belief.at > cause && belief.at < to && isRight(belief))?.at;
}

function during({ cause, to }: Step, beliefs: readonly Belief[]): readonly Belief[] {
  const before = beliefs.findLast(({ at }) => at <= cause);
  return [...(before ? [before] : []), ...beliefs.filter(({ at }) => at > cause && at < to)];
}

/** The longest stretch from the cause to the end of this step in which idle was believed. */
function longestIdle({ cause, to }: Step, beliefs: readonly Belief[]): number {
  return beliefs.reduce((longest, { at, evidence }, index) => {
    const end = Math.min(beliefs[index + 1]?.at ?? Infinity, to);
    const held = evidence.verdict === "idle" ? end - Math.max(at, cause) : 0;
    return Math.max(longest, held);
  }, 0);
}
