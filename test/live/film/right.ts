import type { Verdict } from "../../../machines/evidence.ts";
import type { State } from "./truth.ts";

/** What may be believed in each true state. */
export const RIGHT: Readonly<Record<State, readonly Verdict[]>> = {
  shell: ["gone"],
  boot: ["starting", "unknown", "gone", "dialog"],
  dialog: ["dialog", "waiting"],
  idle: ["idle"],
  typed: ["typed"],
  busy: ["busy"],
  waiting: ["waiting", "dialog"],
  limited: ["limited"],
  settle: [],
};
