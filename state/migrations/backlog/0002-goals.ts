import type { Migration } from "../migrate.ts";
import type { Column } from "./columns.ts";
import { DEPENDENCY_TRIGGERS } from "./dependency-triggers.ts";
import { NORMAL_DEADLINE } from "./normal-deadline.ts";
import { createOrExtend } from "./table-shape.ts";

export const goalTables: Migration = {
  version: 2,
  name: "dependencies, parts, labels, acceptance; goals that were generated from",
  up: (db) => {
    createOrExtend(db, "tasks", TASKS);
    createOrExtend(db, "goals", GOALS);
    db.exec(DEPENDENCIES);
    db.exec(INDEXES);
    db.exec(NORMAL_DEADLINE);
    db.exec(DEPENDENCY_TRIGGERS);
  },
};

const TASKS: readonly Column[] = [
  /** The task that this one is a part of. A task with parts is never given; it is done when all of them are. */
  { name: "parent_id", type: "TEXT" },
  /** JSON array of texts. */
  { name: "labels", type: "TEXT" },
  /** What must hold for the task to be accepted, for the agent and for who reviews. */
  { name: "acceptance", type: "TEXT" },
];

const GOALS: readonly Column[] = [
  /** The goal's text as it was when tasks were last generated from it, as a fingerprint. */
  { name: "generated_from", type: "TEXT" },
  { name: "generated_at", type: "TEXT" },
];

/** `task_id` waits for `depends_on`, which need not be there. */
const DEPENDENCIES = `
CREATE TABLE task_dependencies (
  task_id    TEXT NOT NULL,
  depends_on TEXT NOT NULL,
  PRIMARY KEY (task_id, depends_on)
) WITHOUT ROWID;
CREATE INDEX task_dependencies_back ON task_dependencies (depends_on);`;

const INDEXES = `
CREATE INDEX drover_tasks_parent ON tasks (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX drover_tasks_goal ON tasks (goal_id, status) WHERE goal_id IS NOT NULL;
CREATE INDEX drover_tasks_deadline ON tasks (status, deadline) WHERE deadline IS NOT NULL;`;
