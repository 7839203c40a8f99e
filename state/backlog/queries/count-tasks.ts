import { z } from "zod";
import { goalId } from "../../../machines/ids.ts";
import type { GoalId } from "../../../machines/ids.ts";
import type { TaskStatus } from "../../../orchestrator/task.ts";
import type { Db } from "../../database/open-file.ts";
import { statusOf } from "../status.ts";

type Counts = Partial<Record<TaskStatus, number>>;

export interface TaskCounts {
  /** Tasks without parts, of each goal. */
  readonly counts: ReadonlyMap<GoalId, Counts>;
  /** The same, of all goals and of none. */
  readonly allCounts: Counts;
  /** Every task of a goal, by status; those with parts too. */
  readonly listed: ReadonlyMap<GoalId, Counts>;
}

/** Tasks with parts are few: they are counted apart and taken off, so that the rest is counted along two indexes. */
export function countTasks(db: Db): () => TaskCounts {
  const byGoal = db.prepare(
    "SELECT CAST(goal_id AS TEXT) AS goal, CAST(status AS TEXT) AS status, count(*) AS n FROM tasks WHERE goal_id IS NOT NULL GROUP BY goal_id, status",
  );
  const all = db.prepare(
    "SELECT NULL AS goal, CAST(status AS TEXT) AS status, count(*) AS n FROM tasks GROUP BY status",
  );
  const wholes = db.prepare(`
    SELECT CAST(goal_id AS TEXT) AS goal, CAST(status AS TEXT) AS status, count(*) AS n FROM tasks
    WHERE id IN (SELECT DISTINCT parent_id FROM tasks WHERE parent_id IS NOT NULL) GROUP BY goal_id, status`);
  return () => {
    const listed = new Map<GoalId, Counts>();
    const counts = new Map<GoalId, Counts>();
    const allCounts: Counts = {};
    for (const row of rows(byGoal.all())) for (const sums of [listed, counts]) addTo(sums, row, 1);
    for (const row of rows(all.all())) add(allCounts, row, 1);
    for (const row of rows(wholes.all())) {
      addTo(counts, row, -1);
      add(allCounts, row, -1);
    }
    return { counts, allCounts, listed };
  };
}

const ROWS = z.array(z.object({ goal: z.string().nullable(), status: z.string().nullable(), n: z.number() }));
type Row = z.infer<typeof ROWS>[number];
const rows = (raw: unknown): readonly Row[] => ROWS.parse(raw);

function addTo(sums: Map<GoalId, Counts>, row: Row, sign: number): void {
  if (!row.goal) return;
  const id = goalId(row.goal);
  const counts = sums.get(id) ?? {};
  sums.set(id, counts);
  add(counts, row, sign);
}

function add(counts: Counts, { status, n }: Row, sign: number): void {
  const known = statusOf(status ?? "pending");
  counts[known] = (counts[known] ?? 0) + sign * n;
}
