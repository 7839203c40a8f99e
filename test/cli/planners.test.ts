// `goals generate` and `tasks split` with a planner that is a command: what is asked, what is kept, and when.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { besideStores } from "./beside-stores.ts";

const folder = mkdtempSync(join(tmpdir(), "drover-planner-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** Answers with what stands in `1`, `2` …, one a question; keeps the questions as `1.asked` …. */
const planner = join(folder, "planner.sh");
writeFileSync(
  planner,
  `cd "${folder}"; n=$(($(cat count) + 1)); echo $n > count; cat > $n.asked; cat $n 2>/dev/null || cat last\n`,
);
const answers = (...said: readonly unknown[]) => {
  for (const [at, one] of said.entries())
    writeFileSync(join(folder, String(at + 1)), typeof one === "string" ? one : JSON.stringify(one));
};
const questions = () => Number(readFileSync(join(folder, "count"), "utf8"));
const question = (n: number) => readFileSync(join(folder, `${n}.asked`), "utf8");
beforeEach(() => {
  rmSync(join(folder, "1"), { force: true });
  rmSync(join(folder, "2"), { force: true });
  writeFileSync(join(folder, "count"), "0");
  writeFileSync(join(folder, "last"), "no answer");
});

const { ask } = besideStores(`[planner]\nkind = "command"\ncommand = ["sh", "${planner}"]\nmax = 4\n`);
const said = async (args: readonly string[]): Promise<string> => {
  const { code, out, err } = await ask(args);
  expect([code, err]).toEqual([0, ""]);
  return out;
};
const texts = async (): Promise<readonly string[]> =>
  (JSON.parse(await said(["tasks", "list", "--json"])) as { tasks: { content: string }[] }).tasks
    .map(({ content }) => content)
    .toSorted();
const idIn = (out: string) => /(?:Added|plan-\w+:?) ?(\S+)?/.exec(out)?.[1] ?? "";
const goal = async (text = "Parse dates") => idIn(await said(["goals", "goal", "add", text]));
const PLAN = {
  tasks: [
    { key: "lex", content: "Write the lexer", size: "S", check: "rm -rf ." },
    { key: "parse", content: "Write the parser", depends_on: ["lex"] },
  ],
};

describe("generate", () => {
  it("keeps nothing without a yes; asks no second time for a plan that was shown", async () => {
    answers(PLAN);
    const id = await goal();
    const shown = await said(["goals", "generate"]);
    expect(shown).toContain("2 task(s) for");
    expect(shown).not.toContain("check");
    expect(await texts()).toEqual([]);
    expect(await said(["goals", "generate", "--yes"])).toContain("Added 2 task(s)");
    expect([await texts(), questions()]).toEqual([["Write the lexer", "Write the parser"], 1]);
    expect(question(1)).toContain("--- GOAL ---\nParse dates\n--- END OF GOAL ---");
    expect(question(1)).toContain("At most 4 tasks");

    expect((await ask(["goals", "generate", id, "--yes"])).err).toBe(`drover: goal ${id}: it has 2 open tasks\n`);
    const { tasks } = JSON.parse(await said(["tasks", "list", "--json"])) as { tasks: { id: string }[] };
    for (const task of tasks) await said(["done", task.id]);
    expect((await ask(["goals", "generate", id, "--yes"])).err).toContain("tasks were generated from this text before");
    expect([(await texts()).length, questions()]).toEqual([2, 1]);
  });

  it("leaves out what is there, here or at another goal, and lets what waits for it wait for that", async () => {
    const there = idIn(await said(["tasks", "add", "write the LEXER."]));
    answers(PLAN);
    await goal();
    expect(await said(["goals", "generate", "--yes"])).toContain(`left out: Write the lexer (it is there as ${there})`);
    expect(await texts()).toEqual(["Write the parser", "write the LEXER."]);
    const { tasks } = JSON.parse(await said(["tasks", "list", "--json"])) as {
      tasks: { content: string; depends_on: string[]; status: string }[];
    };
    expect(tasks.find(({ content }) => content === "Write the parser")).toMatchObject({
      depends_on: [there],
      status: "blocked",
    });
  });

  it("is bounded by the config and by --max", async () => {
    answers({ tasks: Array.from({ length: 9 }, (_, n) => ({ key: `k${n}`, content: `Step ${n}` })) });
    await goal();
    const shown = await said(["goals", "generate"]);
    expect(shown).toContain("4 task(s) for");
    expect(shown.match(/left out: Step \d \(there are more than 4 steps\)/g)).toHaveLength(5);
  });

  it.each<readonly [string, unknown, string]>([
    ["no JSON", "Let me think.", "it is no JSON: Let me think."],
    [
      "a circle",
      {
        tasks: [
          { key: "a", content: "a", depends_on: ["b"] },
          { key: "b", content: "b", depends_on: ["a"] },
        ],
      },
      "the steps go in a circle: a waits for b, which waits for a",
    ],
    [
      "an unknown step",
      { tasks: [{ key: "a", content: "a", depends_on: ["z"] }] },
      "step a waits for z, which is neither a step nor a task",
    ],
  ])("asks once more, with the complaint, after %s; then it gives up and keeps nothing", async (_name, wrong, why) => {
    await goal();
    answers(wrong, PLAN);
    expect(await said(["goals", "generate"])).toContain("2 task(s) for");
    expect(question(2)).toContain(`Your last answer was of no use: ${why}.`);

    answers(wrong, wrong);
    writeFileSync(join(folder, "count"), "0");
    await goal("Another");
    const { code, err } = await ask(["goals", "generate", "--yes", "--again"]);
    expect([code, err.split("\n")[0]]).toEqual([1, `drover: the command planner's answer is of no use: ${why}`]);
    expect(await texts()).toEqual([]);
  });

  it("says why the planner would not, and keeps nothing", async () => {
    answers({ error: "I may not plan this" });
    const id = await goal();
    expect(await ask(["goals", "generate", id, "--yes"])).toMatchObject({
      code: 2,
      err: "drover: I may not plan this\n",
    });
    expect([await texts(), questions()]).toEqual([[], 1]);
  });
});

describe("split", () => {
  it("asks for as many parts as the size wants, and makes a chain of what names no order", async () => {
    answers({
      tasks: [
        { key: "a", content: "First half" },
        { key: "b", content: "Second half" },
      ],
    });
    const whole = idIn(await said(["tasks", "add", "Rewrite it all", "--size", "L"]));
    const shown = await said(["tasks", "split", whole]);
    expect(shown).toContain("after a");
    expect(question(1)).toContain(
      "Split the task below into 7 smaller ones that together do all of it (size L is more than one go).",
    );
    expect(await texts()).toEqual(["Rewrite it all"]);
  });
});
