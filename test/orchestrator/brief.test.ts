import { describe, expect, it } from "vitest";
import { claimId, taskId } from "../../machines/ids.ts";
import { deliveredText, tagId, tagLine } from "../../orchestrator/brief.ts";

const claim = claimId("c1");

describe("the tag", () => {
  it.each([
    ["task-1a2b3c4d", "task-1a2b3c4d"],
    ["17", "17"],
    ["a".repeat(40), "a".repeat(40)],
    ["a".repeat(41), "c1"],
    ["Task 17", "c1"],
    ["#{pane_id}", "c1"],
  ])("of task %j is %j", (task, tag) => {
    expect(tagId(taskId(task), claim)).toBe(tag);
  });

  it("of the general prompt is its claim", () => {
    expect(tagId(undefined, claim)).toBe("c1");
  });
});

describe("a delivered text", () => {
  it("ends with the tag line", () => {
    expect(deliveredText("fix\nit", "task-1a2b3c4d")).toBe("fix\nit\n[drover task-1a2b3c4d]");
    expect(tagLine("task-1a2b3c4d")).toBe("[drover task-1a2b3c4d]");
  });

  it("says how to report only where that is set up", () => {
    expect(deliveredText("fix it", "task-1", { doneCommand: "drover done" })).toBe(
      "fix it\nWhen this is done, run `drover done task-1`.\n[drover task-1]",
    );
  });
});
