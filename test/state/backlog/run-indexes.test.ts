import Database from "better-sqlite3";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { sessionName, taskId } from "../../../machines/ids.ts";
import type { RunFilter } from "../../../orchestrator/runs/run-book.ts";
import { runsQuery } from "../../../state/backlog/queries/list-runs.ts";
import { REPORTS_WINDOW } from "../../../state/backlog/runs/remove-details.ts";
import { STRAY_RUNS } from "../../../state/backlog/runs/ring.ts";
import { temporaryDirectory } from "../temporary.ts";
import { opened } from "./open-for-test.ts";

const Step = z.looseObject({ detail: z.string() });

/** How SQLite goes about it. */
async function stepsOf(sql: string): Promise<readonly string[]> {
  const path = join(temporaryDirectory(), "goals.db");
  (await opened(path)).close();
  const db = new Database(path);
  onTestFinished(() => void db.close());
  const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql.replaceAll(/:\w+/g, "NULL")}`).all();
  return steps.map((step) => Step.parse(step).detail);
}

/** The same, of runs. */
const wayOf = async (sql: string): Promise<string> =>
  (await stepsOf(sql)).find((detail) => /\b(drover_runs|r)\b/.test(detail)) ?? "";

it.each<[RunFilter, string]>([
  [{}, "drover_runs_by_time"],
  [{ task: taskId("t") }, "drover_runs_of_task"],
  [{ states: ["review"] }, "drover_runs_by_state"],
  [{ states: ["checking"], session: sessionName("s") }, "drover_runs_by_state"],
])("runs asked for by %o are found along %s", async (filter, index) => {
  expect(await wayOf(runsQuery(filter))).toContain(index);
});

it("a step that looks for old details looks at its own reports alone, and finds run and task of each by key", async () => {
  const steps = await stepsOf(REPORTS_WINDOW);
  expect(steps.filter((step) => /^(SCAN|USE TEMP)/.test(step))).toEqual([]);
  expect(steps.filter((step) => step.startsWith("SEARCH"))).toHaveLength(3);
});

it("runs that somebody else may have ended are looked for among the open ones", async () => {
  expect(await wayOf(STRAY_RUNS)).toContain("drover_runs_open");
});
