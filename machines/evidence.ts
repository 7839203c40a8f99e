import type { AgentId, At } from "./ids.ts";

/** What one look says the agent does. `unknown` is an honest answer and never receives work. */
export const VERDICTS = [
  "busy",
  "idle",
  "waiting",
  "typed",
  "dialog",
  "limited",
  "error",
  "starting",
  "gone",
  "unknown",
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Strongest first: a dead process outranks what any screen still shows. */
export const SOURCES = ["process", "channel", "title", "screen"] as const;
export type Source = (typeof SOURCES)[number];

/**
 * `after_error`: the composer is ready below an error or a past limit. `interrupted`: the turn was cut off by a person.
 * `background_work`: the agent will wake by itself. `background_terminal`: something it started still runs, and does not
 * wake it. `queued`: a further prompt is waiting inside the agent. `replaced`: who is there now was started after the one
 * that has our task had ended.
 */
export type Flag =
  | "after_error"
  | "interrupted"
  | "background_work"
  | "background_terminal"
  | "queued"
  | "suggestion_in_composer"
  | "context_low"
  | "replaced";

/** Why a state is believed: the rule that matched, the line it matched on, where it was seen and when. */
export interface Evidence {
  readonly verdict: Verdict;
  /** The kind, where known: permission, question, plan, trust, picker, login, retrying, thinking, tool … */
  readonly sub?: string;
  readonly flags: readonly Flag[];
  /** Name of the rule, such as `codex/working-row`. */
  readonly because: string;
  /** The line of the screen (or the title) that the rule matched, trimmed. */
  readonly line?: string;
  readonly source: Source;
  readonly at: At;
  readonly agent: AgentId;
  /** For `limited`: when the limit ends, as its line says. */
  readonly until?: At;
  /** Content hash under which the screen was kept. */
  readonly screen?: string;
  /** What the screen's rows do not say, as it was when this was told. */
  readonly shown?: Shown;
  /** The rules that nearly matched, nearest first. */
  readonly near?: readonly NearRule[];
}

export interface Shown {
  readonly title: string;
  readonly cursor: { readonly x: number; readonly y: number; readonly visible: boolean };
  readonly size: { readonly cols: number; readonly rows: number };
}

/** A rule that could have given another verdict. */
export interface NearRule {
  /** Such as `codex/working-row`. */
  readonly rule: string;
  readonly verdict: Verdict;
  /** What it misses, or what speaks against it, in words for people. */
  readonly why: string;
  /** The line that comes nearest to what it looks for. */
  readonly line?: string;
}

/** What stands in the place where a task is typed. */
export interface Composer {
  /** The visible text, rows joined by \n, without prompt sign, gutter, suggestion or placeholder hint. */
  readonly text: string;
  /** The agent's stand-in for a long paste, if that is what the composer shows, e.g. `[Pasted text #1 +11 lines]`. */
  readonly pasted?: string;
  /** Row of the screen (0 = top) on which the composer's last line stands. */
  readonly row: number;
}

/** The classifier's whole answer for one frame. `composer` is absent where no composer is on the screen. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly sub?: string;
  readonly flags: readonly Flag[];
  readonly because: string;
  readonly line?: string;
  readonly source: Source;
  readonly agent: AgentId;
  readonly until?: At;
  readonly composer?: Composer;
  /** For what an agent says of itself: when it said so last. */
  readonly heard?: At;
}
