import Database from "better-sqlite3";
const db = new Database("/tmp/orch-b/goals.db", { readonly: true });
const plan = (sql: string, p: any = {}) => {
  console.log("--", sql.slice(0, 100));
  for (const r of db.prepare("EXPLAIN QUERY PLAN " + sql).all(p) as any[]) console.log("   ", r.detail);
};
plan(`WITH RECURSIVE named(project) AS (
      SELECT min(project) FROM tasks WHERE status = 'pending' AND session IS NULL
      UNION ALL
      SELECT (SELECT min(project) FROM tasks WHERE status = 'pending' AND session IS NULL AND project > named.project)
        FROM named WHERE named.project IS NOT NULL
    ) SELECT project FROM named`);
plan(
  "SELECT 1 FROM tasks WHERE tasks.status = 'pending' AND tasks.session IS NULL AND (tasks.not_before IS NULL OR tasks.not_before <= 'a') LIMIT 1000",
);
plan(
  "SELECT id FROM tasks WHERE tasks.status = 'pending' AND tasks.session IS NULL AND tasks.project = 'x' AND (tasks.not_before IS NULL OR tasks.not_before <= 'a') ORDER BY tasks.priority DESC, tasks.created_at, tasks.rowid LIMIT 6",
);
plan(
  "SELECT id FROM tasks WHERE tasks.status = 'pending' AND tasks.session IS NULL AND (tasks.not_before IS NULL OR tasks.not_before <= 'a') ORDER BY tasks.priority DESC, tasks.created_at, tasks.rowid LIMIT 6",
);
plan(
  "SELECT id FROM tasks WHERE tasks.status = 'pending' AND tasks.session IS NOT NULL AND tasks.session = 'mary' ORDER BY tasks.priority DESC, tasks.created_at, tasks.rowid LIMIT 6",
);
plan("SELECT count(*) FROM tasks GROUP BY status");
