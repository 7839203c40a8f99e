import { expect, test } from "vitest";
import { formatUptime } from "../../server/wire/session.ts";
import { post, testApp } from "./app.ts";

const { app } = testApp();
const get = async (path: string) => (await app.request(path)).json();

test("status has every field of the original, and says why", async () => {
  expect(await get("/api/monitor/status")).toEqual({
    session_name: "foundation",
    session_running: true,
    uptime_seconds: 3723,
    uptime_formatted: "1h 2m 3s",
    tasks_completed: 4,
    tasks_failed: 1,
    work_sessions: 6,
    current_task: { id: "task-1", content: "mend the fence", priority: 80 },
    is_idle: false,
    is_busy: true,
    last_activity: "2026-02-14T20:00:00.000Z",
    feature_env: "env_1",
    feature_port: 8081,
    state: "working",
    activity: "busy",
    work: "working",
    paused: false,
    because: 'codex/working-row: "• Working (12s)" (screen, 0 s ago)',
    target: "foundation",
    agent: "codex",
    idle_since: null,
    idle_count: 0,
    claim: null,
  });
});

test("status of a named session; what is not known is null", async () => {
  expect(await get("/api/monitor/status?session=architect")).toMatchObject({
    session_name: "architect",
    is_idle: true,
    is_busy: false,
    current_task: null,
    last_activity: null,
    feature_env: null,
    feature_port: null,
    uptime_seconds: 0,
    uptime_formatted: "0h 0m 0s",
    idle_count: 2,
  });
});

test("uptime counts hours beyond a day", () => {
  expect(formatUptime(90_061)).toBe("25h 1m 1s");
});

test("assign-task gives the text to the first session", async () => {
  const answer = await app.request("/api/monitor/assign-task", post({ task: "sweep", priority: 90 }));
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    success: true,
    task: "sweep",
    message: "Task task-3 assigned to foundation",
    task_id: "task-3",
    session: "foundation",
    warning: null,
  });
});

test("work-log answers the last lines, in local time", async () => {
  expect(await get("/api/monitor/work-log?limit=1")).toEqual({
    entries: ["2026-02-14 20:02:00 - Assigned task task-1: mend the fence"],
    count: 1,
    total_lines: 3,
  });
});

test.each(["GET", "POST"])("check-and-assign by %s says what came of each session", async (method) => {
  const answer = await app.request("/api/monitor/check-and-assign", { method });
  expect(await answer.json()).toEqual({
    success: true,
    message: "foundation: task-1 is being worked on; architect: idle 40 s of 180 s",
    results: [
      { kind: "assigned", message: "foundation: task-1 is being worked on" },
      { kind: "not now", message: "architect: idle 40 s of 180 s" },
    ],
  });
});
