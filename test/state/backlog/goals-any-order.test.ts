// Any graph of tasks and parts, any order of events, some of them another program's:
// G1. No task is given before all that it depends on is done, and none that has parts.
// G2. Every status is what the plain rules of orchestrator/goals/readiness.ts make of it, after each event.
// G3. Progress adds up: the tree's equals the counts, of each goal, of the loose ones, of all.
// G4. A circle is refused with the way round, which is a way there is, and leaves nothing behind.
// G5. Nothing is forgotten: with patience every task is done that waits for nothing that was cancelled.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { claimId, goalId, sessionName, taskId } from "../../../machines/ids.ts";
import type { ClaimId, TaskId } from "../../../machines/ids.ts";
import type { Ending } from "../../../orchestrator/backlog.ts";
import { progressOf } from "../../../orchestrator/goals/progress.ts";
import type { Book, Knot } from "../../../orchestrator/goals/readiness.ts";
import { settled } from "../../../orchestrator/goals/readiness.ts";
import { URGENCY } from "../../../orchestrator/priority/urgency.ts";
import { STRICT } from "../../../orchestrator/priority/strict.ts";
import type { TaskStatus } from "../../../orchestrator/task.ts";
import type { Emptied } from "./emptied.ts";
import { emptied } from "./emptied.ts";

const T0 = Date.UTC(2026, 10, 24, 12);
const GOALS = [goalId("goal-0"), goalId("goal-1")];
const mary = sessionName("mary");
const isOpen = (status: TaskStatus): boolean => status === "pending" || status === "blocked";

/** The store, and beside it a book of one's own, kept by the plain rules. */
class House {
  readonly store: Emptied;
  book: Book = new Map();
  readonly goals = new Map<TaskId, number>();
  readonly held = new Map<TaskId, { readonly claim: ClaimId; readonly fence: number }>();
  circles = 0;
  #claims = 0;

  constructor(store: Emptied) {
    this.store = store;
  }

  get backlog() {
    return this.store.backlog;
  }

  /** The n-th task there is, if there is any. */
  task(n: number): Knot | undefined {
    return [...this.book.values()][n % Math.max(1, this.book.size)];
  }

  say(id: TaskId, status: TaskStatus): void {
    const knot = this.book.get(id);
    if (knot !== undefined) this.book = settled(new Map(this.book).set(id, { ...knot, status }));
  }

