import type { TaskStatus } from "../../orchestrator/task.ts";

const OWN = {
  blocked: "blocked",
  pending: "pending",
  claimed: "claimed",
  sent: "sent",
  working: "working",
  checking: "checking",
  review: "review",
  done: "done",
  failed: "failed",
  unsure: "unsure",
  quarantined: "quarantined",
  cancelled: "cancelled",
} as const satisfies { readonly [S in TaskStatus]: S };

/** Words that other programs use for the same. */
const MEANING: ReadonlyMap<string, TaskStatus> = new Map<string, TaskStatus>([
  ...Object.values(OWN).map((status): [string, TaskStatus] => [status, status]),
  ["completed", "done"],
  ["complete", "done"],
  ["in_progress", "working"],
  ["running", "working"],
  ["canceled", "cancelled"],
  ["error", "failed"],
]);

export const STATUSES: readonly TaskStatus[] = Object.values(OWN);

/** A word nobody knows is `blocked`: shown, never given. */
export const statusOf = (stored: string): TaskStatus => MEANING.get(stored) ?? "blocked";

/** All that may stand in the column for one of these. */
export const storedAs = (statuses: readonly TaskStatus[]): readonly string[] =>
  [...MEANING].filter(([, status]) => statuses.includes(status)).map(([stored]) => stored);
