// Opens the backlog named, says so, waits for a line, claims until nothing is left, prints the ids of what it got.
import { once } from "node:events";
import { argv, stdin, stdout } from "node:process";
import { claimId, sessionName } from "../../../machines/ids.ts";
import { opened } from "../backlog/open-for-test.ts";

const [path = "", host = ""] = argv.slice(2);
const backlog = await opened(path, { host });
stdout.write("ready\n");
await once(stdin, "data");

const ids: string[] = [];
for (let n = 0; ; n += 1) {
  const request = { claim: claimId(`${host}-${n}`), session: sessionName(host), projects: [], at: Date.now() };
  const claimed = await backlog.claim(request);
  if (claimed.kind === "nothing") break;
  ids.push(claimed.task.id);
}
backlog.close();
stdout.write(`${JSON.stringify(ids)}\n`);
stdin.destroy();
