// A run whose details were removed is told as such, by commands and by the API, and everything else of it is still there.
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { DEFAULT_RUN_POLICY } from "../../machines/run-context.ts";
import type { RoundReport, Run } from "../../orchestrator/runs/run.ts";
import { socketFetch } from "../../server/socket-fetch.ts";
import { begun, ended, taken } from "../daemon/runs/stage.ts";
import { opened } from "../state/backlog/open-for-test.ts";
import { manualClock } from "../support/manual-clock.ts";
import { besideStores } from "./beside-stores.ts";

const { ask, dataDir } = besideStores();
const DAY = 86_400_000;
const T0 = Date.UTC(2026, 2, 1, 12);
const REPORT: RoundReport = {
  round: 0,
  at: T0,
  ended: "idle again",
  message: "All tests pass now.",
  check: { command: "npm test", outcome: { kind: "passed" }, directory: "/w", took: 1_000, output: "2 tests passed" },
  change: { files: [{ path: "parser.ts", added: 9, removed: 2 }], added: 9, removed: 2, more: 0 },
};

let run: Run;
const api = async (path: string) => {
  const answer = await socketFetch(join(dataDir(), "drover.sock"))(`http://localhost/api/${path}`);
  return { status: answer.status, body: (await answer.json()) as unknown };
};

/** Approved at T0; its details are removed so long after. */
async function removedAfter(ms: number, report: RoundReport, patch?: string): Promise<void> {
  const backlog = await opened(join(dataDir(), "goals.db"));
  onTestFinished(() => backlog.close());
  const clock = manualClock(T0);
  const { id } = await backlog.add({ content: "Write the parser" }, T0);
  const held = await taken(id, { ...DEFAULT_RUN_POLICY, check: true, review: { kind: "always" } }, { backlog, clock });
  await backlog.placeRun(held.run.id, { directory: "/w", ...(patch === undefined ? {} : { base: "c0ffee" }) });
  await begun(held, { backlog });
  await ended(held, { backlog, clock });
  const kept = patch === undefined ? {} : { patch };
  await backlog.inspected(held.run.id, { report, check: { kind: "passed" }, lines: 11, ...kept }, T0);
  await backlog.approveRun(held.run.id, "well done", T0);
  await backlog.removeDetails(T0 + 1, T0 + ms);
  run = held.run;
}

it("the diff is said to be gone, in one line and with status 410", async () => {
  await removedAfter(90 * DAY + 59_000, REPORT, "+a line");
  const why = `the change of run ${run.id} was removed 90 days after its end; [retention] runs says when`;
  expect(await ask(["review", "diff", run.task])).toEqual({ code: 2, out: "", err: `drover: ${why}\n` });
  for (const path of [`reviews/${run.task}/diff`, `runs/${run.id}/diff`]) {
    expect(await api(path)).toMatchObject({ status: 410, body: { title: "Gone", detail: why } });
  }
});

it("the run is shown with verdict, counts and one line on what is not there any more; the list has it as ever", async () => {
  await removedAfter(DAY, REPORT, "+a line");
  const { out } = await ask(["runs", "show", run.id]);
  expect(out.split("\n")).toEqual([
    `task ${run.task}: Write the parser`,
    `run ${run.id}: done, attempt 1, session red`,
    "wants a person: every run of this project is reviewed",
    "approved: well done",
    "in /w",
    "patch, names of files, output and last words were removed 1 day after its end ([retention] runs)",
    "",
    "first round",
    "  ended: idle again",
    "  changed: 1 files, +9 -2",
    "  check npm test: passed",
    "",
  ]);
  expect((await ask(["review", "show", run.task])).out).toBe(out);
  expect((await ask(["runs", "list"])).out).toContain("Write the parser");
  expect(await api(`runs/${run.id}`)).toMatchObject({
    status: 200,
    body: {
      review: { verdict: "approved" },
      reports: [{ message: null, check: { output: "" }, details_removed_at: "2026-03-02T12:00:00.000Z" }],
    },
  });
});

it("where no change was ever kept, that is still the reason", async () => {
  const { change: _, ...unmeasured } = REPORT;
  await removedAfter(DAY, { ...unmeasured, unmeasured: "/w is in no git repository" });
  expect((await ask(["review", "diff", run.task])).err).toContain("it worked in no git repository");
  expect((await api(`runs/${run.id}/diff`)).status).toBe(409);
});
