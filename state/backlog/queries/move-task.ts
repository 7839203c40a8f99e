import type { At } from "../../../machines/ids.ts";
import type { TaskStatus } from "../../../orchestrator/task.ts";
import type { Db } from "../../database/open-file.ts";
import { toText } from "../times.ts";

/** A change of one task. What is absent stays; null empties. */
export interface Move {
  readonly status: TaskStatus;
  readonly fence?: number;
  readonly attempts?: number;
  readonly claim?: string | null;
  readonly claimedBy?: string | null;
  readonly note?: string | null;
  readonly notBefore?: At | null;
  readonly finishedAt?: At | null;
  /** The session that alone may take it. */
  readonly session?: string | null;
}

/** `row` is the rowid. The caller has looked at the row in the same transaction. */
export function moveTask(db: Db): (row: number, move: Move) => void {
  return (row, move) => {
    const changes = assignments(move);
    const columns = changes.map(([column]) => `${column} = ?`).join(", ");
    db.prepare(`UPDATE tasks SET ${columns} WHERE rowid = ?`).run(...changes.map(([, value]) => value), row);
  };
}

type Assignment = readonly [column: string, value: string | number | null];

const assignments = (move: Move): readonly Assignment[] => [
  ["status", move.status],
  ...given("fence", move.fence),
  ...given("attempts", move.attempts),
  ...given("claim", move.claim),
  ...given("claimed_by", move.claimedBy),
  ...given("note", move.note),
  ...given("not_before", timeText(move.notBefore)),
  ...given("finished_at", timeText(move.finishedAt)),
  ...given("session", move.session),
];

const given = (column: string, value: string | number | null | undefined): readonly Assignment[] =>
  value === undefined ? [] : [[column, value]];

const timeText = (at: At | null | undefined): string | null | undefined => (typeof at === "number" ? toText(at) : at);
