import type { Migration } from "../migrate.ts";

export const runTables: Migration = {
  version: 3,
  name: "runs of tasks, what was found of them, reviews",
  up: (db) => void db.exec(RUNS),
};

/**
 * A run: one attempt of a task in one session. `snapshot` is its chart's; what stands beside it is for queries alone.
 * `worktree` and `port` are empty once the worktree was removed; `place` goes on saying where the work was done.
 * `bound`: drover bound the task to the run's session, which it was not before.
 */
const RUNS = `
CREATE TABLE drover_runs (
  id         TEXT PRIMARY KEY,
  task_id    TEXT NOT NULL,
  session    TEXT NOT NULL,
  state      TEXT NOT NULL,
  claim      TEXT,
  attempt    INTEGER NOT NULL,
  bound      INTEGER NOT NULL DEFAULT 0,
  version    INTEGER NOT NULL,
  snapshot   TEXT NOT NULL,
  due_at     TEXT,
  due_event  TEXT,
  place      TEXT,
  worktree   TEXT,
  port       INTEGER,
  check_pid  INTEGER,
  check_start TEXT,
  created_at TEXT NOT NULL,
  started_at TEXT,
  claimed_at TEXT,
  ended_at   TEXT
);
CREATE INDEX drover_runs_of_task ON drover_runs (task_id);
CREATE INDEX drover_runs_by_state ON drover_runs (state, created_at);
CREATE INDEX drover_runs_by_time ON drover_runs (created_at);
CREATE INDEX drover_runs_open ON drover_runs (task_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX drover_runs_claim ON drover_runs (claim) WHERE claim IS NOT NULL;
CREATE INDEX drover_runs_due ON drover_runs (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX drover_runs_port ON drover_runs (port) WHERE port IS NOT NULL;

CREATE TABLE drover_run_reports (
  run_id TEXT NOT NULL,
  round  INTEGER NOT NULL,
  body   TEXT NOT NULL,
  patch  TEXT,
  PRIMARY KEY (run_id, round)
);

CREATE TABLE drover_reviews (
  run_id     TEXT PRIMARY KEY,
  task_id    TEXT NOT NULL,
  why        TEXT NOT NULL,
  asked_at   TEXT NOT NULL,
  verdict    TEXT,
  message    TEXT,
  settled_at TEXT
);

CREATE TABLE drover_run_deeds (
  seq    INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL,
  deed   TEXT NOT NULL
);
CREATE INDEX drover_deeds_of_run ON drover_run_deeds (run_id);`;
