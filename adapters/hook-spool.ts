// What hooks left while no daemon answered, one file a call, written as the request that could not be sent.
// S1. A file is removed only after it was heard: a daemon that dies in between hears it again, and knows it by its id.
// S2. What cannot be read is removed, too: it would never become readable.
import { readFile, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { HookCall, HookSpool } from "../daemon/ports.ts";

/** A spool in this folder, which the hooks make when they need it. */
export const hookSpool = (folder: string): HookSpool => ({
  take: async (hear) => {
    for (const { file, at } of await waiting(folder)) {
      const call = parseCall(await readFile(file, "utf8").catch(() => ""), at);
      if (call) await hear(call);
      await rm(file, { force: true });
    }
  },
});

async function waiting(folder: string): Promise<readonly { readonly file: string; readonly at: number }[]> {
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(
    names
      .filter((name) => name.endsWith(".call"))
      .map(async (name) => {
        const file = join(folder, name);
        const found = await stat(file).catch(() => undefined);
        return found?.isFile() ? [{ file, at: Math.round(found.mtimeMs) }] : [];
      }),
  );
  return files.flat().toSorted((a, b) => a.at - b.at || a.file.localeCompare(b.file));
}

/** The request of a hook as text; undefined if it is none. */
export function parseCall(text: string, at: number): HookCall | undefined {
  const end = text.indexOf("\r\n\r\n");
  const [line = "", ...lines] = text.slice(0, Math.max(end, 0)).split("\r\n");
  const agent = /^POST \/api\/hooks\/([a-z0-9-]+) HTTP\/1\.1$/.exec(line)?.[1];
  if (agent === undefined) return undefined;
  const headers = new Map(
    lines.map((each) => [each.split(":")[0]?.toLowerCase() ?? "", each.replace(/^[^:]*: ?/, "")]),
  );
  const header = (name: string): string => headers.get(`x-drover-${name}`) ?? "";
  return {
    agent,
    name: header("event"),
    body: text.slice(end + 4),
    id: header("id"),
    at,
    parents: header("parents")
      .split(" ")
      .map(Number)
      .filter((pid) => Number.isInteger(pid) && pid > 0),
    tmux: header("tmux"),
    pane: header("pane"),
  };
}
