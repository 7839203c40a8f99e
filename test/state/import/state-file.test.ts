import { describe, expect, it } from "vitest";
import { importStateFile } from "../../../state/import/state-file.ts";

const FILE = {
  session_start: "2026-02-14T19:00:00.123456",
  tasks_completed: 7,
  tasks_failed: 1,
  last_activity: "2026-02-14T20:00:00+00:00",
  current_task: { id: 12, content: "fix it", priority: 80, category: "dev", project: "week2" },
  idle_count: 2,
  work_sessions: 9,
};
const imported = (more: object) => importStateFile(JSON.stringify({ ...FILE, ...more }));

describe("the state file of the original monitor", () => {
  it("is read; times without offset are local", () => {
    expect(imported({})).toEqual({
      kind: "read",
      state: {
        sessionStart: new Date(2026, 1, 14, 19, 0, 0, 123).getTime(),
        lastActivity: Date.UTC(2026, 1, 14, 20),
        tasksCompleted: 7,
        tasksFailed: 1,
        workSessions: 9,
        currentTask: { id: "12", content: "fix it", priority: 80 },
      },
    });
  });

  it("may lack anything", () => {
    const nothing = { kind: "read", state: { tasksCompleted: 0, tasksFailed: 0, workSessions: 0 } };
    expect(importStateFile("{}")).toEqual(nothing);
    expect(importStateFile('{"current_task": null, "last_activity": null}')).toEqual(nothing);
  });

  it.each([
    [{ tasks_completed: "7" }, "tasks_completed: expected a whole number, 0 or more"],
    [{ tasks_failed: -1 }, "tasks_failed: expected 0 or more"],
    [{ work_sessions: 1.5 }, "work_sessions: expected a whole number"],
    [{ session_start: "yesterday" }, "session_start: expected a time such as 2026-02-14T20:00:00"],
    [{ last_activity: 5 }, "last_activity: expected a time such as 2026-02-14T20:00:00"],
    [{ current_task: "fix it" }, "current_task: expected an object or null"],
    [{ current_task: { id: 1 } }, "current_task.content: expected a text"],
    [{ current_task: { content: "a" } }, "current_task.id: expected a text or a number"],
  ])("with %j is refused, the field named", (more, why) => {
    expect(imported(more)).toEqual({ kind: "refused", why: `state file: ${why}` });
  });

  it("that is no JSON, or no object, is refused", () => {
    expect(importStateFile("{")).toEqual({
      kind: "refused",
      why: expect.stringMatching(/^state file: not JSON \(.+\)$/),
    });
    expect(importStateFile("[]")).toEqual({ kind: "refused", why: "state file: expected one JSON object" });
  });
});
