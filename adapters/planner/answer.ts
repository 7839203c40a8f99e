// The answer of a planner that is a model or an agent: text in which there is one JSON document.
// A1. What is around it is ignored: prose, code fences, the envelope of a headless agent.
// A2. Every complaint is one sentence that names the place, so that it can be handed back.
import { z } from "zod";
import type { PlannedTask, PlannerAnswer } from "../../daemon/ports/planner.ts";

const text = (most: number) => z.string().trim().min(1).max(most);
const STEP = z.object({
  key: text(60).describe("a short name, unique in this plan"),
  content: text(20_000).describe("the complete task text"),
  depends_on: z.array(text(60)).max(50).default([]).describe("keys of tasks that must be done before"),
  size: z.enum(["S", "M", "L"]).nullish().describe("S about 20 minutes, M about an hour, L more"),
  priority: z.number().min(0).max(100).nullish().describe("higher first; leave it out for the goal's own"),
  category: text(60).nullish().describe("kind of work, for example test, docs, refactor"),
  acceptance: text(4_000).nullish().describe("what must hold for it to be accepted"),
  labels: z.array(text(60)).max(10).nullish(),
  check: text(1_000).nullish().describe("a command line whose exit code 0 means done"),
});
const ANSWER = z.object({ tasks: z.array(STEP).max(200) });

/** Of the answer, for the prompt and for agents that take one. */
export const ANSWER_SCHEMA: string = JSON.stringify(
  (({ $schema: _dialect, ...schema }) => schema)(z.toJSONSchema(ANSWER, { io: "input" })),
);

export function readAnswer(said: string): PlannerAnswer {
  const document = jsonIn(said);
  if (document === undefined) {
    return said.trim() === ""
      ? malformed("it is empty")
      : { kind: "malformed", why: `it is no JSON: ${clipped(said)}` };
  }
  const envelope = ENVELOPE.safeParse(document);
  if (envelope.success) return ofEnvelope(envelope.data);
  const read = ANSWER.safeParse(Array.isArray(document) ? { tasks: document } : document);
  if (read.success) return { kind: "tasks", tasks: read.data.tasks.map(planned), leftOut: [] };
  return malformed(firstIssue(read.error));
}

const malformed = (why: string): PlannerAnswer => ({ kind: "malformed", why });

/** What `claude -p --output-format json`, `gemini -o json` and their like put around the text. */
const ENVELOPE = z.union([
  z.object({ result: z.string(), is_error: z.boolean().optional() }),
  z.object({ response: z.string() }),
  z.object({ error: z.union([z.string(), z.object({ message: z.string() })]), tasks: z.undefined().optional() }),
]);

function ofEnvelope(envelope: z.infer<typeof ENVELOPE>): PlannerAnswer {
  if ("error" in envelope) {
    return { kind: "declined", why: typeof envelope.error === "string" ? envelope.error : envelope.error.message };
  }
  if ("response" in envelope) return readAnswer(envelope.response);
  return envelope.is_error === true ? { kind: "declined", why: clipped(envelope.result) } : readAnswer(envelope.result);
}

/** The whole text; else a fenced block; else from the first brace to the last. */
function jsonIn(said: string): unknown {
  const fenced = [...said.matchAll(/```(?:json)?\s*\n([\s\S]*?)\n\s*```/g)].map(([, inside = ""]) => inside);
  const braced = said.slice(said.indexOf("{"), said.lastIndexOf("}") + 1);
  for (const candidate of [said, ...fenced, braced]) {
    const parsed = parse(candidate);
    if (typeof parsed === "object" && parsed !== null) return parsed;
  }
  return undefined;
}

function parse(candidate: string): unknown {
  try {
    return JSON.parse(candidate);
  } catch {
    return undefined;
  }
}

const planned = ({ depends_on, priority, ...step }: z.infer<typeof STEP>): PlannedTask => ({
  key: step.key,
  content: step.content,
  dependsOn: depends_on,
  ...(step.size == null ? {} : { size: step.size }),
  ...(priority == null ? {} : { priority: Math.round(priority) }),
  ...(step.category == null ? {} : { category: step.category }),
  ...(step.acceptance == null ? {} : { acceptance: step.acceptance }),
  ...(step.labels == null ? {} : { labels: step.labels }),
  ...(step.check == null ? {} : { check: step.check }),
});

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  const path = (issue?.path ?? []).map(String).join(".");
  return [path, issue?.message ?? "it does not fit the schema"].filter((part) => part !== "").join(": ");
}

/** In one line, without what could act in a terminal. */
export const clipped = (text: string): string => {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
};
