import type { Schema } from "../migrate.ts";
import { taskTables } from "./0001-tasks.ts";
import { goalTables } from "./0002-goals.ts";
import { runTables } from "./0003-runs.ts";
import { wholeTriggers } from "./0004-wholes.ts";

/** A table of its own name: `goals.db` is shared with other programs. */
export const BACKLOG_SCHEMA: Schema = {
  table: "drover_migrations",
  migrations: [taskTables, goalTables, runTables, wholeTriggers],
};
