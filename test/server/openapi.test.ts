import { expect, test } from "vitest";
import { z } from "@hono/zod-openapi";
import { post, testApp } from "./app.ts";

/** One request for each operation, and the status it is answered with. */
const REQUESTS: Record<string, readonly [path: string, status: number, body?: unknown]> = {
  "get /": ["/", 200],
  "get /healthz": ["/healthz", 200],
  "get /openapi.json": ["/openapi.json", 200],
  "get /api/machine": ["/api/machine", 200],
  "get /api/monitor/status": ["/api/monitor/status", 200],
  "post /api/monitor/assign-task": ["/api/monitor/assign-task", 200, { task: "sweep" }],
  "get /api/monitor/work-log": ["/api/monitor/work-log", 200],
  "post /api/monitor/check-and-assign": ["/api/monitor/check-and-assign", 200],
  "get /api/monitor/check-and-assign": ["/api/monitor/check-and-assign", 200],
  "get /api/sessions": ["/api/sessions", 200],
  "get /api/sessions/{name}": ["/api/sessions/foundation", 200],
  "get /api/sessions/{name}/screen": ["/api/sessions/foundation/screen", 200],
  "get /api/sessions/{name}/why": ["/api/sessions/foundation/why", 200],
  "get /api/screens/{hash}": ["/api/screens/a1", 200],
  "get /api/sessions/{name}/journal": ["/api/sessions/foundation/journal", 200],
  "post /api/sessions/{name}/pause": ["/api/sessions/foundation/pause", 200],
  "post /api/sessions/{name}/resume": ["/api/sessions/foundation/resume", 200],
  "post /api/pause": ["/api/pause", 200],
  "post /api/resume": ["/api/resume", 200],
  "get /api/tasks": ["/api/tasks", 200],
  "post /api/tasks": ["/api/tasks", 201, { content: "sweep" }],
  "get /api/tasks/{id}": ["/api/tasks/task-1", 200],
  "get /api/tasks/{id}/why": ["/api/tasks/task-1/why", 200],
  "post /api/tasks/{id}/cancel": ["/api/tasks/task-2/cancel", 200],
  "post /api/tasks/{id}/retry": ["/api/tasks/task-1/retry", 409],
  "post /api/tasks/{id}/done": ["/api/tasks/task-1/done", 200],
  "post /api/tasks/{id}/fail": ["/api/tasks/task-9/fail", 404],
  "post /api/tasks/{id}/dependencies": ["/api/tasks/task-2/dependencies", 200, { add: ["task-1"] }],
  "get /api/tasks/{id}/life": ["/api/tasks/task-1/life", 200],
  "post /api/tasks/{id}/split": ["/api/tasks/task-2/split", 502, {}],
  "get /api/goals": ["/api/goals?tasks=3", 200],
  "post /api/goals": ["/api/goals", 201, { content: "Mend all fences" }],
  "get /api/goals/{id}": ["/api/goals/goal-1", 200],
  "patch /api/goals/{id}": ["/api/goals/goal-1", 200, { status: "paused" }],
  "post /api/goals/{id}/plan": ["/api/goals/goal-1/plan", 200, { max: 5 }],
  "post /api/visions": ["/api/visions", 201, { content: "A farm that works" }],
  "get /api/plans": ["/api/plans", 200],
  "post /api/plans/{id}/accept": ["/api/plans/plan-1/accept", 200],
  "post /api/plans/{id}/reject": ["/api/plans/plan-1/reject", 409],
  "get /api/runs": ["/api/runs?state=review,done", 200],
  "get /api/runs/{id}": ["/api/runs/run-1", 200],
  "get /api/runs/{id}/diff": ["/api/runs/run-1/diff", 200],
  "post /api/runs/{id}/merge": ["/api/runs/run-1/merge", 409],
  "post /api/runs/{id}/remove": ["/api/runs/run-1/remove", 409, { discard: true }],
  "get /api/reviews": ["/api/reviews", 200],
  "get /api/reviews/{id}": ["/api/reviews/run-1", 200],
  "get /api/reviews/{id}/diff": ["/api/reviews/task-1/diff", 200],
  "post /api/reviews/{id}/approve": ["/api/reviews/run-1/approve", 200, { merge: false }],
  "post /api/reviews/{id}/reject": ["/api/reviews/run-1/reject", 200, { message: "otherwise" }],
  "post /api/report": ["/api/report", 422, {}],
  "post /api/hooks/{agent}": ["/api/hooks/claude", 200, {}],
  "get /api/journal": ["/api/journal", 200],
  "get /api/events": ["/api/events", 200],
};

const Operation = z.object({
  responses: z.record(
    z.string(),
    z.object({ content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })).optional() }),
  ),
});
const Document = z.object({
  openapi: z.literal("3.1.0"),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
});

const described = async () => Document.parse(await (await testApp().app.request("/openapi.json")).json());

test("every route that answers is described, and nothing else", async () => {
  const { paths } = await described();
  const operations = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.keys(verbs).map((verb) => `${verb} ${path}`),
  );
  const { app } = testApp();
  const routed = app.routes
    .filter((route) => route.method !== "ALL")
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
  expect(operations.sort()).toEqual([...new Set(routed)].sort());
  expect(operations.sort()).toEqual(Object.keys(REQUESTS).sort());
});

test.each(Object.entries(REQUESTS))(
  "%s answers what its description accepts",
  async (operation, [path, status, body]) => {
    const { app, service } = testApp();
    service.record("capture");
    const [method = "", pattern = ""] = operation.split(" ");
    const answer = await app.request(path, method === "get" ? {} : { ...post(body), method: method.toUpperCase() });
    expect(answer.status).toBe(status);
    const document = await described();
    const content = document.paths[pattern]?.[method]?.responses[String(status)]?.content ?? {};
    const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
    expect(Object.keys(content)).toEqual([type]);
    if (type === "text/event-stream") return answer.body?.cancel();
    const value = type.endsWith("json") ? await answer.json() : await answer.text();
    expect(accepts(document, content[type]?.schema ?? {}, value)).toBe("accepted");
  },
);

test("the check can fail", async () => {
  const document = await described();
  const schema = { $ref: "#/components/schemas/Task" };
  expect(accepts(document, schema, { id: 7 })).toContain("expected string");
});

/** Judges by the JSON Schema of the document itself, not by the code that drew it. */
function accepts(document: z.infer<typeof Document>, schema: object, value: unknown): string {
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas });
  const read = z.fromJSONSchema(JSON.parse(text.replaceAll("#/components/schemas/", "#/$defs/")));
  const result = read.safeParse(value);
  return result.success ? "accepted" : z.prettifyError(result.error);
}
