import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { besideDaemon, run } from "./beside-daemon.ts";

const { ask, dataDir } = besideDaemon();
const done = (out: string) => ({ code: 0, out, err: "" });
const refused = (why: string) => ({ code: 2, out: "", err: `drover: ${why}\n` });

describe("status", () => {
  it("is a table, and why below it", async () => {
    expect(await ask(["status"])).toEqual(
      done(
        [
          "session     state           agent  tasks             now",
          "foundation  working         codex  4 done, 1 failed  task-1",
          "architect   idle-threshold  codex  0 done, 0 failed  -",
          '  foundation: codex/working-row: "• Working (12s)" (screen, 0 s ago)',
          "  architect: codex/composer",
          "  refused, the last good config goes on: drover.toml: monitor.idle_threshold is 5; must be a duration",
          "  not yet: server.port is 9; it counts from the next drover up on",
          "  1 task waits for your verdict: drover review list",
          "",
        ].join("\n"),
      ),
    );
  });

  it("fits a narrow terminal", async () => {
    const { out } = await ask(["status"], { columns: 40 });
    expect(out.trimEnd().split("\n")).toEqual([
      "session     state           agent  task…",
      "foundation  working         codex  4 do…",
      "architect   idle-threshold  codex  0 do…",
      '  foundation: codex/working-row: "• Wor…',
      "  architect: codex/composer",
      "  refused, the last good config goes on…",
      "  not yet: server.port is 9; it counts …",
      "  1 task waits for your verdict: drover…",
    ]);
  });

  it("of one session", async () => {
    expect((await ask(["status", "architect"])).out.split("\n")).toHaveLength(4);
  });

  it("as JSON", async () => {
    const { code, out, err } = await ask(["status", "architect", "--json"]);
    expect([code, err]).toEqual([0, ""]);
    expect(JSON.parse(out)).toMatchObject({ name: "architect", state: "idle-threshold", current_task: null });
  });

  it("of a session that is not there", async () => {
    expect(await ask(["status", "nobody"])).toEqual(refused('no session "nobody"; there is: foundation, architect'));
  });
});

describe("check", () => {
  it("says what came of each session", async () => {
    expect(await ask(["check"])).toEqual(
      done("foundation: task-1 is being worked on\narchitect: idle 40 s of 180 s\n"),
    );
  });

  it("of a session that is not there", async () => {
    expect(await ask(["check", "nobody"])).toEqual(refused('no session "nobody"; there is: foundation, architect'));
  });
});

describe("tasks", () => {
  it("list", async () => {
    expect((await ask(["tasks", "list", "--status", "working"])).out).toBe(
      "task    status   prio  project  text\ntask-1  working  80    week2    mend the fence\n",
    );
  });

  it("show", async () => {
    expect(await ask(["tasks", "show", "task-1"])).toEqual(
      done(
        [
          "id: task-1",
          "project: week2",
          "priority: 80",
          "status: working",
          "created_at: 2026-02-14T20:00:00.000Z",
          "session: foundation",
          "fence: 1",
          "attempts: 1",
          "ready: 2026-02-14T20:00:01.000Z",
          "started: 2026-02-14T20:00:03.000Z",
          "spent: blocked 1 s, queued 1 s, delivering 1 s",
          "",
          "mend the fence",
          "",
        ].join("\n"),
      ),
    );
  });

  it("add, cancel, retry", async () => {
    expect(await ask(["tasks", "add", "sweep"])).toEqual(done("Added task-3\n"));
    expect(await ask(["tasks", "cancel", "task-3"])).toEqual(done("Cancelled task-3\n"));
    expect(await ask(["tasks", "retry", "task-3"])).toEqual(done("task-3 is pending again\n"));
  });

  it("one that cannot be cancelled", async () => {
    const { code, out, err } = await ask(["tasks", "cancel", "task-1"]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^drover: [^\n]*working[^\n]*\n$/);
  });

  it("assign", async () => {
    const { code, out } = await ask(["assign", "-", "--priority", "90", "--json"], { stdin: "dig" });
    expect([code, JSON.parse(out)]).toEqual([
      0,
      {
        success: true,
        task: "dig",
        message: "Task task-4 assigned to foundation",
        task_id: "task-4",
        session: "foundation",
        warning: null,
      },
    ]);
  });
});

describe("log", () => {
  it("the last lines", async () => {
    expect(await ask(["log", "-n", "1"])).toEqual(done("2026-02-14 20:02:00 - Assigned task task-1: mend the fence\n"));
  });
});

describe("pause and resume", () => {
  it("one", async () => {
    expect(await ask(["pause", "architect"])).toEqual(done("Paused architect\n"));
    expect(await ask(["resume", "architect"])).toEqual(done("Resumed architect\n"));
  });

  it("all", async () => {
    expect(await ask(["pause", "--all"])).toEqual(done("Paused foundation, architect\n"));
  });

  it("neither and both", async () => {
    expect(await ask(["pause"])).toEqual(refused("pause: name a session, or say --all"));
    expect(await ask(["resume", "architect", "--all"])).toEqual(refused("resume: name a session, or say --all"));
  });
});

