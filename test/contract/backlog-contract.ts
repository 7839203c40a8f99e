// What every backlog engine must do, whatever stands behind it. The engine's own test file calls this with a way to
// make an empty store and to open it, perhaps several times and by several hosts.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { At, ClaimId } from "../../machines/ids.ts";
import { claimId, sessionName, taskId } from "../../machines/ids.ts";
import type { Backlog, Claimed, ClaimRequest, Ending } from "../../orchestrator/backlog.ts";
import type { NewTask, TaskStatus } from "../../orchestrator/task.ts";

export interface BacklogStore {
  /** Opens the same store, each time anew. */
  open(host: string): Promise<Backlog>;
  /** Ends everything that was opened. */
  dispose(): Promise<void>;
}

const T0: At = Date.UTC(2026, 10, 24, 12);
const MINUTE = 60_000;
const mary = sessionName("mary");

export function backlogContract(engine: string, make: () => Promise<BacklogStore>): void {
  describe(`backlog contract: ${engine}`, () => {
    let store: BacklogStore;
    let backlog: Backlog;
    beforeEach(async () => {
      store = await make();
      backlog = await store.open("host-a");
    });
    afterEach(() => store.dispose());

    const add = (task: NewTask, at = T0) => backlog.add(task, at);
    const ask = (claim: string, more: Partial<ClaimRequest> = {}): Promise<Claimed> =>
      backlog.claim({ claim: claimId(claim), session: mary, projects: [], at: T0 + MINUTE, ...more });
    const take = async (claim: string, more: Partial<ClaimRequest> = {}) => {
      const claimed = await ask(claim, more);
      if (claimed.kind !== "claimed") throw new Error("nothing was claimed");
      return { ...claimed, id: claimed.task.id, claim: claimId(claim) };
    };
    const typed = async (claim: string) => {
      const taken = await take(claim);
      await backlog.begin(taken.claim, taken.fence);
      return taken;
    };
    const statusOf = async (id: string): Promise<TaskStatus | undefined> => (await backlog.get(taskId(id)))?.status;
    const end = (taken: { claim: ClaimId; fence: number }, ending: Ending, at = T0 + 2 * MINUTE) =>
      backlog.complete(taken.claim, taken.fence, ending, at);

    describe("a task", () => {
      it("is added with defaults", async () => {
        const task = await add({ content: "fix it" });
        expect(task).toEqual({
          id: expect.stringMatching(/^task-[0-9a-f]{8}$/),
          content: "fix it",
          project: "",
          category: "general",
          priority: 50,
          status: "pending",
          createdAt: T0,
          fence: 0,
          attempts: 0,
        });
        expect(await backlog.get(task.id)).toEqual(task);
      });

      it("is added with what was said", async () => {
        const said = { content: "x", project: "web", category: "bug", priority: 80, session: mary };
        expect(await add(said)).toMatchObject(said);
      });

      it("that was brought along is added once", async () => {
        const id = taskId("17");
        const first = await add({ id, content: "old" });
        expect(await add({ id, content: "again" })).toEqual(first);
        expect(await backlog.list({})).toHaveLength(1);
      });

      it("that is not there is undefined", async () => {
        expect(await backlog.get(taskId("task-none"))).toBeUndefined();
      });

      it("is listed by priority and age, by status, up to a limit", async () => {
        await add({ content: "young" }, T0 + 2);
        await add({ content: "old" }, T0 + 1);
        const urgent = await add({ content: "urgent", priority: 90 }, T0 + 3);
        await backlog.cancel(urgent.id, T0);
        const contents = async (filter: Parameters<Backlog["list"]>[0]) =>
          (await backlog.list(filter)).map(({ content }) => content);
        expect(await contents({})).toEqual(["urgent", "old", "young"]);
        expect(await contents({ limit: 2 })).toEqual(["urgent", "old"]);
        expect(await contents({ statuses: ["pending"] })).toEqual(["old", "young"]);
        expect(await contents({ statuses: ["cancelled", "done"] })).toEqual(["urgent"]);
        expect(await contents({ statuses: [] })).toEqual([]);
      });

      it("keeps any text byte for byte", async () => {
        const content = "quotes ' \" ` ; $HOME ~ #{x} %s \\ 👩‍👩‍👧\n\ttab\n\nlast";
        await add({ content });
        expect((await take("c1")).task.content).toBe(content);
      });
    });

    describe("claim", () => {
      it("finds nothing where there is nothing", async () => {
        expect(await ask("c1")).toEqual({ kind: "nothing" });
      });

      it("takes the first task in strict order and says why", async () => {
        await add({ content: "young", priority: 80 }, T0 + 2);
        const old = await add({ content: "old", priority: 80 }, T0 + 1);
        const low = await add({ content: "low", priority: 10 }, T0);
        const claimed = await ask("c1");
        expect(claimed).toEqual({
          kind: "claimed",
          fence: 1,
          task: { ...old, status: "claimed", claim: claimId("c1"), fence: 1 },
          choice: {
            policy: "strict",
            considered: 3,
            runnersUp: [
              { id: expect.any(String), priority: 80, createdAt: T0 + 2 },
              { id: low.id, priority: 10, createdAt: T0 },
            ],
            because: "priority 80, oldest of 3",
          },
        });
        expect(await statusOf(old.id)).toBe("claimed");
      });

      it("breaks ties by order of insertion", async () => {
        for (const content of ["1", "2", "3"]) await add({ content });
        for (const content of ["1", "2", "3"]) expect((await take(`c${content}`)).task.content).toBe(content);
      });

      it("asked again answers the same (B1), also after sent and working", async () => {
        await add({ content: "a" });
        await add({ content: "b" });
        const first = await take("c1");
        expect(await take("c1")).toEqual(first);
        await backlog.begin(first.claim, first.fence);
        expect(await take("c1")).toMatchObject({ id: first.id, fence: 1, choice: first.choice });
        await backlog.working(first.claim, first.fence);
        expect(await take("c1")).toMatchObject({ id: first.id, fence: 1, choice: first.choice });
      });

      it("that found nothing may be asked again", async () => {
        await ask("c1");
        await add({ content: "a" });
        expect((await take("c1")).task.content).toBe("a");
      });

      it("that was released or ended gets nothing more", async () => {
        await add({ content: "a" });
        await backlog.release((await take("c1")).claim);
        expect(await ask("c1")).toEqual({ kind: "nothing" });
        const second = await typed("c2");
        await end(second, { kind: "again", reason: "r", notBefore: T0 });
        expect(await ask("c2")).toEqual({ kind: "nothing" });
      });

      it("lets projects restrict only tasks that name one", async () => {
        await add({ content: "other", project: "week3", priority: 90 });
        await add({ content: "ours", project: "my-Week2-things", priority: 80 });
        await add({ content: "anybody's", priority: 70 });
        const projects = ["%week2%", "%research%"];
        expect((await take("c1", { projects })).task.content).toBe("ours");
        expect((await take("c2", { projects })).task.content).toBe("anybody's");
        expect(await ask("c3", { projects })).toEqual({ kind: "nothing" });
        expect((await take("c4")).task.content).toBe("other");
      });

      it("prefers a task given by hand to this session, whatever its project, and leaves those of others", async () => {
        await add({ content: "urgent", priority: 100 });
        await add({ content: "mine", priority: 1, project: "elsewhere", session: mary });
        await add({ content: "john's", priority: 100, session: sessionName("john") });
        const mine = await take("c1", { projects: ["%web%"] });
        expect(mine.task.content).toBe("mine");
        expect(mine.choice).toMatchObject({ considered: 2, because: "bound to this session, before 1 other" });
        expect((await take("c2")).task.content).toBe("urgent");
        expect(await ask("c3")).toEqual({ kind: "nothing" });
      });

      it("waits out the back-off", async () => {
        const { id } = await add({ content: "a" });
        await end(await typed("c1"), { kind: "again", reason: "r", notBefore: T0 + 5 * MINUTE });
        expect(await ask("c2", { at: T0 + 5 * MINUTE - 1 })).toEqual({ kind: "nothing" });
        expect((await take("c3", { at: T0 + 5 * MINUTE })).id).toBe(id);
      });

      it("never gives a text that must not be typed: its task fails with the reason", async () => {
        const escape = await add({ content: "a\u001b[31m", priority: 90 });
        const empty = await add({ content: " \n", priority: 80 });
        const long = await add({ content: "x".repeat(200_000), priority: 70 });
        for (let n = 0; n < 20; n += 1) await add({ content: "\u0000", priority: 60 });
        await add({ content: "good\r\n" });
        const taken = await take("c1");
        expect(taken.task.content).toBe("good");
        expect(taken.choice).toMatchObject({ considered: 1, runnersUp: [] });
        expect(await backlog.get(escape.id)).toMatchObject({
          status: "failed",
          note: expect.stringContaining("ESC (U+001B) in line 1, column 2"),
          finishedAt: T0 + MINUTE,
        });
        expect(await backlog.get(empty.id)).toMatchObject({ status: "failed", note: expect.stringContaining("empty") });
        expect(await backlog.get(long.id)).toMatchObject({ status: "failed", note: expect.stringContaining("200000") });
      });

      it("of many at once gives each task once", async () => {
        for (let n = 0; n < 20; n += 1) await add({ content: `${n}` });
        const others = await Promise.all([store.open("host-b"), store.open("host-c")]);
        const asked = Array.from({ length: 30 }, (_, n) =>
          [backlog, ...others][n % 3]!.claim({ claim: claimId(`c${n}`), session: mary, projects: [], at: T0 }),
        );
        const ids = (await Promise.all(asked)).flatMap((got) => (got.kind === "claimed" ? [got.task.id] : []));
        expect(ids).toHaveLength(20);
        expect(new Set(ids).size).toBe(20);
      });
    });

    describe("begin", () => {
      it("is the permission to type, and our own `sent` is yes (B2)", async () => {
        await add({ content: "a" });
        const taken = await take("c1");
        expect(await backlog.begin(taken.claim, taken.fence)).toBe("begun");
        expect(await backlog.begin(taken.claim, taken.fence)).toBe("begun");
        expect(await backlog.get(taken.id)).toMatchObject({ status: "sent", attempts: 1 });
      });

      it("is refused under another fence, another claim, after release, after a new claim, after the text was typed", async () => {
        await add({ content: "a" });
        const first = await take("c1");
        expect(await backlog.begin(first.claim, 0)).toBe("superseded");
        expect(await backlog.begin(first.claim, 2)).toBe("superseded");
        expect(await backlog.begin(claimId("c9"), 1)).toBe("superseded");
        await backlog.release(first.claim);
        expect(await backlog.begin(first.claim, first.fence)).toBe("superseded");
        const second = await typed("c2");
        expect(second.fence).toBe(2);
        expect(await backlog.begin(first.claim, first.fence)).toBe("superseded");
        await backlog.working(second.claim, second.fence);
        expect(await backlog.begin(second.claim, second.fence)).toBe("superseded");
      });
    });

    describe("working", () => {
      it("follows sent, and is idempotent", async () => {
        await add({ content: "a" });
        const taken = await take("c1");
        expect(await backlog.working(taken.claim, taken.fence)).toBe("superseded");
        await backlog.begin(taken.claim, taken.fence);
        expect(await backlog.working(taken.claim, taken.fence)).toBe("completed");
        expect(await backlog.working(taken.claim, taken.fence)).toBe("completed");
        expect(await statusOf(taken.id)).toBe("working");
        await end(taken, { kind: "done" });
        expect(await backlog.working(taken.claim, taken.fence)).toBe("completed");
        expect(await statusOf(taken.id)).toBe("done");
      });
    });

    describe("complete", () => {
      it.each<[Ending, object]>([
        [
          { kind: "done", note: "well" },
          { status: "done", note: "well", finishedAt: T0 + 2 * MINUTE },
        ],
        [
          { kind: "failed", reason: "bad" },
          { status: "failed", note: "bad", finishedAt: T0 + 2 * MINUTE },
        ],
        [
          { kind: "unsure", seen: "?" },
          { status: "unsure", note: "?" },
        ],
        [
          { kind: "again", reason: "r", notBefore: T0 },
          { status: "pending", note: "r", notBefore: T0, attempts: 1 },
        ],
        [
          { kind: "lost", reason: "r", notBefore: T0 },
          { status: "pending", note: "r", notBefore: T0, attempts: 1 },
        ],
        [
          { kind: "quarantined", reason: "three" },
          { status: "quarantined", note: "three", finishedAt: T0 + 2 * MINUTE },
        ],
      ])("writes %j, and the same again is the same (B2)", async (ending, result) => {
        await add({ content: "a" });
        const taken = await typed("c1");
        expect(await end(taken, ending)).toBe("completed");
        const after = await backlog.get(taken.id);
        expect(after).toMatchObject(result);
        expect(await end(taken, ending, T0 + 9 * MINUTE)).toBe("completed");
        expect(await backlog.get(taken.id)).toEqual(after);
      });

      it("is superseded under another fence or claim, and by another ending", async () => {
        await add({ content: "a" });
        const taken = await typed("c1");
        expect(await end({ ...taken, fence: 2 }, { kind: "done" })).toBe("superseded");
        expect(await end({ ...taken, claim: claimId("c9") }, { kind: "done" })).toBe("superseded");
        await end(taken, { kind: "failed", reason: "r" });
        expect(await end(taken, { kind: "done" })).toBe("superseded");
        expect(await statusOf(taken.id)).toBe("failed");
      });

      it("does not touch a task that was given to somebody else meanwhile", async () => {
        await add({ content: "a" });
        const first = await typed("c1");
        await end(first, { kind: "again", reason: "r", notBefore: T0 });
        const second = await typed("c2");
        expect(await end(first, { kind: "done" })).toBe("superseded");
        expect(await end(first, { kind: "again", reason: "r", notBefore: T0 })).toBe("completed");
        expect(await backlog.get(second.id)).toMatchObject({ status: "sent", claim: "c2", attempts: 2 });
      });

      it("may still come after unsure, until a person has settled it", async () => {
        await add({ content: "a" });
        const taken = await typed("c1");
        await end(taken, { kind: "unsure", seen: "?" });
        expect(await end(taken, { kind: "done", note: "it was there" })).toBe("completed");
        expect(await statusOf(taken.id)).toBe("done");
      });
    });

    describe("release", () => {
      it.each(["claimed", "sent"])(
        "gives back what is %s, as if it had never been tried; idempotent",
        async (stage) => {
          const task = await add({ content: "a" });
          const taken = stage === "sent" ? await typed("c1") : await take("c1");
          await backlog.release(taken.claim);
          await backlog.release(taken.claim);
          expect(await backlog.get(task.id)).toEqual({ ...task, fence: 1 });
          expect((await take("c2")).fence).toBe(2);
        },
      );

      it("leaves what works, and what it does not know (B3)", async () => {
        await add({ content: "a" });
        const taken = await typed("c1");
        await backlog.working(taken.claim, taken.fence);
        await backlog.release(taken.claim);
        await backlog.release(claimId("c9"));
        expect(await statusOf(taken.id)).toBe("working");
      });
    });

    it("the history of a task names each step, who took it and why", async () => {
      const task = await add({ content: "a" });
      const taken = await typed("c1");
      await end(taken, { kind: "again", reason: "it broke", notBefore: T0 });
      const steps = (await backlog.history(task.id)).filter(({ claim }) => claim !== undefined);
      expect(steps.map(({ kind, claim, session, note }) => [kind, claim, session, note])).toEqual([
        ["claimed", "c1", mary, "the only task for this session"],
        ["sent", "c1", undefined, undefined],
        ["again", "c1", undefined, "it broke"],
      ]);
      expect(steps[0]?.at).toBe(T0 + MINUTE);
      expect(await backlog.history(taskId("task-none"))).toEqual([]);
    });

    it("open claims are those of this data directory that have not ended, and say whether they may have typed", async () => {
      for (const content of ["a", "b", "c", "d"]) await add({ content });
      const first = await take("c1");
      const second = await typed("c2");
      await backlog.release((await take("c3")).claim);
      const other = await store.open("host-b");
      await other.claim({ claim: claimId("c4"), session: mary, projects: [], at: T0 });
      const claimed = { claim: "c1", task: first.id, fence: 1, begun: false };
      const sent = { claim: "c2", task: second.id, fence: 1, begun: true };
      expect(await backlog.openClaims()).toEqual([claimed, sent]);
      expect(await (await store.open("host-a")).openClaims()).toEqual([claimed, sent]);
      expect(await other.openClaims()).toEqual([{ claim: "c4", task: expect.any(String), fence: 2, begun: false }]);
      await end(second, { kind: "done" });
      expect(await backlog.openClaims()).toEqual([claimed]);
    });

    describe("a person", () => {
      const stages: Record<string, () => Promise<string>> = {
        pending: async () => (await add({ content: "a" })).id,
        claimed: async () => (await add({ content: "a" })) && (await take("c1")).id,
        sent: async () => (await add({ content: "a" })) && (await typed("c1")).id,
        done: async () => ended({ kind: "done" }),
        failed: async () => ended({ kind: "failed", reason: "r" }),
        unsure: async () => ended({ kind: "unsure", seen: "?" }),
        quarantined: async () => ended({ kind: "quarantined", reason: "r" }),
        cancelled: async () => {
          const { id } = await add({ content: "a" });
          await backlog.cancel(id, T0);
          return id;
        },
      };
      const ended = async (ending: Ending): Promise<string> => {
        await add({ content: "a" });
        const taken = await typed("c1");
        await end(taken, ending);
        return taken.id;
      };
      const decisions = {
        cancel: (id: string) => backlog.cancel(taskId(id), T0),
        retry: (id: string) => backlog.retry(taskId(id), T0),
        finish: (id: string) => backlog.finish(taskId(id), "seen", T0),
      };
      const allowed = [
        ["cancel", "pending", "cancelled"],
        ["cancel", "unsure", "cancelled"],
        ["cancel", "quarantined", "cancelled"],
        ["retry", "failed", "pending"],
        ["retry", "cancelled", "pending"],
        ["retry", "unsure", "pending"],
        ["retry", "quarantined", "pending"],
        ["finish", "unsure", "done"],
        ["finish", "quarantined", "done"],
        ["finish", "pending", "done"],
      ] as const;

      it.each(allowed)("may %s what is %s: %s", async (decision, stage, status) => {
        const id = await stages[stage]!();
        expect(await decisions[decision](id)).toMatchObject({ kind: "settled", task: { id, status } });
        expect(await statusOf(id)).toBe(status);
      });

      const refused = (["cancel", "retry", "finish"] as const).flatMap((decision) =>
        Object.keys(stages)
          .filter((stage) => !allowed.some(([d, s]) => d === decision && s === stage))
          .map((stage) => [decision, stage] as const),
      );
      it.each(refused)("is refused to %s what is %s", async (decision, stage) => {
        const id = await stages[stage]!();
        expect(await decisions[decision](id)).toEqual({ kind: "refused", status: stage });
        expect(await statusOf(id)).toBe(stage);
      });

      it.each(["cancel", "retry", "finish"] as const)("cannot %s a task that is not there", async (decision) => {
        expect(await decisions[decision]("task-none")).toEqual({ kind: "no such task" });
      });

      it("who retries shuts out the old claim and starts counting anew", async () => {
        await add({ content: "a" });
        const old = await typed("c1");
        await end(old, { kind: "unsure", seen: "?" });
        await backlog.retry(old.id, T0);
        const task = await backlog.get(old.id);
        expect(task).toMatchObject({ status: "pending", fence: 2, attempts: 0 });
        expect(task).not.toHaveProperty("claim");
        expect(await end(old, { kind: "done" })).toBe("superseded");
        expect((await take("c2")).fence).toBe(3);
      });
    });

    it("the version changes with every change, our own and others', and with nothing else", async () => {
      const other = await store.open("host-b");
      const first = backlog.version();
      expect(backlog.version()).toBe(first);
      await backlog.list({});
      expect(backlog.version()).toBe(first);
      await add({ content: "a" });
      const second = backlog.version();
      expect(second).not.toBe(first);
      await other.add({ content: "b" }, T0);
      expect(backlog.version()).not.toBe(second);
    });
  });
}
