// Rule 7 of the design: never type unless all of this holds. Each guard answers what holds the delivery back, in words
// for people, or undefined if it lets it pass.
import { isOpen } from "../../machines/mark.ts";
import type { At } from "../../machines/ids.ts";
import type { Sight } from "./sight.ts";

export interface GuardSettings {
  /** ms */
  readonly personQuiet: number;
  /** The line that must fit into the composer unbroken. */
  readonly tag: string;
}

type Guard = (sight: Sight, now: At, settings: GuardSettings) => string | undefined;

/** Room for the composer's own sign, border and margin beside the tag line. */
const COMPOSER_FRAME = 8;

/** By name, first things first: what is told is the first that holds. */
const guards: Readonly<Record<string, Guard>> = {
  "dead pane": ({ look }) => (look.facts.dead ? "the pane is dead" : undefined),
  "bare shell": ({ agent }) => (agent ? undefined : "no agent is in front in the pane, only a shell"),
  "copy mode": ({ look }) => (look.facts.inMode ? "the pane is in copy mode or another mode of tmux" : undefined),
  "input off": ({ look }) => (look.facts.inputOff ? "the pane's input is off" : undefined),
  synchronized: ({ look }) => (look.facts.synchronized ? "the pane is synchronised with others" : undefined),
  mark: ({ look }) => (isOpen(look.facts.mark) ? undefined : `an earlier delivery is not settled (${look.facts.mark})`),
  draft: ({ judgement }) =>
    judgement.verdict === "typed" || judgement.composer?.text.trim() ? "a draft stands in the composer" : undefined,
  "not idle": ({ judgement }) =>
    judgement.verdict === "idle" ? undefined : `the agent is ${judgement.verdict} (${judgement.because})`,
  "no composer": ({ judgement }) => (judgement.composer ? undefined : "no composer is on the screen"),
  "background work": ({ judgement }) =>
    judgement.flags.includes("background_work") ? "background work will wake the agent by itself" : undefined,
  narrow: ({ look }, _now, { tag }) =>
    look.frame.size.cols < tag.length + COMPOSER_FRAME
      ? `the pane is too narrow (${look.frame.size.cols} columns) to show ${tag}`
      : undefined,
  // A key that seems to lie in the future was pressed before the clock was set back; how long ago, nobody knows.
  person: ({ look }, now, { personQuiet }) =>
    Math.abs(now - look.facts.activity * 1000) < personQuiet
      ? "a person typed in this session a moment ago"
      : undefined,
};

/** What holds a delivery back, by the name of the guard and in words for people. */
export interface Held {
  readonly guard: string;
  readonly why: string;
}

/** Why this pane must not be typed into now, by the clock's `wall`; undefined if it may. */
export function whatHoldsBack(sight: Sight, now: At, settings: GuardSettings): Held | undefined {
  for (const [guard, holds] of Object.entries(guards)) {
    const why = holds(sight, now, settings);
    if (why !== undefined) return { guard, why };
  }
  return undefined;
}
