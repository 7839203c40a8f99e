import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, describe, expect, it } from "vitest";
import { drover } from "./drover.ts";

const home = mkdtempSync(join(tmpdir(), "drover-cli-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const data = (name: string): readonly string[] => ["--data-dir", join(home, name)];
const configFile = (name: string, text: string): string => {
  const file = join(home, name);
  writeFileSync(file, text);
  return file;
};

describe("a mistake gets one line that says what to do, and exit code 2", () => {
  it("an unknown command", async () => {
    const { code, err } = await drover(["stauts"]);
    expect([code, err]).toEqual([2, "error: unknown command 'stauts'\n(Did you mean status?)\n"]);
  });

  it("nothing is kept yet", async () => {
    const { code, err } = await drover(["status", ...data("none")]);
    expect([code, err]).toEqual([2, `drover: nothing is kept in ${join(home, "none")} yet; start with: drover up\n`]);
  });

  it("a report makes no data directory", async () => {
    const { code, err } = await drover(["done", "task-1", ...data("none")]);
    expect([code, err]).toEqual([2, `drover: nothing is kept in ${join(home, "none")} yet; start with: drover up\n`]);
  });

  it.each([
    ['[monitor]\nidle_treshold = "5s"', "monitor.idle_treshold is not a key of drover; did you mean idle_threshold?"],
    [
      '[monitor]\nidle_threshold = "5 minutes"',
      'monitor.idle_threshold is "5 minutes"; must be a duration such as "500ms", "180s", "5m" or "2h"',
    ],
    ["[server]\nport = 99999", "server.port is 99999; must be a whole number from 0 to 65535"],
    [
      '[[sessions]]\nname = "a"\n[[sessions]]\nname = "a"',
      'sessions[1].name is "a"; sessions[0] has that already, each needs its own',
    ],
    ['[agents.mine]\nbusy = ["("]', 'agents.mine.busy[0] is "("; unterminated group'],
  ])("a config with %j", async (text, expected) => {
    const file = configFile("bad.toml", text);
    const { code, err, out } = await drover(["config", "check", "--config", file]);
    expect([code, out]).toEqual([2, ""]);
    expect(err.split("\n")[0]).toBe(`drover: ${file}: ${expected}`);
  });

  it.each([
    ["an empty task", "   ", "The task text is empty; say what is to be done."],
    [
      "a control byte",
      "a\u001bb",
      "The task text has the control character ESC (U+001B) in line 1, column 2; remove it.",
    ],
    [
      "100 KB and more",
      "x".repeat(103_000),
      "The task text is 103000 bytes long; at most 102400 can be typed. Put the rest into a file and name it.",
    ],
  ])("%s", async (_name, text, why) => {
    const { code, err } = await drover(["tasks", "add", "-", ...data("texts")], { stdin: text });
    expect([code, err]).toEqual([2, `drover: ${why}\n`]);
  });

  it("a session that the config does not name", async () => {
    const { code, err } = await drover(["assign", "x", "--session", "nobody", ...data("texts")]);
    expect(code).toBe(2);
    expect(err).toContain("foundation");
  });

  it("a goals.db of another schema", async () => {
    const folder = join(home, "foreign");
    await drover(["tasks", "add", "x", "--data-dir", folder]);
    rmSync(join(folder, "goals.db"));
    const db = new Database(join(folder, "goals.db"));
    db.exec("CREATE TABLE tasks (title TEXT)");
    db.close();
    const { code, err } = await drover(["tasks", "list", "--data-dir", folder]);
    expect(code).toBe(2);
    expect(err).toMatch(/goals\.db cannot be used: .*content/);
  });
});

describe("what is added comes back", () => {
  const text = "a; \"b\" 'c' $HOME ~ #{pane_id}\nsecond line 🌒";

  it("as JSON, and nothing else", async () => {
    const added = await drover(["tasks", "add", "-", "--priority", "70", "--json", ...data("kept")], { stdin: text });
    expect(added.code).toBe(0);
    const { task } = JSON.parse(added.out) as { readonly task: { readonly id: string } };
    const listed = await drover(["tasks", "list", "--json", ...data("kept")]);
    const { tasks } = JSON.parse(listed.out) as {
      readonly tasks: readonly {
        readonly id: string;
        readonly content: string;
        readonly status: string;
        readonly priority: number;
      }[];
    };
    expect(tasks.map(({ id, content, status, priority }) => ({ id, content, status, priority }))).toEqual([
      { id: task.id, content: text, status: "pending", priority: 70 },
    ]);
    expect((await drover(["tasks", "cancel", task.id, ...data("kept")])).out).toBe(`Cancelled ${task.id}\n`);
    expect((await drover(["tasks", "retry", task.id, ...data("kept")])).out).toBe(`${task.id} is pending again\n`);
  });

  it("a task that does not exist", async () => {
    const { code, err } = await drover(["tasks", "show", "task-none", ...data("kept")]);
    expect(code).toBe(2);
    expect(err).toContain("task-none");
  });
});

it("judges a screen from stdin", async () => {
  const screen = "❯ Do it\n\n● Done.\n\n────────────────\n❯ \n────────────────\n  ? for shortcuts\n";
  const { code, out } = await drover(["detect", "-", "--agent", "claude", "--json"], { stdin: screen });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ agent: "claude", state: "idle", because: "claude/composer-empty" });
});

it("judges many screens, one JSON object a line", async () => {
  const lines = [
    {
      id: 1,
      agent: "codex",
      text: "• Working (12s • esc to interrupt)\n\n› Ask Codex to do anything\n\n  model · ~/work",
    },
    { id: 2, agent: "codex", text: "nothing that is known" },
  ];
  const { out } = await drover(["detect", "--jsonl"], { stdin: lines.map((line) => JSON.stringify(line)).join("\n") });
  const states = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { readonly id: number; readonly state: string });
  expect(states.map(({ id, state }) => [id, state])).toEqual([
    [1, "busy"],
    [2, "unknown"],
  ]);
});