  async add(needs: readonly number[], whole: number | undefined, goal: number | undefined): Promise<void> {
    const id = taskId(`t${this.book.size}`);
    const parent = whole === undefined ? undefined : this.task(whole);
    const takes = parent !== undefined && isOpen(parent.status) ? parent : undefined;
    const wanted = needs.flatMap((n) => this.task(n)?.id ?? []);
    const dependsOn = [...new Set([...wanted, ...(takes?.dependsOn ?? [])])];
    if (takes !== undefined && dependsOn.some((need) => this.#ways(need, takes.id, this.book))) return;
    const of = takes === undefined ? goal : this.goals.get(takes.id);
    const task = {
      id,
      content: id,
      dependsOn: wanted,
      ...(of === undefined ? {} : { goal: GOALS[of] ?? goalId("x") }),
    };
    await this.backlog.add(takes === undefined ? task : { ...task, parent: takes.id }, T0);
    const knot: Knot = { id, status: "pending", dependsOn, ...(takes === undefined ? {} : { parent: takes.id }) };
    this.book = settled(new Map(this.book).set(id, knot));
    if (of !== undefined) this.goals.set(id, of);
  }

  async depend(n: number, others: readonly number[]): Promise<void> {
    const task = this.task(n);
    const needs = [...new Set(others.flatMap((other) => this.task(other)?.id ?? []))];
    if (task === undefined || needs.length === 0) return;
    const before = await this.#snapshot();
    const waiting = this.#below(task.id).filter((id) => isOpen(this.book.get(id)?.status ?? "done"));
    const wished = waiting.reduce((book, id) => withNeeds(book, id, needs), this.book);
    const round = waiting.some((id) => needs.some((need) => this.#ways(need, id, wished)));
    const came = await this.backlog.depend(task.id, needs, T0);
    if (!isOpen(task.status)) expect(came.kind).toBe("too late");
    else if (round) this.#refused(came.kind === "circle" ? came.circle : [], wished);
    else expect(came.kind).toBe("depended");
    if (came.kind === "depended") this.book = settled(wished);
    else expect(await this.#snapshot(), "G4").toEqual(before);
  }

  /** Keeps G4. */
  #refused(circle: readonly TaskId[], wished: Book): void {
    this.circles += 1;
    expect(circle.length, "G4").toBeGreaterThan(1);
    expect(circle[0], "G4").toBe(circle.at(-1));
    for (const [at, id] of circle.slice(0, -1).entries()) expect(next(id, wished), "G4").toContain(circle[at + 1]);
  }

  async undepend(n: number, other: number): Promise<void> {
    const [task, need] = [this.task(n), this.task(other)];
    if (task === undefined || need === undefined || !isOpen(task.status)) return;
    await this.backlog.undepend(task.id, [need.id], T0);
    const freed = this.#below(task.id).filter((id) => isOpen(this.book.get(id)?.status ?? "done"));
    this.book = settled(
      new Map(
        [...this.book].map(([id, knot]) => [
          id,
          freed.includes(id) ? { ...knot, dependsOn: knot.dependsOn.filter((one) => one !== need.id) } : knot,
        ]),
      ),
    );
  }

  async claim(): Promise<boolean> {
    const claim = claimId(`c${(this.#claims += 1)}`);
    const answer = await this.backlog.claim({ claim, session: mary, projects: [], at: T0 + 1_000 });
    if (answer.kind === "nothing") return false;
    const knot = this.book.get(answer.task.id);
    for (const need of knot?.dependsOn ?? []) expect(this.book.get(need)?.status, "G1").toBe("done");
    expect(
      [...this.book.values()].some(({ parent }) => parent === answer.task.id),
      "G1",
    ).toBe(false);
    this.held.set(answer.task.id, { claim, fence: answer.fence });
    this.say(answer.task.id, "claimed");
    return true;
  }

  async end(how: Ending["kind"]): Promise<void> {
    const [first] = this.held;
    if (first === undefined) return;
    const [id, { claim, fence }] = first;
    this.held.delete(id);
    await this.backlog.begin(claim, fence);
    await this.backlog.working(claim, fence);
    await this.backlog.complete(claim, fence, endingOf(how), T0);
    const status = this.book.get(id)?.status;
    if (status === "claimed") this.say(id, STATUS[how]);
  }

  async settle(n: number, how: "cancel" | "retry" | "finish"): Promise<void> {
    const task = this.task(n);
    if (task === undefined) return;
    const came =
      how === "finish" ? await this.backlog.finish(task.id, "seen", T0) : await this.backlog[how](task.id, T0);
    if (came.kind === "settled") this.say(task.id, BY_HAND[how]);
  }

  /** Another program writes its own word. What is held it leaves alone. */
  write(n: number, status: "done" | "pending" | "cancelled"): void {
    const task = this.task(n);
    if (task === undefined || this.held.has(task.id)) return;
    this.store.other.prepare("UPDATE tasks SET status = ? WHERE id = ?").run(status, task.id);
    this.say(task.id, status);
  }

  /** G2 and G3. */
  async check(): Promise<void> {
    const tasks = await this.backlog.list({});
    expect(Object.fromEntries(tasks.map(({ id, status }) => [id, status])), "G2").toEqual(
      Object.fromEntries([...this.book].map(([id, { status }]) => [id, status])),
    );
    const leaves = [...this.book.values()].filter(({ id }) => ![...this.book.values()].some((k) => k.parent === id));
    const tree = await this.backlog.tree(1_000);
    expect(tree.progress, "G3").toEqual(progressOf(countsOf(leaves)));
    for (const { goals } of tree.visions) {
      for (const { goal, progress, tasks: shown, more } of goals) {
        const its = leaves.filter(({ id }) => GOALS[this.goals.get(id) ?? -1] === goal.id);
        expect(progress, "G3").toEqual(progressOf(countsOf(its)));
        const all = [...this.goals].filter(([, n]) => GOALS[n] === goal.id);
        expect(shown.length + more, "G3").toBe(all.length);
      }
    }
    const loose = leaves.filter(({ id }) => !this.goals.has(id));
    expect(tree.loose, "G3").toEqual(progressOf(countsOf(loose)));
  }

  /** G5. Every stuck one is retried, none fails any more. */
  async finishAll(): Promise<void> {
    for (let rounds = 0; rounds < 3 * this.book.size + 3; rounds += 1) {
      while (this.held.size > 0) await this.end("done");
      for (const [n, { status }] of [...this.book.values()].entries())
        if (status === "failed" || status === "unsure" || status === "quarantined") await this.settle(n, "retry");
      await this.claim();
    }
    for (const { id, status } of this.book.values())
      expect([id, status === "done" || status === "cancelled" || this.#isHopeless(id)], "G5").toEqual([id, true]);
  }

  /** It waits, at any distance, for something that was cancelled. */
  #isHopeless(id: TaskId): boolean {
    return next(id, this.book).some(
      (need) =>
        this.book.get(need)?.status === "cancelled" ||
        (this.book.get(need)?.status !== "done" && this.#isHopeless(need)),
    );
  }

  #below(id: TaskId): readonly TaskId[] {
    const parts = [...this.book.values()].filter(({ parent }) => parent === id);
    return [id, ...parts.flatMap((part) => this.#below(part.id))];
  }

  #ways(from: TaskId, to: TaskId, book: Book, seen = new Set<TaskId>()): boolean {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return next(from, book).some((need) => this.#ways(need, to, book, seen));
  }

  #snapshot() {
    const { other } = this.store;
    const all = (sql: string) => other.prepare(sql).all();
    return [
      all("SELECT * FROM tasks ORDER BY rowid"),
      all("SELECT * FROM task_dependencies ORDER BY 1, 2"),
      all("SELECT * FROM task_events ORDER BY seq"),
    ];
  }
}

/** What must be done before it. */
const next = (id: TaskId, book: Book): readonly TaskId[] => [
  ...(book.get(id)?.dependsOn ?? []),
  ...[...book.values()].filter(({ parent }) => parent === id).map((part) => part.id),
];

function withNeeds(book: Book, id: TaskId, needs: readonly TaskId[]): Book {
  const knot = book.get(id);
  if (knot === undefined) return book;
  return new Map(book).set(id, { ...knot, dependsOn: [...new Set([...knot.dependsOn, ...needs])] });
}

const countsOf = (knots: readonly Knot[]) => {
  const counts: Partial<Record<TaskStatus, number>> = {};
  for (const { status } of knots) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

const STATUS = {
  done: "done",
  again: "pending",
  lost: "pending",
  quarantined: "quarantined",
  failed: "failed",
  unsure: "unsure",
} as const satisfies Record<Ending["kind"], TaskStatus>;
const BY_HAND = { cancel: "cancelled", retry: "pending", finish: "done" } as const;

function endingOf(kind: Ending["kind"]): Ending {
  switch (kind) {
    case "done":
      return { kind };
    case "again":
    case "lost":
      return { kind, reason: "r", notBefore: T0 };
    case "failed":
    case "quarantined":
      return { kind, reason: "r" };
    case "unsure":
      return { kind, seen: "s" };
  }
}

const n = fc.nat(11);
const ENDINGS = Object.keys(STATUS) as readonly Ending["kind"][];
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("add" as const),
      needs: fc.array(n, { maxLength: 2 }),
      whole: fc.option(n, { nil: undefined, freq: 2 }),
      goal: fc.option(fc.nat(1), { nil: undefined }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("depend" as const),
      n,
      others: fc.array(n, { minLength: 1, maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("undepend" as const), n, other: n }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("claim" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("end" as const),
      how: fc.constantFrom("done" as const, "done" as const, ...ENDINGS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("settle" as const),
      n,
      how: fc.constantFrom("cancel" as const, "retry" as const, "finish" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("write" as const),
      n,
      word: fc.constantFrom("done" as const, "pending" as const, "cancelled" as const),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function play(house: House, one: Step): Promise<unknown> {
  switch (one.do) {
    case "add":
      return house.add(one.needs, one.whole, one.goal);
    case "depend":
      return house.depend(one.n, one.others);
    case "undepend":
      return house.undepend(one.n, one.other);
    case "claim":
      return house.claim();
    case "end":
      return house.end(one.how);
    case "settle":
      return house.settle(one.n, one.how);
    case "write":
      return house.write(one.n, one.word);
  }
}

it.each([STRICT, URGENCY])("whatever happens, under the policy $name", { timeout: 120_000 }, async (policy) => {
  const store = await emptied({ now: () => T0, policy });
  let circles = 0;
  const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30, size: "max" }), async (steps) => {
    store.empty();
    for (const id of GOALS) await store.backlog.addGoal({ id, content: id }, T0);
    const house = new House(store);
    for (const one of steps) {
      await play(house, one);
      await house.check();
    }
    await house.finishAll();
    await house.check();
    circles += house.circles;
  });
  await fc.assert(property, { numRuns: 32, endOnFailure: true, interruptAfterTimeLimit: 60_000 });
  expect(circles).toBeGreaterThan(0);
});
