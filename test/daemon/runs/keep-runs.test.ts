// What is left to be done of runs is done: over real databases, by real commands.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { Stores } from "../../../cli/compose/stores.ts";
import { makeLife } from "../../../daemon/life.ts";
import { keepRuns } from "../../../daemon/runs/keep-runs.ts";
import { loadSessions } from "../../../daemon/sessions.ts";
import { NO_PROJECT } from "../../../daemon/settings.ts";
import type { ProjectSettings } from "../../../daemon/settings.ts";
import { claimId } from "../../../machines/ids.ts";
import type { TaskId } from "../../../machines/ids.ts";
import { DEFAULT_POLICY } from "../../../machines/policy.ts";
import { DEFAULT_RUN_POLICY } from "../../../machines/run-context.ts";
import { temporaryDirectory } from "../../state/temporary.ts";
import { waitFor } from "../../support/wait.ts";
import { begun, checker, ended, git, noEyes, red, storesForTest, taken } from "./stage.ts";

const CHECKED = { ...DEFAULT_RUN_POLICY, check: true, followUps: 1 };
const SLOW = { timeout: 60_000 };
let stores: Stores;
let directory = "";
beforeEach(async () => {
  stores = await storesForTest();
  directory = temporaryDirectory();
});

/** A daemon's part that keeps runs, and what it told. */
function keeper(project: Partial<ProjectSettings> = {}) {
  const life = makeLife(stores.clock);
  const sessions = loadSessions([red], stores.ledger, DEFAULT_POLICY);
  const told: unknown[] = [];
  const bugs: unknown[] = [];
  const runs = keepRuns({
    ...stores,
    life,
    git,
    checker,
    eyes: noEyes,
    settings: { projects: [{ ...NO_PROJECT, ...project }] },
    sessions,
    dispatch: async (session, event) => {
      told.push(event.type);
      return { snapshot: sessions.get(session), changed: false };
    },
    freshClaim: () => claimId("c-fresh"),
    note: (_session, type, data) => void told.push({ type, data }),
    onBug: (error) => void bugs.push(error),
  });
  const stop = async () => {
    life.end();
    checker.callOff();
    await runs.stopped();
    expect(bugs).toEqual([]);
  };
  onTestFinished(stop);
  runs.begin();
  return { told, stop };
}

/** A task of which a turn has ended, in `directory`. */
async function worked(check: string): Promise<TaskId> {
  const { id } = await stores.backlog.add({ content: "x", check }, stores.clock.now());
  const held = await taken(id, CHECKED, stores);
  await stores.backlog.placeRun(held.run.id, { directory });
  await begun(held, stores);
  await ended(held, stores);
  return id;
}
const is = (id: TaskId, status: string) =>
  waitFor(`a task that is ${status}`, async () => (await stores.backlog.get(id))?.status === status, 20_000);
const done = () => waitFor("nothing left", async () => (await stores.backlog.deeds()).length === 0, 20_000);
const reports = async (task: TaskId) => {
  const [run] = await stores.backlog.runs({ task });
  return run === undefined ? [] : stores.backlog.reports(run.id);
};

describe("a check", () => {
  it("that passes makes the task done; it ran where the work was done, and knows whose it is", SLOW, async () => {
    const id = await worked('printf "%s %s" "$PWD" "$DROVER_TASK" > seen; [ -z "$TMUX_PANE" ]');
    const { told } = keeper();
    await is(id, "done");
    await done();
    expect(readFileSync(join(directory, "seen"), "utf8")).toContain(` ${id}`);
    expect(told).toContainEqual({ type: "inspected", data: expect.objectContaining({ task: id, now: "done" }) });
    expect(told).toContain("judged");
  });

  it("that fails is kept, its end above all, and its session is asked to go on", SLOW, async () => {
    const id = await worked('i=0; while [ $i -lt 9000 ]; do echo "line $i"; i=$((i+1)); done; echo the cause; exit 3');
    const { told } = keeper();
    await is(id, "pending");
    await done();
    const [report] = await reports(id);
    expect(report?.check).toMatchObject({ outcome: { kind: "failed", reason: expect.stringContaining("code 3") } });
    expect(report?.check?.output).toMatch(/^line 0\n[^]*bytes left out[^]*the cause\n$/);
    expect(report?.check?.output.length).toBeLessThan(70_000);
    expect(told).toContain("assign");
  });

  it("that takes too long has failed, and nothing of it is left", SLOW, async () => {
    const id = await worked("echo $$ > pid; sleep 600");
    keeper({ checkTimeout: 500 });
    await is(id, "pending");
    const pid = Number(readFileSync(join(directory, "pid"), "utf8"));
    expect(() => process.kill(pid, 0)).toThrow();
    expect((await reports(id))[0]?.check?.outcome).toMatchObject({
      reason: expect.stringContaining("without an answer"),
    });
  });

  it("that cannot be run leaves the verdict to a person", SLOW, async () => {
    const id = await worked("no-such-program --now");
    keeper();
    await is(id, "review");
    expect((await stores.backlog.get(id))?.note).toMatch(/^the check could not be run: .*no-such-program/);
  });

  it("during which the daemon stops is ended, and run anew by the next one", SLOW, async () => {
    const id = await worked("echo $$ >> pids; [ -e go ] || sleep 600");
    const first = keeper();
    const pids = () =>
      (existsSync(join(directory, "pids")) ? readFileSync(join(directory, "pids"), "utf8") : "").trim();
    await waitFor("the check", () => pids() !== "");
    await first.stop();
    expect(() => process.kill(Number(pids()), 0)).toThrow();
    expect((await stores.backlog.get(id))?.status).toBe("checking");
    writeFileSync(join(directory, "go"), "");
    keeper();
    await is(id, "done");
    expect(pids().split("\n")).toHaveLength(2);
  });
});
