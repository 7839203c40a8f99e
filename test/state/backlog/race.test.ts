import { join } from "node:path";
import { expect, it } from "vitest";
import { run } from "../programs/run.ts";
import { temporaryDirectory } from "../temporary.ts";
import { opened } from "./open-for-test.ts";

const PROCESSES = 8;
const TASKS = 500;

it(`${PROCESSES} processes create one backlog together and claim ${TASKS} tasks, each once`, async () => {
  const path = join(temporaryDirectory(), "goals.db");
  const programs = Array.from({ length: PROCESSES }, (_, n) => run("claim-all.ts", path, `host-${n}`));
  for (const program of programs) expect(await program.line()).toBe("ready");

  const backlog = await opened(path);
  for (let n = 0; n < TASKS; n += 1) await backlog.add({ content: `task ${n}`, priority: n % 3 }, Date.now());
  for (const program of programs) program.child.stdin.write("go\n");

  const claimed = await Promise.all(
    programs.map(async (program): Promise<string[]> => JSON.parse(await program.line())),
  );
  const ids = claimed.flat();
  expect(ids).toHaveLength(TASKS);
  expect(new Set(ids).size).toBe(TASKS);
  expect(await backlog.list({ statuses: ["pending"] })).toEqual([]);
  backlog.close();
}, 60_000);
