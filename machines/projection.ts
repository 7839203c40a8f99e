export const PUBLIC_STATES = [
  "unknown",
  "busy",
  "idle",
  "idle-threshold",
  "assigning",
  "working",
  "waiting",
  "limited",
  "gone",
  "unsure",
] as const;
/** The one word the world sees (API, CLI, log). */
export type PublicState = (typeof PUBLIC_STATES)[number];

export type Activity = "unknown" | "busy" | "idle" | "waiting" | "limited" | "gone";
export type Work = "free" | "idle-threshold" | "assigning" | "working" | "unsure";

/** What outranks our own deeds is shown first: a person must answer, a limit holds, nobody is there. */
export function publicState(activity: Activity, work: Work): PublicState {
  if (activity === "waiting" || activity === "limited" || activity === "gone") return activity;
  return work === "free" ? activity : work;
}

export const isIdle = (state: PublicState): boolean => state === "idle" || state === "idle-threshold";
export const isBusy = (state: PublicState): boolean => state === "busy" || state === "assigning" || state === "working";
