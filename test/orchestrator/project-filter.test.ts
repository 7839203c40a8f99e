import Database from "better-sqlite3";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { letsIn, like } from "../../orchestrator/project-filter.ts";

describe("like", () => {
  it("agrees with SQL's LIKE", () => {
    const sql = new Database(":memory:").prepare<[string, string]>("SELECT ? LIKE ?").pluck();
    const letters = (more: string[]) => fc.string({ unit: fc.constantFrom("a", "A", "b", "ä", "Ä", "👍", ...more) });
    fc.assert(
      fc.property(letters(["%", "_"]), letters(["%", "_"]), (pattern, text) => {
        expect(like(pattern, text)).toBe(sql.get(text, pattern) === 1);
      }),
      { numRuns: 2_000 },
    );
  });

  it("does not hang on a hostile pattern", () => {
    expect(like(`${"%a".repeat(2_000)}b`, "a".repeat(4_000))).toBe(false);
  });
});

describe("the projects of a session", () => {
  it.each([
    [[], "anything", true],
    [["%week2%"], "", true],
    [["%week2%"], "my-WEEK2-work", true],
    [["%week2%"], "week3", false],
    [["%a%", "b"], "b", true],
  ])("%j and project %j: %s", (patterns, project, takes) => {
    expect(letsIn(patterns, project)).toBe(takes);
  });
});
