// What may be answered for each label, and which answers do harm.

/** The labels of the public captures and of our own recordings. */
const RIGHT: Readonly<Record<string, readonly string[]>> = {
  busy: ["busy"],
  idle: ["idle", "typed"],
  typed: ["typed", "idle"],
  waiting: ["waiting", "dialog"],
  dialog: ["dialog", "waiting"],
  limited: ["limited", "waiting", "dialog"],
  error: ["error", "unknown"],
  starting: ["starting", "unknown", "dialog"],
  boot: ["starting", "unknown", "gone", "dialog"],
  exited: ["gone", "unknown"],
  shell: ["gone", "unknown"],
};

/** A screen with one of these labels must never be called idle. */
const NOT_IDLE = new Set(["busy", "waiting", "dialog", "exited", "shell", "starting", "boot"]);

/** A ready composer below an error or a past limit is idle, and says so by its flag. */
const READY_BELOW = new Set(["error", "limited"]);

export interface Answer {
  readonly state: string;
  readonly flags: readonly string[];
}

export const isScored = (label: string): boolean => label in RIGHT;

export function isRight(label: string, { state, flags }: Answer): boolean {
  if (RIGHT[label]?.includes(state)) return true;
  return READY_BELOW.has(label) && (state === "idle" || state === "typed") && flags.includes("after_error");
}

export const isNotIdle = (label: string): boolean => NOT_IDLE.has(label);

/** Typed counts as harmless: nothing is typed into a composer that holds text. */
export const isCalledIdle = ({ state }: Answer): boolean => state === "idle";
