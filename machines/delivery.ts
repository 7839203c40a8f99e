import type { Identity } from "./frame.ts";
import type { Grant, Proof } from "./events.ts";
import type { At, ClaimId, SessionName } from "./ids.ts";

/** What the look before the paste saw; every later step is held to it. */
export interface Aim {
  readonly identity: Identity;
  /** The raw mark the paste expects to find. */
  readonly previousMark: string;
  readonly activity: number;
}

/**
 * How far a delivery came, as committed. Each phase that precedes a deed is written before the deed is begun:
 * a delivery found in `pasting` or `entering` after a crash is in doubt and is looked at, never repeated blindly.
 */
export type Phase =
  | { readonly name: "assigned" }
  | { readonly name: "pasting"; readonly aim: Aim }
  | { readonly name: "pasted"; readonly aim: Aim; readonly since: At }
  | { readonly name: "entering"; readonly aim: Aim; readonly since: At }
  /** `cursor`: where it stood when Enter was pressed; if it moved while the text still stands, Enter became a new line. */
  | {
      readonly name: "entered";
      readonly aim: Aim;
      readonly since: At;
      readonly again: boolean;
      readonly cursor?: { readonly x: number; readonly y: number };
    }
  | { readonly name: "delivered"; readonly aim: Aim; readonly proof: Proof }
  /** In doubt: the pane is closed to new tasks until a person settles it. */
  | { readonly name: "held"; readonly aim?: Aim; readonly seen: string; readonly doubt?: Doubt }
  /** Released, completed or given to a person: nothing of it is on its way any more. */
  | { readonly name: "closed"; readonly how: string };

/** What was found when a delivery ended in doubt: what a person has to judge by. */
export interface Doubt {
  /** The step that was under way. */
  readonly step: Phase["name"];
  readonly at: At;
  /** The pane's mark as it was found; absent where the pane was not seen. */
  readonly mark?: string;
  readonly agent: "the same" | "another" | "none" | "not seen";
  /** A person pressed a key since the look before the paste. */
  readonly touched: boolean;
  /** Content hash under which the screen was kept. */
  readonly screen?: string;
}

/** One try to type one text into one session. The text itself waits in the spool. */
export interface Delivery {
  readonly claim: ClaimId;
  readonly session: SessionName;
  readonly grant: Grant;
  /** The last line of the text, by which it is found on the screen: `[drover task-1a2b3c4d]`. */
  readonly tag: string;
  readonly text: string;
  readonly phase: Phase;
}
