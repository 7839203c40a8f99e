import { openStores } from "../cli/compose/stores.ts";
import { sessionName } from "../machines/ids.ts";
for (const policy of ["strict", "urgency"] as const) {
  const o = await openStores("/tmp/orch-b", policy);
  if (o.kind !== "open") throw 1;
  for (const projects of [[], ["%week2%"], ["rare-%"], ["nothing-%"]]) {
    const ts: number[] = [];
    for (let i = 0; i < 60; i++) {
      const c0 = process.cpuUsage();
      await o.stores.backlog.peek({ session: sessionName("mary"), projects, at: Date.now() });
      const c = process.cpuUsage(c0);
      if (i > 5) ts.push((c.user + c.system) / 1000);
    }
    ts.sort((a, b) => a - b);
    console.log(
      policy,
      JSON.stringify(projects),
      "cpu p50",
      ts[27]!.toFixed(2),
      "p90",
      ts[48]!.toFixed(2),
      "max",
      ts.at(-1)!.toFixed(2),
    );
  }
  if (policy === "strict")
    for (let i = 0; i < 4; i++) {
      const c0 = process.cpuUsage();
      await o.stores.backlog.tree(10);
      const c = process.cpuUsage(c0);
      console.log("tree cpu", (c.user + c.system) / 1000);
    }
  o.stores.close();
}
