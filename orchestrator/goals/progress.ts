// How far something is, in tasks. A task with parts counts as its parts, so that splitting one never undoes progress;
// a cancelled task is no work any more and counts nowhere but under its own name.
import type { TaskStatus } from "../task.ts";
import { TASK_STATUSES } from "../task.ts";

export interface Progress {
  /** done + ready + waiting + running + stuck */
  readonly total: number;
  readonly done: number;
  /** Could be given now. */
  readonly ready: number;
  /** Waits for another task. */
  readonly waiting: number;
  /** With an agent, being checked or reviewed. */
  readonly running: number;
  /** Failed, unsure or quarantined: waits for a person. */
  readonly stuck: number;
  readonly cancelled: number;
}

export type Counts = Readonly<Partial<Record<TaskStatus, number>>>;

const GROUP = {
  blocked: "waiting",
  pending: "ready",
  claimed: "running",
  sent: "running",
  working: "running",
  checking: "running",
  review: "running",
  done: "done",
  failed: "stuck",
  unsure: "stuck",
  quarantined: "stuck",
  cancelled: "cancelled",
} as const satisfies Record<TaskStatus, Exclude<keyof Progress, "total">>;

export const NO_PROGRESS: Progress = { total: 0, done: 0, ready: 0, waiting: 0, running: 0, stuck: 0, cancelled: 0 };

/** Of so many tasks of each status, none of which has parts. */
export function progressOf(counts: Counts): Progress {
  const sums = { ...NO_PROGRESS };
  for (const status of TASK_STATUSES) {
    const count = counts[status] ?? 0;
    const group = GROUP[status];
    sums[group] += count;
    if (group !== "cancelled") sums.total += count;
  }
  return sums;
}

export const addUp = (parts: readonly Progress[]): Progress =>
  parts.reduce((sum, part) => {
    const added = { ...sum };
    for (const key of KEYS) added[key] += part[key];
    return added;
  }, NO_PROGRESS);

const KEYS = ["total", "done", "ready", "waiting", "running", "stuck", "cancelled"] as const;

/** Still to be ended, by an agent or by a person. */
export const openIn = ({ total, done }: Progress): number => total - done;
