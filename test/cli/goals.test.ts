// The goal engine's commands on real databases.
import { join } from "node:path";
import Database from "better-sqlite3";
import { z } from "zod";
import { describe, expect, it } from "vitest";
import type { RunOptions } from "./beside-daemon.ts";
import { besideStores } from "./beside-stores.ts";

const { ask, dataDir } = besideStores();
/** What was said, of a command that must succeed. */
const said = async (args: readonly string[], options: RunOptions = {}): Promise<string> => {
  const { code, out, err } = await ask(args, options);
  expect([code, err]).toEqual([0, ""]);
  return out;
};
const added = async (args: readonly string[], options: RunOptions = {}): Promise<string> =>
  /^Added (\S+)\n$/.exec(await said(args, options))?.[1] ?? "";
const json = async (args: readonly string[]) => Answer.parse(JSON.parse(await said([...args, "--json"])));
const Task = z.looseObject({ id: z.string(), content: z.string() });
const Plan = z.looseObject({
  id: z.string(),
  tasks: z.array(z.looseObject({ content: z.string() })),
  left_out: z.array(z.unknown()),
});
const Answer = z.looseObject({
  tasks: z.array(Task).default([]),
  task: Task.optional(),
  plans: z.array(Plan).default([]),
  count: z.number().optional(),
});

const GOAL = `# Parse dates

- [x] read the old code
- [ ] write the lexer (size: S)
- [ ] write the parser (after: 2; size: M; due: 2026-12-01; check: npm test)
  It must keep the positions.
- [ ] document it (after: 3)
`;

