import Database from "better-sqlite3";
import { graphSeeds } from "../state/backlog/queries/graph-seeds.ts";
import { graphBehind } from "../state/backlog/queries/graph-behind.ts";
import { takeable } from "../state/backlog/queries/takeable.ts";
import { sinceOldest } from "../state/backlog/queries/since-oldest.ts";
import { weigh } from "../orchestrator/priority/weigh.ts";
import { sessionName } from "../machines/ids.ts";
const db = new Database("/tmp/orch-b/goals.db");
const asking = { session: sessionName("mary"), projects: [], at: Date.now() };
const cpu = (name: string, f: () => unknown) => {
  let n: any;
  for (let i = 0; i < 5; i++) n = f();
  const c0 = process.cpuUsage();
  for (let i = 0; i < 20; i++) n = f();
  const c = process.cpuUsage(c0);
  console.log(name, ((c.user + c.system) / 20000).toFixed(2), Array.isArray(n) ? n.length : typeof n);
  return n;
};
const t = takeable(db),
  s = graphSeeds(db),
  b = graphBehind(db),
  so = sinceOldest(db);
const l = cpu("first64", () => t.first(asking, 64));
cpu("count", () => t.count(asking, 1000));
const seeds = cpu("seeds", () => s(asking));
const ids = [...new Set([...l, ...seeds].map((c: any) => c.id))];
const g = cpu("behind", () => b(ids as any));
cpu("weigh", () => [...weigh(g, Date.now())]);
cpu("since", () => so(8));
