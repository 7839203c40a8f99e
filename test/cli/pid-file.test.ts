import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { writePidFile } from "../../cli/compose/files.ts";
import { temporaryDirectory } from "../state/temporary.ts";

// A command that read it in that moment took the living daemon for gone.
it("is never seen half written by whoever reads it while it is replaced", async () => {
  const folder = temporaryDirectory();
  const content = { pid: 1, start: "s", socket: join(folder, "drover.sock") };
  await writePidFile(folder, content);
  const seen = new Set<string>();
  for (let times = 0; times < 50; times += 1) {
    let isWritten = false;
    const written = writePidFile(folder, content).finally(() => (isWritten = true));
    while (!isWritten) {
      seen.add(readFileSync(join(folder, "drover.pid"), "utf8"));
      await new Promise((resolve) => void setImmediate(resolve));
    }
    await written;
  }
  expect([...seen]).toEqual([`${JSON.stringify(content)}\n`]);
});
