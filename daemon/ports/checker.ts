// Runs the command that decides whether work is done.
// C1. It runs in a process group of its own, which is gone when the answer comes: at its end, at the time limit, when it
//     is called off.
// C2. It does not run before `begun` has written down which process it is: one that a killed daemon left behind is known,
//     and `endLeft` ends it before another is begun.
// C3. It cannot take itself for something that runs in a pane of drover's.
import type { ProcessIdentity } from "../../machines/frame.ts";

export interface CheckOrder {
  /** Program and arguments, or one line for `sh -c`. */
  readonly command: readonly string[] | string;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** ms */
  readonly timeout: number;
  /** Written down before the command may do anything. */
  readonly begun: (process: ProcessIdentity) => Promise<void>;
}

export type Checked =
  | { readonly kind: "ended"; readonly code: number | null; readonly took: number; readonly output: string }
  | { readonly kind: "timed out"; readonly took: number; readonly output: string }
  | { readonly kind: "not started"; readonly why: string }
  | { readonly kind: "called off" };

export interface Checker {
  run(order: CheckOrder): Promise<Checked>;
  /** Ends what a check of an earlier life left running; resolves when it is gone. */
  endLeft(process: ProcessIdentity): Promise<void>;
  /** Ends all that run: the daemon stops. */
  callOff(): void;
}
