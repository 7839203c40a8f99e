// What a task waits for. goals.db holds the same rules by triggers, for every program that writes there
// (state/migrations/backlog/dependency-triggers.ts); a property test holds the two together.
// W1. A pending task waits for nothing: all it depends on is done, and it has no parts.
// W2. A blocked task that waits for nothing is pending.
// W3. A task with parts is done when the last of them is, unless a person ended it before.
import type { TaskId } from "../../machines/ids.ts";
import type { TaskStatus } from "../task.ts";

/** A task as far as it matters who waits for whom. */
export interface Knot {
  readonly id: TaskId;
  readonly status: TaskStatus;
  readonly dependsOn: readonly TaskId[];
  readonly parent?: TaskId;
}

export type Book = ReadonlyMap<TaskId, Knot>;

/** Something that must be done first. */
export interface Blocker {
  readonly task: TaskId;
  readonly as: "dependency" | "part";
  /** `missing`: there is no such task. */
  readonly status: TaskStatus | "missing";
}

/** Will not become done by itself: a person must act. */
export const isStuck = ({ status }: Blocker): boolean =>
  status === "missing" ||
  status === "failed" ||
  status === "cancelled" ||
  status === "quarantined" ||
  status === "unsure";

/** What `knot` waits for, dependencies first. */
export function blockersOf(knot: Knot, book: Book): readonly Blocker[] {
  const needs = knot.dependsOn.map((task): Blocker => ({ task, as: "dependency", status: statusIn(book, task) }));
  const parts = partsOf(knot.id, book).map(({ id, status }): Blocker => ({ task: id, as: "part", status }));
  return [...needs, ...parts].filter(({ status }) => status !== "done");
}

const statusIn = (book: Book, id: TaskId): Blocker["status"] => book.get(id)?.status ?? "missing";
const partsOf = (id: TaskId, book: Book): readonly Knot[] => [...book.values()].filter(({ parent }) => parent === id);

/** The book with every status as the rules want it. Settling it again changes nothing. */
export function settled(book: Book): Book {
  const now = new Map(book);
  for (let moved = true; moved;) {
    moved = false;
    for (const knot of now.values()) {
      const status = statusOf(knot, now);
      if (status === knot.status) continue;
      now.set(knot.id, { ...knot, status });
      moved = true;
    }
  }
  return now;
}

function statusOf(knot: Knot, book: Book): TaskStatus {
  if (knot.status !== "pending" && knot.status !== "blocked") return knot.status;
  const parts = partsOf(knot.id, book);
  if (parts.length > 0) return parts.every(({ status }) => status === "done") ? "done" : "blocked";
  return blockersOf(knot, book).length > 0 ? "blocked" : "pending";
}