describe("a goal", () => {
  it("goes from a vision to a tree", async () => {
    expect(await said(["goals", "init"])).toContain(`Goals are kept in ${dataDir()}.`);
    const vision = await added(["goals", "vision", "add", "Dates without tears"]);
    expect(vision).toMatch(/^vision-[0-9a-f]{8}$/);
    const goal = await added(["goals", "goal", "add", "-", "--vision", vision, "--priority", "70"], { stdin: GOAL });
    expect(await said(["goals", "tree"])).toBe(
      [
        `${vision}  Dates without tears  no tasks`,
        `  ${goal}  Parse dates (priority 70)  no tasks`,
        "All: no tasks",
        "",
      ].join("\n"),
    );

    const plan = await said(["goals", "generate"]);
    const id = /^(plan-\w+): 3 task\(s\) for /.exec(plan)?.[1] ?? "";
    expect(plan).toBe(
      [
        `${id}: 3 task(s) for ${goal}, by the markdown planner`,
        "  step  size  text              order",
        "  2     S     write the lexer",
        `  3     M     write the parser  after 2; due ${localTime("2026-12-01T23:59:59.999Z")}; check: npm test`,
        "  4     -     document it       after 3",
        "  left out: read the old code (it is ticked)",
        `Make tasks of it: drover goals accept ${id}`,
        "",
      ].join("\n"),
    );
    expect(await said(["goals", "tree"])).toContain("no tasks");

    expect(await said(["goals", "accept", id])).toMatch(/^Added 3 task\(s\): task-\w{8}, task-\w{8}, task-\w{8}\n$/);
    const tree = await said(["goals", "tree"]);
    const [, lexer = "", parser = ""] =
      /pending {2}(task-\w+) {2}write the lexer\n.*?blocked {2}(task-\w+)/s.exec(tree) ?? [];
    expect(tree).toContain(`${vision}  Dates without tears  0 of 3 done, 1 ready, 2 waiting\n`);
    expect(tree).toContain(`blocked  ${parser}  write the parser, due ${localTime("2026-12-01T23:59:59.999Z")}`);
    expect(tree).toContain(` · waits for ${lexer} (pending)\n`);

    await said(["done", lexer]);
    expect(await said(["goals", "tree"])).toContain("1 of 3 done, 1 ready, 1 waiting");
    const show = await said(["tasks", "show", parser]);
    expect(show).toContain("status: pending\n");
    expect(show).toContain("check: npm test\n");
    expect(show).toContain("write the parser\nIt must keep the positions.\n");
  });

  it("never generates twice, unless it is told to", async () => {
    const goal = await added(["goals", "goal", "add", "-"], { stdin: "1. a\n2. b\n" });
    await said(["goals", "generate", "--yes"]);
    expect(await said(["goals", "generate"])).toBe(`Nothing to plan: goal ${goal}: it has 2 open tasks\n`);
    expect(await ask(["goals", "generate", goal])).toEqual({
      code: 2,
      out: "",
      err: `drover: goal ${goal}: it has 2 open tasks\n`,
    });
    for (const { id } of (await json(["tasks", "list"])).tasks) await said(["done", id]);
    expect(await said(["goals", "generate"])).toBe(
      `Nothing to plan: goal ${goal}: tasks were generated from this text before; --again does it once more\n`,
    );
    expect((await ask(["goals", "generate", goal, "--again"])).err).toContain(
      "every step was left out; of the first: it is there as task-",
    );
    await said(["goals", "goal", "change", goal, "--text", "1. a\n2. b\n3. c"]);
    const { tasks, plans } = await json(["goals", "generate", "--yes"]);
    expect(tasks).toMatchObject([
      { content: "c", goal, status: "pending", depends_on: [expect.stringMatching(/^task-/)] },
    ]);
    expect(plans[0]?.left_out).toHaveLength(2);
  });

  it("accepts the plan that was shown, once", async () => {
    await added(["goals", "goal", "add", "one thing"]);
    const shown = (await json(["goals", "generate"])).plans[0]?.id ?? "";
    const yes = await json(["goals", "generate", "--yes"]);
    expect(yes.plans[0]?.id).toBe(shown);
    expect(yes.tasks).toHaveLength(1);
    expect(await ask(["goals", "accept", shown])).toMatchObject({
      code: 2,
      err: `drover: plan ${shown} cannot be accepted: plan ${shown} is accepted already\n`,
    });
  });

  it("keeps no plan of a text it no longer has", async () => {
    const goal = await added(["goals", "goal", "add", "one thing"]);
    const { id } = (await json(["goals", "generate"])).plans[0] ?? { id: "" };
    await said(["goals", "goal", "change", goal, "--text", "another"]);
    expect((await ask(["goals", "accept", id])).err).toContain("has another text now; generate anew");
    expect((await json(["goals", "generate", "--yes"])).tasks).toMatchObject([{ content: "another" }]);
  });

  it("bounds a plan, keeping what needs nothing of the rest", async () => {
    await added(["goals", "goal", "add", "-"], { stdin: "1. a\n2. b\n3. c\n4. d\n" });
    const { plans } = await json(["goals", "generate", "--max", "2"]);
    expect(plans[0]?.tasks.map((task) => task.content)).toEqual(["a", "b"]);
    expect(plans[0]?.left_out).toEqual([
      { content: "c", why: "there are more than 2 steps" },
      { content: "d", why: "there are more than 2 steps" },
    ]);
  });

  it("whose Markdown is wrong says where", async () => {
    await added(["goals", "goal", "add", "-"], { stdin: "- [ ] a (size: XL)\n" });
    expect(await ask(["goals", "generate"])).toEqual({
      code: 1,
      out: "",
      err: "drover: size: is S, M or L, not XL (in: a (size: XL))\n",
    });
  });

  it.each([
    ["- [ ] a (after: 2)\n- [ ] b (after: 1)\n", "the steps go in a circle: 1 waits for 2, which waits for 1"],
    ["- [ ] a (after: 7)\n", "step 1 waits for 7, which is neither a step nor a task"],
    ["- [ ] a (id: x)\n- [ ] b (id: x)\n", "two steps are called x"],
  ])("%j makes no plan", async (stdin, why) => {
    await added(["goals", "goal", "add", "-"], { stdin });
    expect(await ask(["goals", "generate"])).toMatchObject({ code: 1, err: expect.stringContaining(why) });
    expect((await json(["goals", "plans", "--all"])).count).toBe(0);
  });

  it("of a vision that is not there is refused", async () => {
    const vision = await added(["goals", "vision", "add", "v"]);
    expect((await ask(["goals", "goal", "add", "g", "--vision", "vision-0"])).err).toBe(
      `drover: no vision "vision-0"; there is, among others: ${vision}\n`,
    );
  });

  it.each([
    [["goals", "goal", "add", ""], "The goal's text is empty"],
    [["goals", "vision", "add", "a\u001b[2J"], "The vision's text has the control character ESC"],
    [["goals", "goal", "change", "goal-1"], "say what to change"],
    [["goals", "accept", "plan-0"], 'no plan "plan-0"; there is none at all'],
  ])("%j is refused with one line", async (args, why) => {
    await said(["goals", "init"]);
    const { code, err } = await ask(args);
    expect(code).toBe(2);
    expect(err).toContain(why);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("the original flags", () => {
  it("do what they did, in one go", async () => {
    const { code, out } = await ask([
      "goals",
      "--init",
      "--add-vision",
      "v",
      "--add-goal",
      "- [ ] a\n- [ ] b",
      "--generate",
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Goals are kept in .*\nAdded vision-\w+\nAdded goal-\w+\nplan-\w+: 2 task\(s\)/);
  });

  it("none of them: the help, and exit code 2", async () => {
    const { code, out } = await ask(["goals"]);
    expect(code).toBe(2);
    expect(out).toContain("--add-vision <text>");
  });
});

describe("tasks", () => {
  it("are added with all that belongs to them", async () => {
    const goal = await added(["goals", "goal", "add", "g"]);
    const first = await added(["tasks", "add", "first"]);
    const all = [
      "--goal",
      goal,
      "--after",
      first,
      "--size",
      "L",
      "--deadline",
      "2026-12-01T10:00+02:00",
      "--check",
      "make",
    ];
    const id = await added(["tasks", "add", "second", ...all, "--accept", "it runs", "--label", "a,b", "--label", "c"]);
    expect((await json(["tasks", "show", id])).task).toMatchObject({
      goal,
      status: "blocked",
      depends_on: [first],
      size: "L",
      deadline: "2026-12-01T08:00:00.000Z",
      check: "make",
      acceptance: "it runs",
      labels: ["a", "b", "c"],
    });
    expect(await json(["tasks", "list", "--goal", goal])).toMatchObject({ count: 1, tasks: [{ id }] });
  });

  it("are read from standard input, one a line", async () => {
    expect(await said(["tasks", "add", "--lines"], { stdin: "one\n\n  \ntwo\n" })).toMatch(
      /^Added task-\w+\nAdded task-\w+\n$/,
    );
    expect((await json(["tasks", "list"])).tasks.map((task) => task.content).sort()).toEqual(["one", "two"]);
  });

  it.each([
    [["--after", "task-0"], "there is no task task-0 to wait for"],
    [["--goal", "goal-0"], "there is no goal goal-0"],
    [["--parent", "task-0"], "there is no task task-0 to be a part of"],
  ])("hang on nothing that is not there: %j", async (args, why) => {
    expect(await ask(["tasks", "add", "x", ...args])).toMatchObject({ code: 2, err: `drover: ${why}\n` });
  });

  it("wait for others, and never in a circle", async () => {
    const [a, b, c] = [
      await added(["tasks", "add", "a"]),
      await added(["tasks", "add", "b"]),
      await added(["tasks", "add", "c"]),
    ];
    expect(await said(["tasks", "depend", b, a])).toBe(`${b} is blocked\n`);
    expect(await said(["tasks", "depend", c, b])).toBe(`${c} is blocked\n`);
    expect(await ask(["tasks", "depend", a, c])).toEqual({
      code: 2,
      out: "",
      err: `drover: that would be a circle: ${a} waits for ${c}, which waits for ${b}, which waits for ${a}\n`,
    });
    expect(await ask(["tasks", "depend", a, a])).toMatchObject({
      err: `drover: that would be a circle: ${a} would wait for itself\n`,
    });
    expect(await said(["tasks", "show", a])).toContain("status: pending");
    expect(await said(["tasks", "depend", "--remove", b, a])).toBe(`${b} is pending\n`);
    await said(["done", a]);
    expect((await ask(["tasks", "depend", a, b])).err).toBe(
      `drover: task ${a} is done; only pending and blocked ones can be told to wait\n`,
    );
  });

  it("stay blocked behind one that was cancelled, and say why", async () => {
    const a = await added(["tasks", "add", "a"]);
    const b = await added(["tasks", "add", "b", "--after", a]);
    await said(["tasks", "cancel", a]);
    const show = await said(["tasks", "show", b]);
    expect(show).toContain("status: blocked\n");
    expect(show).toContain(`waits for: ${a} (cancelled: wants a person)\n`);
    await said(["done", b]);
    expect(await said(["tasks", "show", b])).toContain("status: done\n");
  });

  it.each(["done", "tasks cancel", "tasks retry"])("in quarantine wait for a person, who may say: %s", async (word) => {
    const id = await added(["tasks", "add", "a"]);
    const db = new Database(join(dataDir(), "goals.db"));
    db.prepare("UPDATE tasks SET status = 'quarantined' WHERE id = ?").run(id);
    db.close();
    expect(await said(["why", id])).toContain(
      `quarantined; settle it: drover done ${id}, drover tasks retry ${id} or tasks cancel ${id}`,
    );
    await said([...word.split(" "), id]);
    const status = { done: "done", "tasks cancel": "cancelled", "tasks retry": "pending" }[word];
    expect(await said(["tasks", "show", id])).toContain(`status: ${status}\n`);
  });

  it("are split along their own steps; the whole is done with its parts", async () => {
    const before = await added(["tasks", "add", "before"]);
    const text = "Move the store\n1. copy the rows\n2. switch over\n";
    const whole = await added(["tasks", "add", "-", "--check", "make", "--after", before], { stdin: text });
    const after = await added(["tasks", "add", "after", "--after", whole]);
    const { tasks } = await json(["tasks", "split", whole, "--yes"]);
    expect(tasks).toMatchObject([
      { content: "copy the rows", parent: whole, status: "blocked", depends_on: [before], check: "make" },
      { content: "switch over", parent: whole, status: "blocked" },
    ]);
    expect(tasks[1]?.["depends_on"]).toContain(tasks[0]?.id);
    expect((await ask(["tasks", "split", whole])).err).toBe(`drover: task ${whole} has parts already\n`);
    await said(["done", before]);
    expect((await ask(["done", tasks[0]?.id ?? ""])).err).toContain("must be checked or reviewed");
    await said(["review", "approve", tasks[0]?.id ?? ""]);
    expect(await said(["tasks", "show", after])).toContain("status: blocked");
    await said(["review", "approve", tasks[1]?.id ?? ""]);
    expect(await said(["tasks", "show", whole])).toContain("status: done");
    expect(await said(["tasks", "show", after])).toContain("status: pending");
  });

  it("without steps are not split by their own text", async () => {
    const id = await added(["tasks", "add", "one thing"]);
    expect(await ask(["tasks", "split", id])).toMatchObject({
      code: 2,
      err: expect.stringContaining("names no steps"),
    });
  });
});

it("goals and visions of another program are read", async () => {
  await said(["goals", "init"]);
  const db = new Database(join(dataDir(), "goals.db"));
  db.exec(
    "INSERT INTO visions (content) VALUES ('v'); INSERT INTO goals (content, vision_id) SELECT 'do it', id FROM visions",
  );
  db.exec("INSERT INTO tasks (content, goal_id) SELECT 'a', id FROM goals");
  db.close();
  const tree = await json(["goals", "tree"]);
  expect(tree.visions).toMatchObject([
    { vision: { content: "v" }, goals: [{ goal: { title: "do it", priority: 50 }, progress: { total: 1, ready: 1 } }] },
  ]);
});

/** As the tree writes it. */
function localTime(iso: string): string {
  const at = new Date(iso);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

describe("why TASK", () => {
  it("shows what the task weighs, in parts, beside its stored priority", async () => {
    const first = await added(["tasks", "add", "first", "--priority", "30"]);
    const second = await added([
      "tasks",
      "add",
      "second",
      "--priority",
      "80",
      "--after",
      first,
      "--deadline",
      "2020-01-01",
    ]);
    const why = await said(["why", first]);
    expect(why).toContain(`${first}: pending (priority 30, 0 tried)\n`);
    expect(why).toContain(
      [
        "weighs 5.6; policy strict goes by the stored priority alone",
        "  0.6 for priority 30",
        `  + 0.8 for what waits for it: ${second}`,
        "  x 4 for -",
      ].join("\n"),
    );
    expect(why).toContain(` min of slack before the deadline of ${second}, `);
    expect(await said(["why", second])).toContain(`waits\n  waits for ${first}, which is pending\n`);
    await said(["tasks", "cancel", first]);
    expect(await said(["why", second])).toContain(`waits for ${first}, which is cancelled and wants a person\n`);
    await said(["done", second]);
    expect(await said(["why", second])).not.toContain("weighs");
  });
});
