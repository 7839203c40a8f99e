import type { Migration } from "../migrate.ts";
import type { Column } from "./columns.ts";
import { DEPENDENCY_TRIGGERS } from "./dependency-triggers.ts";
import { NORMAL_DEADLINE, NORMAL_SESSION } from "./more-normal-rows.ts";
import { createOrExtend } from "./table-shape.ts";

export const goalTables: Migration = {
  version: 2,
  name: "dependencies, parts, labels, acceptance; goals that were generated from",
  up: (db) => {
    createOrExtend(db, "tasks", TASKS);
    createOrExtend(db, "goals", GOALS);
    createOrExtend(db, "task_dependencies", DEPENDENCIES);
    db.exec(PLANS);
    db.exec(INDEXES);
    db.exec(NORMAL_SESSION);
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
const DEPENDENCIES: readonly Column[] = [
  { name: "task_id", type: "TEXT" },
  { name: "depends_on", type: "TEXT" },
];

/** Tasks out of a planner, waiting for a yes. `body` is the plan as JSON. */
const PLANS = `
CREATE TABLE drover_plans (
  id         TEXT PRIMARY KEY,
  status     TEXT NOT NULL,
  goal_id    TEXT,
  task_id    TEXT,
  created_at TEXT NOT NULL,
  settled_at TEXT,
  body       TEXT NOT NULL
);
CREATE INDEX drover_plans_of_goal ON drover_plans (goal_id) WHERE goal_id IS NOT NULL;
CREATE INDEX drover_plans_of_task ON drover_plans (task_id) WHERE task_id IS NOT NULL;`;

const INDEXES = `
CREATE UNIQUE INDEX drover_dependencies ON task_dependencies (task_id, depends_on);
CREATE INDEX drover_dependencies_back ON task_dependencies (depends_on);
DROP INDEX drover_tasks_session;
CREATE INDEX drover_tasks_bound ON tasks (session, priority DESC, created_at) WHERE status = 'pending' AND session IS NOT NULL;
CREATE INDEX drover_tasks_open ON tasks (priority DESC, created_at, not_before, project) WHERE status = 'pending' AND session IS NULL;
CREATE INDEX drover_tasks_project ON tasks (project, priority DESC, created_at, not_before) WHERE status = 'pending' AND session IS NULL;
CREATE INDEX drover_tasks_age ON tasks (created_at) WHERE status = 'pending';
CREATE INDEX drover_events_claimed ON task_events (seq) WHERE kind = 'claimed';
CREATE INDEX drover_goals_deadline ON goals (deadline) WHERE deadline IS NOT NULL;
CREATE INDEX drover_tasks_parent ON tasks (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX drover_tasks_goal ON tasks (goal_id, status, priority DESC, created_at) WHERE goal_id IS NOT NULL;
CREATE INDEX drover_tasks_deadline ON tasks (status, deadline) WHERE deadline IS NOT NULL;`;
