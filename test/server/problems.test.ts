import { expect, test, vi } from "vitest";
import { BODY_LIMIT } from "../../server/guards.ts";
import { post, testApp } from "./app.ts";

const { app } = testApp();

/** Asks, checks the shape that every error has, and answers the rest of it. */
async function refusal(path: string, init?: RequestInit) {
  const answer = await app.request(path, init);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const body = await answer.json();
  expect(body).toMatchObject({ type: "about:blank", title: expect.any(String), status: answer.status });
  return body;
}

test.each([
  ["/api/monitor/status?session=nobody", undefined],
  ["/api/monitor/assign-task", post({ task: "x", session: "nobody" })],
  ["/api/monitor/check-and-assign?session=nobody", post()],
  ["/api/sessions/nobody", undefined],
  ["/api/sessions/nobody/screen", undefined],
  ["/api/sessions/nobody/journal", undefined],
  ["/api/sessions/nobody/pause", post()],
  ["/api/sessions/nobody/resume", post()],
  ["/api/journal?session=nobody", undefined],
  ["/api/events?session=nobody", undefined],
  ["/api/tasks", post({ content: "x", session: "nobody" })],
])("404 of %s names the sessions that exist", async (path, init) => {
  expect(await refusal(path, init)).toMatchObject({
    status: 404,
    detail: 'no session "nobody"; there is: foundation, architect',
    known: ["foundation", "architect"],
  });
});

test.each([
  ["/api/tasks/task-9", undefined],
  ["/api/tasks/task-9/cancel", post()],
  ["/api/tasks/task-9/retry", post()],
  ["/api/tasks/task-9/done", post()],
  ["/api/tasks/task-9/fail", post()],
  ["/api/report", post({ task: "task-9", outcome: "done" })],
])("404 of %s names tasks that exist", async (path, init) => {
  expect(await refusal(path, init)).toMatchObject({ status: 404, known: expect.arrayContaining(["task-1", "task-2"]) });
});

test("an unknown path is 404, a known one by a wrong method 405 with what it takes", async () => {
  expect(await refusal("/api/nothing")).toMatchObject({
    status: 404,
    detail: "there is no /api/nothing; see /openapi.json",
  });
  expect(await refusal("/api/tasks/task-1/cancel")).toMatchObject({ status: 405 });
  const answer = await app.request("/api/tasks", { method: "DELETE" });
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, POST"]);
});

test("malformed JSON is 400", async () => {
  const init = { ...post({}), body: '{"task": ' };
  expect(await refusal("/api/monitor/assign-task", init)).toMatchObject({ status: 400 });
});

test.each([
  ["/api/monitor/assign-task", post({ task: "x", priority: 101 }), ["json.priority"]],
  ["/api/monitor/assign-task", post({ priority: "high" }), ["json.task", "json.priority"]],
  ["/api/tasks", post({ content: "x", prio: 1 }), ["json"]],
  ["/api/tasks", post(), ["json.content"]],
  ["/api/tasks?status=pending,lost", undefined, ["query.status.1"]],
  ["/api/tasks?limit=0", undefined, ["query.limit"]],
  ["/api/monitor/work-log?limit=many", undefined, ["query.limit"]],
  ["/api/report", post({ outcome: "done" }), ["json"]],
  ["/api/report", post({ task: "", outcome: "done" }), ["json.task"]],
  ["/api/report", post({ pane: "5", outcome: "done" }), ["json.pane"]],
  ["/api/events", { headers: { "last-event-id": "abc" } }, ["header.last-event-id"]],
])("what does not fit %s is 422 and names the path", async (path, init, paths) => {
  const body = await refusal(path, init);
  expect(body).toMatchObject({ status: 422, errors: paths.map((path) => ({ path, message: expect.any(String) })) });
});

test.each(["/api/tasks", "/api/monitor/assign-task"])("a text that is refused is 422 at %s", async (path) => {
  const body = path === "/api/tasks" ? { content: "" } : { task: "" };
  expect(await refusal(path, post(body))).toMatchObject({ status: 422, detail: "the task is empty" });
});

test("a body over 256 KB is 413, with and without a length before it", async () => {
  const body = JSON.stringify({ content: "x".repeat(BODY_LIMIT) });
  expect(await refusal("/api/tasks", { ...post({}), body })).toMatchObject({ status: 413 });
  const headers = { "content-type": "application/json", "content-length": String(body.length) };
  expect(await refusal("/api/tasks", { method: "POST", headers, body })).toMatchObject({ status: 413 });
});

test.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonp"])(
  "a body as %s is 415",
  async (type) => {
    const init = { method: "POST", headers: { "content-type": type }, body: '{"content":"x"}' };
    expect(await refusal("/api/tasks", init)).toMatchObject({ status: 415 });
    expect(await refusal("/api/pause", init)).toMatchObject({ status: 415 });
  },
);

test("a bug is told to the log and nothing of it to the client", async () => {
  const onBug = vi.fn();
  const { app, service } = testApp({ onBug });
  const bug = new Error("secret /path");
  service.tasks = () => Promise.reject(bug);
  const answer = await app.request("/api/tasks");
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain("secret");
  expect(onBug).toHaveBeenCalledExactlyOnceWith(bug);
});
