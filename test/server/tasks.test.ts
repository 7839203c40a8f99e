import { expect, test } from "vitest";
import { clientFor, param } from "../../server/client.ts";
import { post, testApp } from "./app.ts";

test("the backlog, by status and limit", async () => {
  const { app } = testApp();
  const answer = await clientFor(app).api.tasks.$get({ query: { status: "pending,failed" } });
  expect(await answer.json()).toEqual({
    tasks: [
      {
        id: "task-2",
        content: "paint it",
        project: "",
        category: "art",
        priority: 50,
        status: "pending",
        created_at: "2026-02-14T20:00:00.000Z",
        session: null,
        claim: null,
        fence: 0,
        attempts: 0,
        not_before: null,
        note: null,
        finished_at: null,
        goal: null,
        parent: null,
        size: null,
        deadline: null,
        check: null,
        labels: [],
        acceptance: null,
        depends_on: [],
      },
    ],
    count: 1,
  });
  expect(await (await app.request("/api/tasks?limit=1")).json()).toMatchObject({ count: 1 });
});

test("a task is added, cancelled once, and put back in line", async () => {
  const client = clientFor(testApp().app);
  const added = await client.api.tasks.$post({ json: { content: "sweep", session: "architect", project: "week2" } });
  expect(added.status).toBe(201);
  expect(await added.json()).toMatchObject({
    task: { id: "task-3", content: "sweep", session: "architect", project: "week2" },
    warning: null,
  });
  const one = { param: { id: param("task-3") } };
  expect(await (await client.api.tasks[":id"].cancel.$post(one)).json()).toMatchObject({
    task: { status: "cancelled" },
  });
  const again = await client.api.tasks[":id"].cancel.$post(one);
  expect([again.status, await again.json()]).toMatchObject([
    409,
    { detail: "task task-3 is cancelled, so it stays as it is" },
  ]);
  expect(await (await client.api.tasks[":id"].retry.$post(one)).json()).toMatchObject({ task: { status: "pending" } });
});

test.each([
  ["done", "done"],
  ["fail", "failed"],
])("POST …/%s reports the end, with or without a word", async (verb, status) => {
  const { app } = testApp();
  const answer = await app.request(`/api/tasks/task-1/${verb}`, post({ text: "so it is" }));
  expect(await answer.json()).toMatchObject({ task: { id: "task-1", status, note: "so it is" } });
  expect((await app.request(`/api/tasks/task-1/${verb}`, post())).status).toBe(409);
  expect(await (await testApp().app.request(`/api/tasks/task-1/${verb}`, post())).json()).toMatchObject({
    task: { status, note: "" },
  });
});

test("a report names its task, or the pane whose session holds it", async () => {
  const byPane = await testApp().app.request("/api/report", post({ pane: "%5", outcome: "done", text: "mended" }));
  expect(await byPane.json()).toMatchObject({ task: { id: "task-1", status: "done", note: "mended" } });
  const byTask = await testApp().app.request("/api/report", post({ task: "task-1", outcome: "failed" }));
  expect(await byTask.json()).toMatchObject({ task: { status: "failed" } });
  const notHeld = await testApp().app.request("/api/report", post({ task: "task-2", outcome: "done" }));
  expect(notHeld.status).toBe(409);
});

test("an id of another program's making is reached when it is encoded", async () => {
  const { app } = testApp();
  const answer = await clientFor(app).api.tasks[":id"].$get({ param: { id: param("über/1?x#y%") } });
  expect(await answer.json()).toMatchObject({ status: 404, detail: expect.stringContaining('no task "über/1?x#y%"') });
});
