// `drover import FILE` and `drover export` on real databases.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { describe, expect, it } from "vitest";
import type { RunOptions } from "./beside-daemon.ts";
import { run } from "./beside-daemon.ts";
import { besideStores } from "./beside-stores.ts";

const { ask, dataDir } = besideStores();
const said = async (args: readonly string[], options: RunOptions = {}): Promise<string> => {
  const { code, out, err } = await ask(args, options);
  expect([code, err]).toEqual([0, ""]);
  return out;
};
const Task = z.looseObject({
  id: z.string(),
  content: z.string(),
  status: z.string(),
  depends_on: z.array(z.string()),
});
const tasks = async () =>
  z.looseObject({ tasks: z.array(Task) }).parse(JSON.parse(await said(["tasks", "list", "--json"]))).tasks;
const file = (name: string, text: string): string => {
  const path = join(dataDir(), name);
  writeFileSync(path, text);
  return path;
};

const CHECKLIST = `Some words of nobody's.

- [ ] a loose end

# Parse dates (priority: 70; due: 2026-12-01)

Without tears.

- [x] read the old code
1. [ ] write the lexer (size: S)
   It must keep the positions.
2. [ ] write the parser (id: parser; check: npm test)
   - [ ] numbers
   - [-] roman numbers

## Docs

- [ ] document it (after: parser)
`;

describe("a Markdown checklist of a person's", () => {
  it("becomes goals and tasks, once", async () => {
    const path = file("plan.md", CHECKLIST);
    expect(await said(["import", path])).toBe(`Imported 1 goal(s), 7 task(s) from ${path}\n`);
    const all = await tasks();
    const by = new Map(all.map((task) => [task.content.split("\n")[0], task]));
    expect(by.get("a loose end")).toMatchObject({ status: "pending", goal: null, priority: 50 });
    expect(by.get("read the old code")).toMatchObject({ status: "done", priority: 70 });
    expect(by.get("write the lexer")).toMatchObject({ status: "pending", size: "S", priority: 70 });
    expect(by.get("write the lexer")?.content).toBe("write the lexer\nIt must keep the positions.");
    const lexer = by.get("write the lexer")?.id ?? "";
    expect(by.get("write the parser")).toMatchObject({
      id: "parser",
      status: "blocked",
      depends_on: [lexer],
      check: "npm test",
    });
    expect(by.get("numbers")).toMatchObject({ parent: "parser", status: "blocked", depends_on: [lexer] });
    expect(by.get("roman numbers")).toMatchObject({ parent: "parser", status: "cancelled" });
    expect(by.get("document it")).toMatchObject({ depends_on: ["parser"], labels: ["Docs"] });
    expect(await said(["goals", "tree"])).toContain("Parse dates (priority 70, due ");

    expect(await said(["import", path])).toBe(`Imported 0 task(s) from ${path}; 8 were there already\n`);
    expect(await tasks()).toEqual(all);
  });

  it("whose boxes are wrong says the line, and keeps nothing", async () => {
    const path = file("plan.md", "# G\n- [ ] a\n- [ ] b (size: XL)\n");
    expect(await ask(["import", path])).toEqual({
      code: 2,
      out: "",
      err: `drover: ${path}, line 3: size: is S, M or L, not XL (in: b (size: XL))\ndrover: nothing of ${path} was imported\n`,
    });
    writeFileSync(path, "# G (size: M)\n- [ ] a\n");
    expect((await ask(["import", path])).err).toContain(`${path}, line 1: a heading has no size: that is a task's\n`);
    writeFileSync(path, "- [ ] a (after: 2)\n- [ ] b (after: 1)\n");
    expect((await ask(["import", path])).err).toMatch(/line 1: that would be a circle: task-\w+ waits for task-\w+,/);
    expect(await tasks()).toEqual([]);
  });
});

const BEADS = [
  {
    id: "bd-1",
    title: "Parser",
    issue_type: "epic",
    status: "open",
    priority: 1,
    created_at: "2025-11-25T12:00:00.5-07:00",
  },
  {
    id: "bd-1.1",
    title: "Lexer",
    description: "Keep positions",
    acceptance_criteria: "tests pass",
    notes: "see RFC 3339",
    status: "closed",
    priority: 0,
    issue_type: "bug",
    created_at: "2025-11-25T12:00:00Z",
    closed_at: "2025-11-26T12:00:00Z",
    close_reason: "merged",
    dependencies: [{ issue_id: "bd-1.1", depends_on_id: "bd-1", type: "parent-child" }],
  },
  {
    id: "bd-2",
    title: "Grammar",
    status: "open",
    priority: 4,
    estimated_minutes: 45,
    labels: ["core"],
    dependencies: [
      { issue_id: "bd-2", depends_on_id: "bd-1.1", type: "blocks" },
      { issue_id: "bd-2", depends_on_id: "bd-3", type: "blocks" },
      { issue_id: "bd-2", depends_on_id: "bd-9", type: "blocks" },
      { issue_id: "bd-2", depends_on_id: "bd-1.1", type: "related" },
    ],
  },
  { id: "bd-3", title: "Somebody's", status: "in_progress", assignee: "ann" },
  { id: "bd-4", title: "Stopped", status: "blocked" },
  { id: "bd-5", title: "Mail", issue_type: "message" },
  { id: "bd-6", title: "Gone", status: "tombstone" },
];

