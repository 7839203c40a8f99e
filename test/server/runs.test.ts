import { expect, test } from "vitest";
import { post, testApp } from "./app.ts";

const asked = async (path: string, init?: RequestInit) => {
  const { app } = testApp();
  const answer = await app.request(path, init);
  return { status: answer.status, body: (await answer.json()) as unknown };
};

test("runs and reviews are listed, by state", async () => {
  const run = { id: "run-1", task: "task-1", state: "review", wants: "every run of this project is reviewed" };
  expect(await asked("/api/runs")).toMatchObject({ status: 200, body: { runs: [run], count: 1 } });
  expect(await asked("/api/runs?state=done,failed")).toMatchObject({ status: 200, body: { count: 0 } });
  expect(await asked("/api/runs?state=lost")).toMatchObject({ status: 422 });
  expect(await asked("/api/reviews")).toMatchObject({ status: 200, body: { runs: [run] } });
});

test("a run is shown with what was found of it, by its id or its task's", async () => {
  for (const path of ["/api/runs/run-1", "/api/runs/task-1", "/api/reviews/task-1"]) {
    expect(await asked(path)).toMatchObject({
      status: 200,
      body: { run: { id: "run-1" }, review: null, reports: [{ round: 0, ended: "idle again", check: null }] },
    });
  }
  expect(await asked("/api/runs/run-9")).toMatchObject({ status: 404, body: { known: ["run-1"] } });
  expect(await asked("/api/reviews/run-1/diff")).toMatchObject({ status: 200, body: { patch: "+added" } });
});

test("a verdict is taken once, and a rejection says why", async () => {
  const { app } = testApp();
  expect((await app.request("/api/reviews/task-1/reject", post({}))).status).toBe(422);
  const approved = await app.request("/api/reviews/task-1/approve", { method: "POST" });
  expect(await approved.json()).toMatchObject({ run: { state: "done" }, merged: false });
  expect((await app.request("/api/reviews/task-1/reject", post({ message: "no" }))).status).toBe(409);
  expect((await app.request("/api/runs/run-1/merge", { method: "POST" })).status).toBe(409);
  expect((await app.request("/api/runs/run-1/remove", post({ discard: true }))).status).toBe(409);
});
