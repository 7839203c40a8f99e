// A profile is data: everything drover knows of one agent's looks. Knowledge that needs an `if` elsewhere means that a
// field is missing here.
import type { Flag, Verdict } from "../machines/evidence.ts";
import type { AgentId } from "../machines/ids.ts";

/** Which rows (or the title) a rule looks at. `rows` counts rows that are not blank, from the composer or the bottom. */
export type Region =
  | { readonly of: "title" }
  /** Just above the composer, nearest first; rows that are `past` (tips, checklists, queued prompts) are not counted. */
  | { readonly of: "above"; readonly rows: number; readonly past?: RegExp }
  /** Below the composer: footer and status lines. */
  | { readonly of: "below" }
  /** The last rows of the screen. */
  | { readonly of: "bottom"; readonly rows: number }
  /** The rows of the composer itself as they are shown, borders and hints included. */
  | { readonly of: "composer" }
  /** From the composer up to the last prompt of the transcript: the outcome of the last turn. */
  | { readonly of: "last turn" }
  /** Below the last prompt of the transcript, for agents whose composer is away while they work; empty without one. */
  | { readonly of: "since prompt" };

/** One thing that can be seen, and what it means. All `lines` must be found, each on some row; none of `not`. */
export interface Rule {
  /** Unique in its profile; shown as `<profile>/<name>`. */
  readonly name: string;
  /** `idle` counts last, and only where no composer was found: then nothing is typed either. */
  readonly verdict: Exclude<Verdict, "typed" | "gone" | "unknown">;
  readonly sub?: string;
  readonly region: Region;
  readonly lines: readonly RegExp[];
  readonly not?: readonly RegExp[];
  /** What the row nearest to the region's anchor must be: a live menu ends the screen with the row of its keys. */
  readonly nearest?: RegExp;
  /**
   * Must a composer be on the screen? `not below`: there is none, or it stands above the lines and is scrollback; what
   * stands above a composer is dead. Absent: either.
   */
  readonly composer?: "present" | "absent" | "not below";
}

/** Something beside the verdict that is worth knowing while the composer is ready. */
export interface FlagRule {
  readonly name: string;
  readonly flag: Flag;
  readonly region: Region;
  readonly line: RegExp;
}

/** Where a task is typed, and what of it is not typed text. */
export interface ComposerShape {
  readonly frame:
    /**
     * Rows between two border rows; the first begins with the prompt. `orShaded`: on some terminals the borders are
     * blank rows instead, and the whole block is told by its background.
     */
    | { readonly kind: "bordered"; readonly top: RegExp; readonly bottom: RegExp; readonly orShaded?: true }
    /** From the prompt's row down to the blank row above the footer, or to the footer where no blank row parts them. */
    | { readonly kind: "footed"; readonly footer: RegExp }
    /**
     * Under a row that names it: the rows that follow on each other and look like `row`, blank ones if `row` may be
     * blank. None at all is an empty composer, if the prompt may be empty.
     */
    | { readonly kind: "headed"; readonly top: RegExp; readonly row: RegExp }
    /** From the lowest row with the prompt over the rows that look like `row`: a line editor, its text wrapped. */
    | { readonly kind: "block"; readonly row: RegExp }
    /** Rows behind a vertical edge, closed by a bottom row; the last row inside names the model and is no text. */
    | { readonly kind: "edged"; readonly edge: string; readonly bottom: RegExp }
    /** A single row. */
    | { readonly kind: "line" }
    /** From the prompt's row down to the caret's: nothing is known of what stands around it. */
    | { readonly kind: "open" };
  /** What stands before the text on further rows, and behind it on each, of a box with sides. */
  readonly sides?: { readonly left: RegExp; readonly right: RegExp };
  /** A composer with more filled rows than this below it, or with such a row, is scrollback: the agent has gone on. */
  readonly below: {
    readonly most: number;
    readonly never: readonly RegExp[];
    /** A row that stands below the composer, or it is none: for a shape that says too little by itself. */
    readonly some?: RegExp;
  };
  /** Matches the beginning of the first row up to where the text begins. */
  readonly prompt: RegExp;
  /** Colours (as in sgr.ts) of suggestions and placeholders, beside dim text. */
  readonly hintColours: readonly string[];
  /** What the empty composer says, for screens without colours. */
  readonly hints: readonly RegExp[];
  /** Colours of the prompt sign while a turn runs. */
  readonly busyPromptColours?: readonly string[];
  /** False for a shape whose cursor is elsewhere; else the cursor stands in the composer, or it is none. */
  readonly cursorInside: boolean;
}

export interface Profile {
  readonly id: AgentId;
  readonly aliases: readonly string[];
  /** Command lines that are this agent. */
  readonly process: readonly RegExp[];
  /** A row that only this agent shows, to know it by its screen. */
  readonly screen: readonly RegExp[];
  /** Versions whose screens the rules were read from. */
  readonly versions: readonly string[];
  /** Looks of the composer, over versions and renderers; the lowest on the screen counts. */
  readonly composers: readonly ComposerShape[];
  readonly patience: Patience;
  /** The agent's stand-in for a long paste. */
  readonly pasted: RegExp;
  /** A row of the transcript that begins the last turn. */
  readonly ownPrompt: RegExp;
  readonly rules: readonly Rule[];
  readonly flags: readonly FlagRule[];
}

/** How slow an agent is to show what it does. ms */
export interface Patience {
  /** Idle must have stood still this long. */
  readonly still: number;
  /** A composer that was just emptied may have been submitted, though no turn shows yet. */
  readonly afterText: number;
}

/** For agents that paint at once. */
export const PROMPT: Patience = { still: 200, afterText: 2_000 };

/** A shell's prompt, or the agent's last words: it is over, whatever still stands above. */
const SHELL_AGAIN: readonly RegExp[] = [
  /^(\S{1,60}@\S{1,60}|➜|~|\[[^\]]{1,60}\]|\(\S{1,40}\)|\/\S{0,80}).{0,120}[$#%❯>➜] ?$/,
  /^[$%#❯>➜] ?$/,
  /^[$%#❯➜] \S/,
  /^(-?(ba|z|fi|da)?sh|command): /,
  /^>>>( |$)/,
  /^\[\d\][ +-]{1,4}(Stopped|Done|Suspended|suspended)|has been suspended\b/,
];

/** Footer, status lines and the palette of commands, of any agent seen so far. */
export const FOOTER: ComposerShape["below"] = { most: 16, never: SHELL_AGAIN };

/** Stands for "no such row": matches nothing. */
export const NEVER = /(?!)/;

/** Command lines of a program: itself, or its script under an interpreter or a package runner. `name` is a pattern. */
export const program = (name: string): RegExp =>
  new RegExp(
    `^(?:(?:\\S*/)?(?:node|bun|bunx|npx|deno|tsx|uvx|pipx|python[\\d.]{0,5})\\s+(?:(?:-\\S+|run)\\s+){0,8})?` +
      `(?:\\S*/)?(?:${name})(?:\\.(?:m?js|cjs|py|exe))?(?:\\s|$)`,
  );