describe("issues of beads", () => {
  it("become goals and tasks, once", async () => {
    mkdirSync(join(dataDir(), ".beads"));
    const path = file(".beads/issues.jsonl", BEADS.map((issue) => `${JSON.stringify(issue)}\n`).join(""));
    const { code, out, err } = await ask(["import", path]);
    expect([code, out]).toEqual([0, `Imported 1 goal(s), 4 task(s) from ${path}\n`]);
    expect(err.split("\n")).toEqual([
      "drover: left out: bd-5: it is of type message",
      "drover: left out: bd-6: it was deleted",
      "drover: left out: bd-2: blocks bd-9, which is not among the issues",
      "",
    ]);
    const by = new Map((await tasks()).map((task) => [task.id, task]));
    expect(by.get("bd-1.1")).toMatchObject({
      goal: "bd-1",
      status: "done",
      content: "Lexer\nKeep positions\n\nNotes:\nsee RFC 3339",
      acceptance: "tests pass",
      category: "bug",
      priority: 90,
      note: "merged",
      finished_at: "2025-11-26T12:00:00.000Z",
    });
    expect(by.get("bd-2")).toMatchObject({
      status: "blocked",
      priority: 10,
      size: "M",
      labels: ["core"],
      depends_on: ["bd-1.1", "bd-3"],
    });
    expect(by.get("bd-3")).toMatchObject({ status: "unsure", note: "in_progress in beads, by ann" });
    expect(by.get("bd-4")).toMatchObject({ status: "quarantined", note: "blocked in beads" });
    expect((await ask(["import", path])).out).toBe(`Imported 0 task(s) from ${path}; 5 were there already\n`);
  });

  it("are refused with the line that is wrong", async () => {
    const lines = ['{"id":"bd-1","title":"a"}', '{"id":"bd-2","title":"b","priority":7}', '{"title":"c"}', "nonsense"];
    const { code, err } = await ask(["import", "-", "--format", "beads"], { stdin: lines.join("\n") });
    expect(code).toBe(2);
    expect(err.split("\n")).toEqual([
      "drover: stdin, line 2: priority: Too big: expected number to be <=4",
      "drover: stdin, line 3: id: Invalid input: expected string, received undefined",
      "drover: stdin, line 4: Invalid input: expected object, received undefined",
      "drover: nothing of stdin was imported",
      "",
    ]);
    expect(await tasks()).toEqual([]);
  });
});

describe("drover export", () => {
  const fill = async () => {
    await said(["import", "-", "--format", "markdown"], { stdin: CHECKLIST });
  };

  it.each([
    ["all.jsonl", "jsonl"],
    ["all.md", "markdown"],
    [".beads/issues.jsonl", "beads"],
  ])("writes %s, and another data directory takes it", async (name) => {
    await fill();
    mkdirSync(join(dataDir(), ".beads"));
    const path = join(dataDir(), name);
    expect(await said(["export", path])).toBe(`Wrote 1 goal(s), 7 task(s) to ${path}\n`);
    const other = ["--data-dir", join(dataDir(), "other")];
    expect(await run(["import", path, ...other])).toMatchObject({ code: 0, err: "" });
    const again = join(dataDir(), "again", name);
    mkdirSync(join(again, ".."), { recursive: true });
    expect(await run(["export", again, ...other])).toMatchObject({ code: 0, err: "" });
    expect(readFileSync(again, "utf8")).toBe(readFileSync(path, "utf8"));
  });

  it("leaves a file that is there, unless it is told to replace it", async () => {
    await fill();
    const path = file("all.md", "mine");
    expect(await ask(["export", path])).toEqual({
      code: 2,
      out: "",
      err: `drover: ${path} is there already and was left as it is; --force replaces it\n`,
    });
    expect(readFileSync(path, "utf8")).toBe("mine");
    await said(["export", path, "--force"]);
    expect(readFileSync(path, "utf8")).toContain("# Parse dates");
    expect((await ask(["export", join(dataDir(), "no", "such", "folder.md")])).err).toContain("cannot be written");
    expect(readdirSync(dataDir()).filter((name) => name.includes(".part"))).toEqual([]);
  });

  it("to standard output is one task a line", async () => {
    expect(await said(["export"])).toBe("");
    await said(["tasks", "add", "a"]);
    expect(JSON.parse(await said(["export"]))).toMatchObject({ kind: "task", content: "a", status: "pending" });
    expect(JSON.parse(await said(["export", "--json"]))).toMatchObject({ format: "jsonl", tasks: 1, left_out: [] });
  });

  it("says what a format has no place for", async () => {
    await said(["goals", "vision", "add", "v"]);
    expect((await ask(["export", "--format", "markdown"])).err).toBe(
      "drover: left out: 1 vision(s): Markdown has no place for them\n",
    );
  });

  it("makes no data directory", async () => {
    const nowhere = join(dataDir(), "nowhere");
    const { code, err } = await run(["export", "--data-dir", nowhere]);
    expect([code, err]).toEqual([2, `drover: nothing is kept in ${nowhere} yet; start with: drover up\n`]);
    expect(existsSync(nowhere)).toBe(false);
  });
});

it.each([
  [["import", "/no/such/file"], "/no/such/file cannot be read"],
  [["import", "--format", "beads"], "import: say the file; - reads stdin"],
  [["import", "x.md", "--goals-db", "y.db"], "import: a file, or what the original monitor kept; not both at once"],
])("%j is refused with one line", async (args, why) => {
  expect(await ask(args)).toEqual({ code: 2, out: "", err: `drover: ${why}\n` });
});