describe("why", () => {
  it("a session: rule, line, source, what is missing, what its agent says, a look now, what nearly matched", async () => {
    const { code, out } = await ask(["why", "foundation"]);
    expect([code, out.replaceAll(/\d+ s ago/g, "N s ago").split("\n")]).toEqual([
      0,
      [
        "foundation: working (busy, working)",
        '  because  busy by codex/working-row: "• Working (12s)"',
        "  source   screen, N s ago, judged as codex",
        "  flags    queued",
        "  missing  works on task-1",
        '  says     hook: busy by codex/hook-UserPromptSubmit: "UserPromptSubmit" (N s ago)',
        "  now      idle by codex/composer-empty (screen)",
        "  nearly busy: codex/working-row: no row is like it",
        '    "• Working (12s)"',
        "",
      ],
    ]);
  });

  it("with the screens", async () => {
    const { out } = await ask(["why", "foundation", "--screen"]);
    expect(out.split("\n").slice(9)).toEqual([
      "No screen is kept of when the verdict changed.",
      "",
      'Now, title "⠙ work", caret in row 3, column 3:',
      "  1 • Working (12s)",
      "  2",
      "  3 ›",
      "",
    ]);
  });

  it("a task that is held: history, tries, proof", async () => {
    const { out } = await ask(["why", "task-1"]);
    expect(out.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, "TIME").split("\n")).toEqual([
      "task-1: working, held by foundation (priority 80, project week2, 1 tried)",
      "history",
      "  TIME claimed by foundation under c-1: the only task",
      "c-1 in foundation",
      "  chosen: the only task",
      "  TIME assigned",
      "  TIME delivered",
      "  proof: screen: the text left the composer",
      "",
    ]);
  });

  it("a task that waits", async () => {
    const { out } = await ask(["why", "task-2"]);
    expect(out.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, "TIME").split("\n")).toEqual([
      "task-2: pending (priority 50, 0 tried)",
      "waits",
      "  foundation: works on task-1",
      "  it failed and is tried again later, from TIME",
      "",
    ]);
  });

  it("neither", async () => {
    expect(await ask(["why", "nobody"])).toEqual(
      refused('no session and no task "nobody"; sessions: foundation, architect; drover tasks list shows the tasks'),
    );
  });
});

describe("done and fail", () => {
  it("a named task", async () => {
    expect(await ask(["done", "task-1", "--summary", "mended"])).toEqual(done("Reported task-1 as done\n"));
    expect(await ask(["fail", "task-1"])).toEqual(refused("no session holds it"));
  });

  it("one that does not exist", async () => {
    const { code, err } = await ask(["fail", "task-none"]);
    expect(code).toBe(2);
    expect(err).toMatch(/^drover: no task "task-none"; [^\n]+\n$/);
  });

  it("outside a pane the task must be named", async () => {
    expect(await ask(["done"])).toEqual(refused("done: name the task (drover tasks list shows them)"));
  });
});

describe("detect", () => {
  it("the screen of a session, judged as its agent", async () => {
    const { code, out, err } = await ask(["detect", "--session", "foundation", "--json"]);
    expect([code, err]).toEqual([0, ""]);
    expect(JSON.parse(out)).toMatchObject({ id: "foundation", agent: "codex", state: "busy", source: "title" });
  });

  it("a session without a pane", async () => {
    expect(await ask(["detect", "--session", "architect"])).toEqual(refused("session architect has no pane now"));
  });

  it("a session and a file", async () => {
    expect(await ask(["detect", "screen.txt", "--session", "foundation"])).toEqual(
      refused("detect: give a file or --session, not both"),
    );
  });

  it("a line without a screen is no screen, whatever else stands in it", async () => {
    const lines = [
      { id: 1, screen: "$ " },
      { id: 2, text: "$ ", command: "bash", ansi: null },
    ];
    const { code, out, err } = await run(["detect", "--jsonl"], {
      stdin: lines.map((one) => JSON.stringify(one)).join("\n"),
    });
    expect(code).toBe(2);
    expect(err).toContain('not a screen: {"id":1,"screen":"$ "}');
    expect(out.trim().split("\n")).toHaveLength(1);
  });

  it("a bare shell is no agent; anything else that nobody knows stays unknown", async () => {
    const lines = [
      { id: 1, text: "$ ", command: "bash" },
      { id: 2, text: "?", command: "node" },
    ].map((line) => JSON.stringify(line));
    const { out } = await run(["detect", "--jsonl"], { stdin: [...lines, "{"].join("\n") });
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { id: 1, agent: "auto", state: "gone", because: "bare-shell", flags: [] },
      { id: 2, agent: "auto", state: "unknown", because: "no-agent-recognised", flags: [] },
    ]);
  });

  it("a file that cannot be read", async () => {
    expect(await run(["detect", "no-such-file"])).toEqual(refused("no-such-file cannot be read"));
  });
});

describe("monitor keeps the original's flags", () => {
  it("--status", async () => {
    expect((await ask(["monitor", "--status"])).out).toBe((await ask(["status"])).out);
  });

  it("--check-once", async () => {
    expect((await ask(["monitor", "--check-once"])).out).toContain("architect: idle 40 s of 180 s");
  });

  it("--assign-task", async () => {
    expect((await ask(["monitor", "--assign-task", "plough"])).out).toBe("Task task-5 assigned to foundation\n");
  });

  it("none", async () => {
    expect(await ask(["monitor"])).toEqual(
      refused("monitor: say --status, --check-once, --daemon or --assign-task TEXT"),
    );
  });
});

it("a daemon that goes away in the middle is said in one line", async () => {
  const folder = mkdtempSync(join(dataDir(), "gone-"));
  const socket = join(folder, "drover.sock");
  const server = createServer((connection) => connection.once("data", () => connection.destroy())).listen(socket);
  onTestFinished(() => void server.close());
  await once(server, "listening");
  writeFileSync(join(folder, "drover.pid"), JSON.stringify({ pid: 1, start: "another", socket }));
  expect(await run(["status", "--data-dir", folder])).toEqual({
    code: 1,
    out: "",
    err: "drover: the daemon went away while it was asked; its log says more, drover up starts it again\n",
  });
});
