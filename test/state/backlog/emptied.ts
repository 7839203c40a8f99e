import { join } from "node:path";
import Database from "better-sqlite3";
import { onTestFinished } from "vitest";
import type { Backlog } from "../../../orchestrator/backlog.ts";
import type { BacklogOptions } from "../../../state/backlog/open-backlog.ts";
import { temporaryDirectory } from "../temporary.ts";
import { opened } from "./open-for-test.ts";

export interface Emptied {
  readonly backlog: Backlog;
  /** The same file as another program sees it. */
  readonly other: Database.Database;
  readonly empty: () => void;
}

/** A real store that can be emptied, for properties: opening one costs more than using it. Closed with the test. */
export async function emptied(options: Partial<BacklogOptions> = {}): Promise<Emptied> {
  const path = join(temporaryDirectory(), "goals.db");
  const backlog = await opened(path, options);
  const other = new Database(path);
  onTestFinished(() => {
    backlog.close();
    other.close();
  });
  const tables = [
    "tasks",
    "task_dependencies",
    "task_events",
    "goals",
    "visions",
    "drover_plans",
    "drover_runs",
    "drover_reviews",
  ];
  return { backlog, other, empty: () => void other.exec(tables.map((table) => `DELETE FROM ${table};`).join("")) };
}
