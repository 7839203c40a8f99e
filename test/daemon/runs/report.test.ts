// `drover done` says that the work is done; whether it is, its check and a person say.
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { offlineService } from "../../../cli/compose/offline.ts";
import { openStores } from "../../../cli/compose/stores.ts";
import type { Service } from "../../../daemon/service.ts";
import { NO_PROJECT } from "../../../daemon/settings.ts";
import type { ProjectSettings, Settings } from "../../../daemon/settings.ts";
import { claimId, sessionName } from "../../../machines/ids.ts";
import type { ClaimId, TaskId } from "../../../machines/ids.ts";
import { DEFAULT_POLICY } from "../../../machines/policy.ts";
import { DEFAULT_RUN_POLICY } from "../../../machines/run-context.ts";
import type { Backlog } from "../../../orchestrator/backlog.ts";
import { temporaryDirectory } from "../../state/temporary.ts";

const red = sessionName("red");
const NOW = Date.UTC(2026, 10, 26);
const CHECKED = { ...DEFAULT_RUN_POLICY, check: true };
const FAILED = { kind: "failed", reason: "it ended with code 1" } as const;
const web: ProjectSettings = { ...NO_PROJECT, pattern: "web", check: ["npm", "test"] };
const settings: Settings = {
  sessions: [{ name: red, tmux: "red", socket: "none", agent: "auto", projects: [] }],
  policy: DEFAULT_POLICY,
  generalPrompt: "",
  checkInterval: 60_000,
  personQuiet: 2_000,
  report: false,
  maxAttempts: 3,
  projects: [web, { ...NO_PROJECT, pattern: "seen", review: { kind: "always" } }],
};

let backlog: Backlog;
let service: Service;
beforeEach(async () => {
  const opened = await openStores(temporaryDirectory(), "strict");
  if (opened.kind === "refused") throw new Error(opened.why);
  onTestFinished(() => opened.stores.close());
  backlog = opened.stores.backlog;
  service = offlineService(settings, opened.stores);
});

let claims = 0;
/** A run of this task, in which its agent works. */
async function working(id: TaskId): Promise<{ readonly claim: ClaimId; readonly fence: number }> {
  const claim = claimId(`c-${++claims}`);
  const claimed = await backlog.claim({ claim, session: red, projects: [], at: NOW });
  if (claimed.kind !== "claimed" || claimed.task.id !== id) throw new Error("another task");
  await backlog.openRun({ claim, session: red, policy: CHECKED, at: NOW });
  await backlog.begin(claim, claimed.fence);
  await backlog.working(claim, claimed.fence);
  return { claim, fence: claimed.fence };
}
const done = (task: TaskId) => service.report({ task, outcome: "done", text: "I am done" });

it("while a follow-up waits it is checked once more, and a failed check is followed up once more", async () => {
  const { id } = await backlog.add({ content: "x", project: "web" }, NOW);
  const { claim, fence } = await working(id);
  await backlog.endRun(claim, fence, { kind: "done", proof: "idle" }, NOW);
  const [run] = await backlog.runs({ task: id });
  if (run === undefined) throw new Error("no run");
  const found = (round: number) =>
    backlog.inspected(run.id, { report: { round, at: NOW, ended: "" }, check: FAILED, lines: 1 }, NOW);
  await found(0);
  expect(await done(id)).toMatchObject({ kind: "reported", task: { status: "checking", note: "I am done" } });
  expect((await backlog.deeds()).at(-1)?.deed).toEqual({ kind: "inspect", round: 1 });
  expect(await found(1)).toMatchObject({ state: "briefing", round: 2 });
  expect(await backlog.get(id)).toMatchObject({ status: "pending", session: red });
});

it("what was in doubt is checked, too", async () => {
  const { id } = await backlog.add({ content: "x", project: "web" }, NOW);
  const { claim, fence } = await working(id);
  await backlog.complete(claim, fence, { kind: "unsure", seen: "?" }, NOW);
  expect(await done(id)).toMatchObject({ kind: "reported", task: { status: "checking" } });
  expect((await backlog.deeds()).at(-1)?.deed).toEqual({ kind: "inspect", round: 0 });
});

it.each(["web", "seen"])("nobody has worked on it, and in project %s that is not enough", async (project) => {
  const { id } = await backlog.add({ content: "x", project }, NOW);
  const next = await backlog.add({ content: "y", dependsOn: [id] }, NOW);
  expect(await done(id)).toEqual({
    kind: "nothing to report on",
    why: `${id} is pending, and its work must be checked or reviewed: drover review approve ${id} says that it is done all the same`,
  });
  expect(await backlog.get(id)).toMatchObject({ status: "pending" });
  expect(await service.runs.approve(id, { message: "I did it", merge: false })).toMatchObject({ kind: "judged" });
  expect(await backlog.get(id)).toMatchObject({ status: "done", note: "approved: I did it" });
  expect(await backlog.get(next.id)).toMatchObject({ status: "pending" });
});

it("where nobody asked for a check the word is enough", async () => {
  const { id } = await backlog.add({ content: "x" }, NOW);
  expect(await done(id)).toMatchObject({ kind: "reported", task: { status: "done", note: "I am done" } });
});
