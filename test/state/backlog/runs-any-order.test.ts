// Any graph of tasks, any order of events, two sessions that work, a check that says what it likes, a person who judges:
// O1. No task starts before all that it depends on is verified.
// O2. A task has at most one run that is open, and it is where the task is.
// O3. Done is verified: by a check that passed, or by a person.
// O4. Nothing is forgotten: with patience every task that can be done is done, and progress adds up at each step.
import fc from "fast-check";
import { join } from "node:path";
import { expect, it } from "vitest";
import { claimId, sessionName } from "../../../machines/ids.ts";
import type { ClaimId, RunId, TaskId } from "../../../machines/ids.ts";
import { DEFAULT_RUN_POLICY } from "../../../machines/run-context.ts";
import type { RunPolicy } from "../../../machines/run-context.ts";
import type { Backlog } from "../../../orchestrator/backlog.ts";
import { progressOf } from "../../../orchestrator/goals/progress.ts";
import type { Task } from "../../../orchestrator/task.ts";
import { temporaryDirectory } from "../temporary.ts";
import { opened } from "./open-for-test.ts";

const T0 = Date.UTC(2026, 10, 24, 12);
const SESSIONS = [sessionName("mary"), sessionName("john")];
const POLICIES: readonly RunPolicy[] = [
  DEFAULT_RUN_POLICY,
  { ...DEFAULT_RUN_POLICY, check: true, followUps: 1 },
  { ...DEFAULT_RUN_POLICY, check: true, review: { kind: "always" }, followUps: 0 },
  { ...DEFAULT_RUN_POLICY, review: { kind: "larger", lines: 10 } },
];

interface Held {
  readonly claim: ClaimId;
  readonly fence: number;
  readonly task: TaskId;
}

/** Two sessions, what they hold, and what was verified, by another hand than the store's. */
class House {
  readonly held = new Map<number, Held>();
  readonly verified = new Set<TaskId>();
  at = T0;
  #claims = 0;
  readonly backlog: Backlog;
  readonly needs: ReadonlyMap<TaskId, readonly TaskId[]>;
  readonly policyOf: ReadonlyMap<TaskId, RunPolicy>;
  constructor(
    backlog: Backlog,
    needs: ReadonlyMap<TaskId, readonly TaskId[]>,
    policyOf: ReadonlyMap<TaskId, RunPolicy>,
  ) {
    this.backlog = backlog;
    this.needs = needs;
    this.policyOf = policyOf;
  }

  async ask(who: number): Promise<void> {
    const session = SESSIONS[who];
    if (this.held.has(who) || session === undefined) return;
    if ((await this.backlog.runs({ session, states: ["checking"] })).length > 0) return;
    const claim = claimId(`c-${++this.#claims}`);
    const answer = await this.backlog.claim({ claim, session, projects: [], at: this.at });
    if (answer.kind === "nothing") return;
    const { task, fence } = answer;
    const policy = this.policyOf.get(task.id) ?? DEFAULT_RUN_POLICY;
    await this.backlog.openRun({ claim, session, policy, at: this.at });
    for (const need of this.needs.get(task.id) ?? []) expect(this.verified, "O1").toContain(need);
    this.held.set(who, { claim, fence, task: task.id });
  }

  async refuse(who: number): Promise<void> {
    const held = this.held.get(who);
    if (held === undefined || (await this.backlog.get(held.task))?.status !== "claimed") return;
    await this.backlog.release(held.claim);
    this.held.delete(who);
  }

  async end(who: number, well: boolean): Promise<void> {
    const held = this.held.get(who);
    if (held === undefined) return;
    await this.backlog.begin(held.claim, held.fence);
    await this.backlog.working(held.claim, held.fence);
    const ended = well
      ? ({ kind: "done", proof: "idle" } as const)
      : ({ kind: "failed", cause: "lost", reason: "gone" } as const);
    await this.backlog.endRun(held.claim, held.fence, ended, this.at);
    await this.backlog.endRun(held.claim, held.fence, ended, this.at);
    this.held.delete(who);
    const policy = this.policyOf.get(held.task) ?? DEFAULT_RUN_POLICY;
    if (well && !policy.check && policy.review.kind === "auto") this.verified.add(held.task);
  }

  async inspect(passes: boolean, lines: number): Promise<void> {
    const [run] = await this.backlog.runs({ states: ["checking"] });
    if (run === undefined) return;
    const check = run.policy.check
      ? passes
        ? ({ kind: "passed" } as const)
        : ({ kind: "failed", reason: "code 1" } as const)
      : ({ kind: "none" } as const);
    const report = { round: run.round, at: this.at, ended: "idle" };
    const now = await this.backlog.inspected(run.id, { report, check, lines }, this.at);
    const small = run.policy.review.kind === "larger" && lines <= run.policy.review.lines;
    if (check.kind !== "failed" && (run.policy.review.kind === "auto" || small)) this.verified.add(run.task);
    expect(now, "O2").toBeDefined();
  }

