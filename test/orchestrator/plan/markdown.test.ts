// The planner that needs nobody, on Markdown as people write it, and on any text at all.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { taskId } from "../../../machines/ids.ts";
import { circleAmong } from "../../../orchestrator/goals/cycle.ts";
import { planOfMarkdown } from "../../../orchestrator/plan/markdown.ts";
import { soundPlan } from "../../../orchestrator/plan/sound.ts";
import type { SoundRules } from "../../../orchestrator/plan/sound.ts";
import { checkTaskText } from "../../../orchestrator/text.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const rules = (more: Partial<SoundRules> = {}): SoundRules => ({
  max: 12,
  existing: [],
  checkText: checkTaskText,
  checks: true,
  ...more,
});

/** `key<partOf>after,after: text`, one a step. */
function stepsOf(markdown: string): readonly string[] | string {
  const plan = planOfMarkdown(markdown, NOW);
  if (plan.kind !== "tasks") return plan.kind === "mistake" ? plan.why : plan.kind;
  return plan.tasks.map(
    ({ key, partOf, dependsOn, content }) =>
      `${key}${partOf === undefined ? "" : `<${partOf}`}${dependsOn.length === 0 ? "" : `>${dependsOn.join(",")}`}: ${content}`,
  );
}

describe("the steps of a goal's own Markdown:", () => {
  it.each<readonly [string, string, readonly string[] | string]>([
    ["boxes have no order", "- [ ] a\n* [ ] b\n+ [ ] c", ["1: a", "2: b", "3: c"]],
    ["numbers follow one another", "1. a\n2) b\n10. c", ["1: a", "2>1: b", "3>2: c"]],
    ["numbered boxes too", "1. [ ] a\n2. [ ] b", ["1: a", "2>1: b"]],
    ["after: says otherwise", "1. a\n2. b (after: none)\n3. c (after: 1, 2)", ["1: a", "2: b", "3>1,2: c"]],
    ["by an id", "- [ ] a (id: x)\n- [ ] b (after: x)", ["x: a", "2>x: b"]],
    [
      "what is ticked or dropped is no step, and holds nobody up",
      "1. [x] a\n2. [ ] b\n3. [-] c\n4. [ ] d",
      ["2: b", "4: d"],
    ],
    [
      "steps below a step are its parts",
      "- [ ] a\n  - [ ] b\n    - [ ] c\n- [ ] d",
      ["1: a", "2<1: b", "3<2: c", "4: d"],
    ],
    [
      "text below a step is its own",
      "- [ ] a\n  more\n\n  and more\n\nnot of it\n- [ ] b",
      ["1: a\nmore\n\nand more", "2: b"],
    ],
    [
      "also where it is aligned with the step's own text",
      "- [ ] a\n      more\n        deeper\n\n      and more",
      ["1: a\nmore\n  deeper\n\nand more"],
    ],
    ["where there are boxes, bullets and numbers are text", "- [ ] a\n  - one\n  1. two\n", ["1: a\n- one\n1. two"]],
    ["headings, where there is nothing else", "# T\nwhy\n## A\ntext\n## B\n", ["1: A\ntext", "2: B"]],
    [
      "numbered headings follow one another",
      "## 1. A\n- [ ] x\n- [ ] y\n## 2. B\n- [ ] z",
      ["1: x", "2: y", "3>1,2: z"],
    ],
    ["a single heading is no step", "# T\nsome words", "no steps"],
    ["code is text", "- [ ] a\n  ```sh\n  - [ ] no step\n  ```\n- [ ] b", ["1: a\n```sh\n- [ ] no step\n```", "2: b"]],
    ["a backslash makes text of a step", "- [ ] a\n\\- [ ] b", ["1: a\n- [ ] b"]],
    ["Windows lines", "- [ ] a\r\n- [ ] b\r\n", ["1: a", "2: b"]],
    ["brackets that are text", "- [ ] a (see: below)\n- [ ] f(x)", ["1: a (see: below)", "2: f(x)"]],
    ["a heading that ends with its own mark", "## C#\nx\n## F# ##\ny", ["1: C#\nx", "2: F#\ny"]],
    ["a wrong size", "- [ ] a (size: XL)", "size: is S, M or L, not XL (in: a (size: XL))"],
    ["a wrong day", "- [ ] a (due: 2026-02-30)", expect.stringContaining("due: is a day such as") as unknown as string],
    ["nothing", "", "no steps"],
  ])("%s", (_name, markdown, steps) => {
    expect(stepsOf(markdown)).toEqual(steps);
  });

  it("carry all that stands in brackets", () => {
    const line =
      "- [ ] a (size: m; due: 2026-12-01; priority: 9; category: docs; labels: x, #y; check: f() && g(); accept: it (all) runs)";
    expect(planOfMarkdown(`## Topic\n${line}`, NOW)).toMatchObject({
      tasks: [
        {
          content: "a",
          size: "M",
          deadline: Date.UTC(2026, 11, 1, 23, 59, 59, 999),
          priority: 9,
          category: "docs",
          labels: ["x", "y", "Topic"],
          check: "f() && g()",
          acceptance: "it (all) runs",
        },
      ],
    });
  });
});

