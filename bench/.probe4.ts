import Database from "better-sqlite3";
import { graphBehind } from "../state/backlog/queries/graph-behind.ts";
const db = new Database("/tmp/orch-b/goals.db");
const prep = db.prepare.bind(db);
let sql = "";
(db as any).prepare = (s: string) => {
  sql = s;
  return prep(s);
};
const b = graphBehind(db);
const ids = prep("SELECT id FROM tasks WHERE status='pending' ORDER BY priority DESC, created_at LIMIT 150")
  .pluck()
  .all() as any;
for (const r of prep("EXPLAIN QUERY PLAN " + sql).all({ tasks: JSON.stringify(ids) }) as any[])
  console.log("   ", r.detail);
const cpu = (name: string, f: () => any) => {
  let n: any;
  for (let i = 0; i < 5; i++) n = f();
  const c0 = process.cpuUsage();
  for (let i = 0; i < 20; i++) n = f();
  const c = process.cpuUsage(c0);
  console.log(name, ((c.user + c.system) / 20000).toFixed(2), n.length);
};
const st = prep(sql);
cpu("sql", () => st.all({ tasks: JSON.stringify(ids) }));
cpu("whole", () => b(ids));
const rows = st.all({ tasks: JSON.stringify(ids) });