  async judge(yes: boolean, offer: boolean): Promise<void> {
    const [run] = await this.backlog.runs({ states: ["review"] });
    if (run === undefined) return;
    await (yes ? this.approve(run.id, run.task) : this.backlog.rejectRun(run.id, "no", offer, this.at));
  }
  async approve(run: RunId, task: TaskId): Promise<void> {
    await this.backlog.approveRun(run, "", this.at);
    this.verified.add(task);
  }

  async check(): Promise<void> {
    const tasks = await this.backlog.list({});
    for (const task of tasks) await this.checkTask(task);
    const { progress } = await this.backlog.tree(10);
    const counts: Record<string, number> = {};
    for (const { status } of tasks) counts[status] = (counts[status] ?? 0) + 1;
    expect(progress, "O4").toEqual(progressOf(counts));
    expect(progress.total + progress.cancelled, "O4").toBe(tasks.length);
  }

  async checkTask({ id, status }: Task): Promise<void> {
    const open = (await this.backlog.runs({ task: id })).filter(({ endedAt }) => endedAt === undefined);
    expect(open.length, "O2").toBeLessThanOrEqual(1);
    const IS: Readonly<Record<string, readonly string[]>> = {
      claimed: ["briefing"],
      sent: ["starting"],
      working: ["running"],
      checking: ["checking"],
      review: ["review"],
    };
    if (IS[status] !== undefined) expect(IS[status], `O2: ${status}`).toContain(open[0]?.state);
    expect(status === "done", `O3: ${id} is ${status}`).toBe(this.verified.has(id));
  }
}

const step = fc.oneof(
  fc.record({ do: fc.constant("ask" as const), who: fc.nat(1) }),
  fc.record({ do: fc.constant("refuse" as const), who: fc.nat(1) }),
  fc.record({ do: fc.constant("end" as const), who: fc.nat(1), well: fc.boolean() }),
  fc.record({ do: fc.constant("inspect" as const), passes: fc.boolean(), lines: fc.nat(20) }),
  fc.record({ do: fc.constant("judge" as const), yes: fc.boolean(), offer: fc.boolean() }),
  fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(1_000, 60_000, 1_000_000) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function play(house: House, one: Step): Promise<void> {
  switch (one.do) {
    case "ask":
      return house.ask(one.who);
    case "refuse":
      return house.refuse(one.who);
    case "end":
      return house.end(one.who, one.well);
    case "inspect":
      return house.inspect(one.passes, one.lines);
    case "judge":
      return house.judge(one.yes, one.offer);
    case "wait":
      house.at += one.ms;
      await house.backlog.ring(house.at);
  }
}

it("holds for any graph and any order of events", { timeout: 120_000 }, async () => {
  const folder = temporaryDirectory();
  let files = 0;
  const graph = fc.array(fc.record({ needs: fc.array(fc.nat(4), { maxLength: 3 }), policy: fc.nat(3) }), {
    minLength: 2,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(graph, fc.array(step, { minLength: 10, maxLength: 40 }), async (tasks, steps) => {
      const backlog = await opened(join(folder, `${++files}.db`));
      try {
        const ids: TaskId[] = [];
        const needs = new Map<TaskId, readonly TaskId[]>();
        const policies = new Map<TaskId, RunPolicy>();
        for (const { needs: wanted, policy } of tasks) {
          const dependsOn = [...new Set(wanted)].flatMap((at) => ids[at] ?? []);
          const { id } = await backlog.add({ content: `task ${ids.length}`, dependsOn }, T0);
          needs.set(id, dependsOn);
          policies.set(id, POLICIES[policy] ?? DEFAULT_RUN_POLICY);
          ids.push(id);
        }
        const house = new House(backlog, needs, policies);
        for (const one of steps) await play(house, one);
        await house.check();
        await finish(house, ids);
      } finally {
        backlog.close();
      }
    }),
    { numRuns: 12 },
  );
});

/** O4: from wherever they stand, willing sessions and a willing person bring all of it to an end. */
async function finish(house: House, ids: readonly TaskId[]): Promise<void> {
  for (let round = 0; round < 60; round += 1) {
    const tasks = await house.backlog.list({});
    if (tasks.every(({ status }) => status === "done")) return;
    for (const { id, status } of tasks) if (status === "failed") await house.backlog.retry(id, house.at);
    for (const who of [0, 1]) {
      await house.ask(who);
      await house.end(who, true);
      await house.inspect(true, 1);
      await house.judge(true, false);
    }
    house.at += 3_600_000;
    await house.backlog.ring(house.at);
  }
  expect(await house.backlog.list({}), "O4").toHaveLength(ids.length);
  expect(
    (await house.backlog.list({})).map(({ status }) => status),
    "O4",
  ).toEqual(ids.map(() => "done"));
}
