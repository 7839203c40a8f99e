import type { Db } from "../../database/open-file.ts";
import type { Migration } from "../migrate.ts";
import { GOALS, TASKS, VISIONS } from "./columns.ts";
import { probe } from "./foreign-table.ts";
import { NORMAL_ROW, NOW, TRIGGERS } from "./normal-row.ts";
import { columnsOf, createOrExtend } from "./table-shape.ts";

export const taskTables: Migration = { version: 1, name: "tasks, their events, goals, visions", up };

function up(db: Db): void {
  const foreign = columnsOf(db, "tasks");
  createOrExtend(db, "tasks", TASKS);
  createOrExtend(db, "goals", GOALS);
  createOrExtend(db, "visions", VISIONS);
  db.exec(EVENTS);
  if (foreign.length > 0)
    adopt(
      db,
      foreign.some(({ name, key }) => name === "id" && key),
    );
  db.exec(INDEXES);
  db.exec(TRIGGERS);
  if (foreign.length > 0) probe(db);
}

/** One row for each step of a task's life. `claim` and `fence` make the end of a claim idempotent. */
const EVENTS = `
CREATE TABLE task_events (
  seq     INTEGER PRIMARY KEY,
  task_id TEXT NOT NULL,
  kind    TEXT NOT NULL,
  at      TEXT NOT NULL,
  claim   TEXT,
  fence   INTEGER,
  session TEXT,
  data    TEXT
);
CREATE INDEX task_events_of_task ON task_events (task_id, seq);
CREATE INDEX task_events_of_claim ON task_events (claim) WHERE claim IS NOT NULL;`;

const INDEXES = `
CREATE INDEX drover_tasks_order ON tasks (status, priority DESC, created_at);
CREATE INDEX drover_tasks_session ON tasks (session) WHERE session IS NOT NULL;
CREATE UNIQUE INDEX drover_tasks_claim ON tasks (claim) WHERE claim IS NOT NULL;`;

function adopt(db: Db, hasKey: boolean): void {
  db.exec(`UPDATE tasks SET ${NORMAL_ROW}`);
  if (!hasKey) db.exec("CREATE UNIQUE INDEX drover_tasks_id ON tasks (id)");
  db.exec(`INSERT INTO task_events (task_id, kind, at) SELECT id, 'created', created_at FROM tasks ORDER BY rowid`);
  db.exec(
    `INSERT INTO task_events (task_id, kind, at) SELECT id, 'ready', ${NOW} FROM tasks WHERE status = 'pending' ORDER BY rowid`,
  );
}