const bits = fc.constantFrom(
  "- [ ] ",
  "- [x] ",
  "  - [ ] ",
  "\t* [-] ",
  "1. ",
  "2. [ ] ",
  "# ",
  "## 2. ",
  "```",
  "~~~",
  "\\",
  "(after: 1, 2)",
  "(id: x; after: x)",
  "(after: 3; size: L)",
  " a b ",
  "same",
  "\n",
  "\r\n",
);
const markdown = fc
  .array(
    fc.oneof({ weight: 6, arbitrary: bits }, { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) }),
    {
      maxLength: 60,
      size: "max",
    },
  )
  .map((parts) => parts.join(""));

describe("any text at all", () => {
  it("makes a plan without circles, no larger than it may be, or is said to be of no use", () => {
    let plans = 0;
    fc.assert(
      fc.property(markdown, fc.integer({ min: 1, max: 6 }), (text, max) => {
        const plan = planOfMarkdown(text, NOW);
        if (plan.kind === "mistake") expect(plan.why).not.toBe("");
        if (plan.kind !== "tasks") return;
        const existing = [{ id: taskId("task-1"), content: "same" }];
        const sound = soundPlan(plan.tasks, rules({ max, existing }));
        if (sound.kind !== "sound") return;
        plans += 1;
        expect(sound.tasks.length).toBeLessThanOrEqual(max);
        const keys = new Set(sound.tasks.map(({ key }) => key));
        const edges = sound.tasks.flatMap(({ key, dependsOn, partOf }) => [
          ...dependsOn.map((need) => ({ task: key, need })),
          ...(partOf === undefined ? [] : [{ task: partOf, need: key }]),
        ]);
        expect(circleAmong(edges)).toBeUndefined();
        for (const { need } of edges) expect(keys.has(need) || need === "task-1").toBe(true);
        for (const { content } of sound.tasks) expect(checkTaskText(content).kind).toBe("text");
        // Nothing is lost without a word.
        expect(sound.tasks.length + sound.leftOut.length).toBe(plan.tasks.length);
      }),
      { numRuns: 1_500 },
    );
    expect(plans).toBeGreaterThan(200);
  });
});

describe("a plan is sound", () => {
  const step = (key: string, dependsOn: readonly string[] = [], content = key) => ({ key, content, dependsOn });
  const existing = [{ id: taskId("task-1"), content: "Write the lexer.\nAll of it" }];

  it("what is there already stands for what says the same", () => {
    const said = [step("a", [], "write  the LEXER\nall of it"), step("b", ["a"])];
    expect(soundPlan(said, rules({ existing }))).toEqual({
      kind: "sound",
      tasks: [step("b", ["task-1"])],
      leftOut: [{ content: "write  the LEXER\nall of it", why: "it is there as task-1" }],
    });
  });

  it("what cannot be typed is left out, and its order kept", () => {
    const said = [step("a"), step("b", ["a"], "x\u001b"), step("c", ["b"])];
    expect(soundPlan(said, rules())).toMatchObject({ tasks: [step("a"), step("c", ["a"])] });
  });

  it("a whole is kept with all its parts or not at all", () => {
    const said = [step("a"), step("w"), { ...step("p"), partOf: "w" }, { ...step("q"), partOf: "w" }];
    expect(soundPlan(said, rules({ max: 3 }))).toMatchObject({ tasks: [{ key: "a" }] });
  });

  it.each([
    ["a circle", [step("a", ["b"]), step("b", ["a"])], "the steps go in a circle: a waits for b, which waits for a"],
    ["an unknown step", [step("a", ["z"])], "step a waits for z, which is neither a step nor a task"],
    ["a name twice", [step("a"), step("a")], "two steps are called a"],
  ])("not with %s", (_name, said, why) => {
    expect(soundPlan(said, rules())).toEqual({ kind: "malformed", why });
  });

  it("a check of a model's is not taken, unless the user lets it", () => {
    const said = [{ ...step("a"), check: "rm -rf ." }];
    expect(soundPlan(said, rules({ checks: false }))).toEqual({ kind: "sound", tasks: [step("a")], leftOut: [] });
  });
});
