// A program as a table: state and kind of character in, next state out. One look at the table for each character of a
// row, whatever pattern and row are: that is the bound on which the judging of screens rests.
// A1. The whole table is built at load, or the pattern is refused: nothing grows while a screen is judged.
// A2. Characters that no step tells apart are one kind; word characters are kinds of their own where a step asks for them.
import { kindOf, kindsOf, kindsOfUnits } from "./kinds.ts";
import type { Kinds, Side } from "./kinds.ts";
import type { Edge, Program, Step } from "./program.ts";

/** `anywhere` ends at the first end of a match; `beginning` matches from the row's start, as far as it goes. */
export type Mode = "anywhere" | "beginning";

export interface Automaton {
  /** Where the match ends, in UTF-16 units; -1 for none. */
  end(text: string): number;
}

/** Together they bound the time and the memory that a pattern takes at load: about 100 ms, 1 MB. */
const MOST_STATES = 2_000;
const MOST_WORK = 4_000_000;

interface State {
  /** Steps to go on from, before edges are looked at; sorted. */
  readonly steps: readonly number[];
  readonly before: Side;
}

const DEAD = -1;
const SIDES = ["word", "other", "end"] as const;
const BEFORE = ["word", "other"] as const;

/** `literal`: what every match holds. Undefined: it would take too many states. */
export function automatonOf(program: Program, mode: Mode, literal: string): Automaton | undefined {
  const kinds = kindsOf(program.steps);
  const width = kinds.count + 1;
  const reach = reacher(program.steps);
  const states: State[] = [];
  const known = new Map<string, number>();
  const next: number[] = [];
  const accepts: number[] = [];

  const leadsNowhere = (steps: readonly number[], before: Side) =>
    SIDES.every((after) => reach.from(steps, before, after).length === 0);
  const mayBeginLater = mode === "anywhere" && BEFORE.some((before) => !leadsNowhere([program.first], before));
  const idOf = (steps: readonly number[], before: Side): number => {
    const key = `${before} ${steps.join(" ")}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const isDead = states.length > 0 && !mayBeginLater && leadsNowhere(steps, before);
    const id = isDead ? DEAD : states.push({ steps, before }) - 1;
    known.set(key, id);
    return id;
  };

  idOf([program.first], "start");
  for (let id = 0; id < states.length; id += 1) {
    const state = states[id];
    if (!state || states.length > MOST_STATES || reach.work() > MOST_WORK) return undefined;
    for (let kind = 0; kind < width; kind += 1) {
      const after = kinds.sides[kind] ?? "end";
      const here = reach.from(state.steps, state.before, after);
      accepts.push(here.some((at) => program.steps[at]?.kind === "match") ? 1 : 0);
      next.push(kind === kinds.count ? DEAD : idOf(onward(here, kind, kinds, program, mode), after));
    }
  }
  const run = runner(Int32Array.from(next), Uint8Array.from(accepts), kinds, mode);
  return literal === "" ? run : { end: (text) => (text.includes(literal) ? run.end(text) : -1) };
}

/** Where this kind of character leads from here; a match `anywhere` may also begin after it. */
function onward(here: readonly number[], kind: number, kinds: Kinds, program: Program, mode: Mode): readonly number[] {
  const to = new Set<number>(mode === "anywhere" ? [program.first] : []);
  for (const at of here) {
    const step = program.steps[at];
    if (step?.kind === "character" && kinds.isTaken(step.set, kind)) to.add(step.next);
  }
  return [...to].toSorted((a, b) => a - b);
}

interface Reach {
  /** The characters and matches that are reached without a character, between `before` and what comes `after`. */
  from(steps: readonly number[], before: Side, after: Side): readonly number[];
  /** Steps looked at so far. */
  work(): number;
}

function reacher(all: readonly Step[]): Reach {
  const seenIn = new Uint32Array(all.length);
  let round = 0;
  let looked = 0;
  let last: { readonly key: string; readonly found: readonly number[] } = { key: "", found: [] };
  return {
    work: () => looked,
    from: (steps, before, after) => {
      const key = `${before} ${after} ${steps.join(" ")}`;
      if (key === last.key) return last.found;
      round += 1;
      const found: number[] = [];
      const open = [...steps];
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        looked += 1;
        if (seenIn[at] === round) continue;
        seenIn[at] = round;
        const step = all[at];
        if (step?.kind === "ways") open.push(...step.to);
        else if (step?.kind === "edge") {
          if (holds(step.edge, before, after)) open.push(step.next);
        } else found.push(at);
      }
      last = { key, found };
      return found;
    },
  };
}

function holds(edge: Edge, before: Side, after: Side): boolean {
  switch (edge) {
    case "start":
      return before === "start";
    case "end":
      return after === "end";
    case "word":
      return (before === "word") !== (after === "word");
    case "no word":
      return (before === "word") === (after === "word");
  }
}

/**
 * The loop that all of a screen's characters go through, for each pattern: it does one look at the kind of a character
 * and one at the table, and nothing else.
 */
function runner(next: Int32Array, accepts: Uint8Array, kinds: Kinds, mode: Mode): Automaton {
  const width = kinds.count + 1;
  const kindOfUnit = kindsOfUnits(kinds);
  const isFirstEnough = mode === "anywhere";
  return {
    end: (text) => {
      const { length } = text;
      let state = 0;
      let end = -1;
      for (let at = 0; at < length; at += 1) {
        const unit = text.charCodeAt(at);
        const isPair = unit >= 0xd800 && unit < 0xdc00 && isLow(text.charCodeAt(at + 1));
        const kind = isPair ? kindOf(text.codePointAt(at) ?? 0, kinds) : (kindOfUnit[unit] ?? 0);
        const cell = state * width + kind;
        if (accepts[cell] === 1) {
          if (isFirstEnough) return at;
          end = at;
        }
        state = next[cell] ?? DEAD;
        if (state === DEAD) return end;
        if (isPair) at += 1;
      }
      return accepts[state * width + kinds.count] === 1 ? length : end;
    },
  };
}

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;
