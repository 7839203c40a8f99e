import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, expect, it } from "vitest";
import { run } from "./beside-daemon.ts";

const home = mkdtempSync(join(tmpdir(), "drover-import-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const at = (name: string): readonly string[] => ["--data-dir", join(home, name)];

function original(): string {
  const file = join(home, "original.db");
  const db = new Database(file);
  db.exec("CREATE TABLE tasks (id TEXT PRIMARY KEY, content TEXT, priority INTEGER, status TEXT, created_at TEXT)");
  const insert = db.prepare("INSERT INTO tasks VALUES (?, ?, 50, ?, ?)");
  insert.run("t-young", "Younger", "pending", "2026-02-14 20:00:00");
  insert.run("t-old", "Older", "pending", "2026-02-13 20:00:00");
  insert.run("t-bell", "Ring\u0007", "pending", "2026-02-12 20:00:00");
  insert.run("t-done", "Done", "completed", "2026-02-11 20:00:00");
  db.close();
  return file;
}

it("brings open tasks over under their own ids and times, once; what cannot be typed is named", async () => {
  const file = original();
  const bell = "t-bell: The task text has the control character BEL (U+0007) in line 1, column 5; remove it.";
  expect(await run(["import", "--goals-db", file, ...at("a")])).toEqual({
    code: 1,
    out: `Imported 2 task(s) from ${file}\n`,
    err: `drover: not imported: ${bell}\n`,
  });
  const again = await run(["import", "--goals-db", file, "--json", ...at("a")]);
  expect([again.code, JSON.parse(again.out)]).toEqual([
    1,
    { tasks: [], already_there: ["t-old", "t-young"], left_out: [bell] },
  ]);
  const listed = JSON.parse((await run(["tasks", "list", "--json", ...at("a")])).out) as {
    readonly tasks: readonly { readonly id: string; readonly created_at: string }[];
  };
  const byAge = listed.tasks.toSorted((a, b) => a.created_at.localeCompare(b.created_at));
  expect(byAge.map(({ id }) => id)).toEqual(["t-old", "t-young"]);
});

it("names the file that is wrong", async () => {
  const file = join(home, "state.json");
  writeFileSync(file, "{");
  const { code, out, err } = await run(["import", "--state-file", file, ...at("b")]);
  expect([code, out]).toEqual([2, ""]);
  expect(err.startsWith(`drover: ${file}: `)).toBe(true);
  expect(await run(["import", "--state-file", join(home, "none.json"), ...at("b")])).toEqual({
    code: 2,
    out: "",
    err: `drover: ${join(home, "none.json")} cannot be read\n`,
  });
  expect(await run(["import", ...at("b")])).toEqual({
    code: 2,
    out: "",
    err: "drover: import: say a file, --goals-db FILE, --state-file FILE, or both of these\n",
  });
});
