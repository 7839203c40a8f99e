// A model behind HTTP as planner, in both shapes, with all that can be wrong with it.
import { beforeEach, describe, expect, it } from "vitest";
import { endpointPlanner } from "../../../adapters/planner/endpoint.ts";
import type { EndpointPlannerOptions } from "../../../adapters/planner/endpoint.ts";
import type { Answer } from "../../support/scripted-model.ts";
import { scriptedModel } from "../../support/scripted-model.ts";
import { waitFor } from "../../support/wait.ts";

const ASKED = { kind: "goal", text: "Parse dates", existing: [], max: 5 } as const;
const PLAN = JSON.stringify({
  tasks: [
    { key: "a", content: "Write it" },
    { key: "b", content: "Test it", depends_on: ["a"], size: "S" },
  ],
});
const TASKS = {
  kind: "tasks",
  leftOut: [],
  tasks: [
    { key: "a", content: "Write it", dependsOn: [] },
    { key: "b", content: "Test it", dependsOn: ["a"], size: "S" },
  ],
};

async function planned(
  api: "openai" | "anthropic",
  answers: readonly Answer[],
  more: Partial<EndpointPlannerOptions> = {},
) {
  const model = await scriptedModel(...answers);
  const planner = endpointPlanner({
    api,
    url: model.url,
    model: "scripted",
    timeout: 20_000,
    prompt: (asked, schema, complaint) => [asked.text, schema, complaint ?? ""].join("\n"),
    ...more,
  });
  return { answer: await planner.plan(ASKED, more.timeout === 1 ? undefined : "no JSON"), model };
}

describe.each(["openai", "anthropic"] as const)("a model that speaks as %s", (api) => {
  beforeEach(() => {
    process.env["DROVER_TEST_KEY"] = "sk-dummy";
  });

  it("is asked once, with the key, the schema and the complaint, and answers with tasks", async () => {
    const { answer, model } = await planned(api, [{ says: PLAN }], { keyVariable: "DROVER_TEST_KEY" });
    expect(answer).toEqual(TASKS);
    expect(model.asked).toHaveLength(1);
    const { path, headers, prompt } = model.asked[0] ?? { path: "", headers: {}, prompt: "" };
    expect(path).toBe(api === "openai" ? "/v1/chat/completions" : "/v1/messages");
    expect(headers[api === "openai" ? "authorization" : "x-api-key"]).toBe(
      api === "openai" ? "Bearer sk-dummy" : "sk-dummy",
    );
    expect(prompt).toContain("Parse dates\n{");
    expect(prompt).toContain("\nno JSON");
  });

  it.each<readonly [string, Answer, object]>([
    ["prose around it", { says: `Sure!\n\`\`\`json\n${PLAN}\n\`\`\`\nGood luck.` }, TASKS],
    [
      "no JSON",
      { says: "I would begin with the lexer." },
      { kind: "malformed", why: "it is no JSON: I would begin with the lexer." },
    ],
    ["nothing", { says: "" }, { kind: "malformed", why: "it is empty" }],
    [
      "another form",
      { says: '{"tasks":[{"key":"a"}]}' },
      { kind: "malformed", why: "tasks.0.content: Invalid input: expected string, received undefined" },
    ],
    [
      "half of it",
      { says: PLAN.slice(0, 40), end: "length" },
      { kind: "malformed", why: "it was cut off; plan fewer or shorter tasks" },
    ],
    [
      "a refusal",
      { says: "I cannot help with that.", end: "refusal" },
      { kind: "declined", why: "scripted refused to answer" },
    ],
    ["a body that is no answer", { body: "<html>" }, { kind: "failed", why: expect.stringContaining("/v1: ") }],
    [
      "400",
      { status: 400, message: "no such model" },
      { kind: "failed", why: expect.stringContaining("400 no such model") },
    ],
    ["401", { status: 401, message: "bad key" }, { kind: "failed", why: expect.stringContaining("401 bad key") }],
  ])("and says %s", async (_name, says, expected) => {
    const { answer, model } = await planned(api, [says]);
    expect(answer).toMatchObject(expected);
    expect(model.asked).toHaveLength(1);
  });

  it.each([429, 500])("and fails with %i is asked again, at most three times", { timeout: 40_000 }, async (status) => {
    const once = await planned(api, [{ status }, { says: PLAN }]);
    expect([once.answer, once.model.asked.length]).toEqual([TASKS, 2]);
    const always = await planned(api, [{ status, message: "overloaded" }]);
    expect(always.answer).toMatchObject({ kind: "failed", why: expect.stringContaining(`${status} overloaded`) });
    expect(always.model.asked).toHaveLength(3);
  });

  it("and never answers is given up at the time limit", async () => {
    const { answer } = await planned(api, ["silence"], { timeout: 300 });
    expect(answer).toMatchObject({ kind: "failed", why: expect.stringContaining("no answer within 0.3 s") });
  });

  it("and answers without end is cut off", async () => {
    const { answer } = await planned(api, ["flood"], { mostOutput: 200_000 });
    expect(answer).toMatchObject({ kind: "failed" });
    expect(JSON.stringify(answer)).toContain("the answer is longer than 200000 bytes");
  });
});

it("a key that is not set is said before anything is sent", async () => {
  const { answer, model } = await planned("openai", [{ says: PLAN }], { keyVariable: "DROVER_NO_SUCH_KEY" });
  expect(answer).toEqual({ kind: "failed", why: "the environment variable DROVER_NO_SUCH_KEY is not set" });
  expect(model.asked).toEqual([]);
});

it("where nobody listens it fails", async () => {
  const { answer } = await planned("openai", [], { url: "http://127.0.0.1:9/v1", timeout: 300 });
  expect(answer).toMatchObject({ kind: "failed", why: expect.stringContaining("http://127.0.0.1:9/v1: ") });
});

it("a question that is called off is not waited for", async () => {
  const model = await scriptedModel("silence");
  const planner = endpointPlanner({ api: "openai", url: model.url, model: "m", timeout: 60_000, prompt: () => "x" });
  const answer = planner.plan(ASKED);
  await waitFor("the question", () => model.asked.length === 1);
  planner.callOff();
  expect(await answer).toEqual({ kind: "failed", why: `${model.url} was not heard out: drover stops` });
});
