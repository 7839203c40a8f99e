import Database from "better-sqlite3";
const db = new Database("/tmp/orch-b/goals.db", { readonly: true });
const cpu = (name: string, sql: string, p: any = {}) => {
  const st = db.prepare(sql);
  let n: any;
  for (let i = 0; i < 3; i++) n = st.all(p);
  const c0 = process.cpuUsage();
  for (let i = 0; i < 20; i++) n = st.all(p);
  const c = process.cpuUsage(c0);
  console.log(name, ((c.user + c.system) / 20000).toFixed(2), n.length);
  if (process.argv[2])
    for (const r of db.prepare("EXPLAIN QUERY PLAN " + sql).all(p) as any[]) console.log("     ", r.detail);
};
cpu("age", "SELECT id FROM tasks INDEXED BY drover_tasks_age WHERE status = 'pending' ORDER BY created_at LIMIT 32");
cpu(
  "dl",
  "SELECT id FROM tasks INDEXED BY drover_tasks_deadline WHERE status = 'pending' AND deadline IS NOT NULL ORDER BY deadline LIMIT 32",
);
cpu("blocked", "SELECT id FROM tasks WHERE status = 'blocked' ORDER BY priority DESC, created_at LIMIT 32");
cpu(
  "goals",
  `SELECT id, deadline FROM goals WHERE deadline IS NOT NULL AND EXISTS (
              SELECT 1 FROM tasks INDEXED BY drover_tasks_goal
              WHERE goal_id = goals.id AND goal_id IS NOT NULL AND status IN ('pending', 'blocked'))
            ORDER BY deadline LIMIT 32`,
);
cpu(
  "goaltasks",
  `SELECT tasks.id FROM (
            SELECT id, deadline FROM goals WHERE deadline IS NOT NULL AND EXISTS (
              SELECT 1 FROM tasks INDEXED BY drover_tasks_goal
              WHERE goal_id = goals.id AND goal_id IS NOT NULL AND status IN ('pending', 'blocked'))
            ORDER BY deadline LIMIT 32) AS due
          CROSS JOIN tasks INDEXED BY drover_tasks_goal
            ON tasks.goal_id = due.id AND tasks.goal_id IS NOT NULL AND tasks.status IN ('pending', 'blocked')
          LIMIT 32`,
);
cpu(
  "before",
  `WITH RECURSIVE before(id) AS (
        SELECT CAST(id AS TEXT) FROM (SELECT id FROM tasks WHERE status = 'blocked' ORDER BY priority DESC, created_at LIMIT 32)
        UNION SELECT depends_on FROM before JOIN task_dependencies ON task_id = before.id
        UNION SELECT CAST(part.id AS TEXT) FROM before JOIN tasks AS part ON part.parent_id = before.id
        LIMIT 512
      ) SELECT * FROM before`,
);
cpu(
  "before1",
  `WITH RECURSIVE before(id) AS (
        SELECT CAST(id AS TEXT) FROM (SELECT id FROM tasks WHERE status = 'blocked' ORDER BY priority DESC, created_at LIMIT 32)
        UNION SELECT depends_on FROM before JOIN task_dependencies ON task_id = before.id
        LIMIT 512
      ) SELECT * FROM before`,
);
cpu(
  "behind",
  `WITH RECURSIVE behind(id) AS (
      SELECT CAST(id AS TEXT) FROM (SELECT id FROM tasks WHERE status = 'pending' ORDER BY priority DESC, created_at LIMIT 90)
      UNION SELECT task_id FROM behind JOIN task_dependencies ON depends_on = behind.id
      UNION SELECT CAST(part.parent_id AS TEXT) FROM behind JOIN tasks AS part ON part.id = behind.id WHERE part.parent_id IS NOT NULL
      LIMIT 1024) SELECT * from behind`,
);
