import { describe, expect, it } from "vitest";
import { makeReceipts } from "../../../daemon/channels/receipts.ts";
import { makeTurnEnds } from "../../../daemon/channels/turn-ends.ts";
import { makeNews } from "../../../daemon/news.ts";
import type { Sessions } from "../../../daemon/sessions.ts";
import type { News } from "../../../agents/channels/word.ts";
import type { Flag, Verdict } from "../../../machines/evidence.ts";
import type { SessionEvent } from "../../../machines/events.ts";
import { claimId, sessionName, taskId } from "../../../machines/ids.ts";
import { DEFAULT_POLICY } from "../../../machines/policy.ts";
import { keep } from "../../../machines/snapshot.ts";
import { begin, step } from "../../../machines/step.ts";
import type { SessionSnapshot } from "../../../machines/step.ts";
import { openLedger } from "../../../state/ledger/open-ledger.ts";
import { temporaryDirectory } from "../../state/temporary.ts";

const red = sessionName("red");
const GRANTED = 10_000;
const claim = claimId("c-1");
const grant = { kind: "task", task: taskId("task-1"), fence: 1, priority: 50 } as const;
const evidence = (verdict: Verdict, flags: readonly Flag[] = []) =>
  ({ verdict, flags, because: "r", source: "screen", at: 0, agent: "claude" }) as const;

/** A session that holds task-1 since GRANTED, in a ledger on disk. */
function holding(...more: readonly SessionEvent[]) {
  const file = `${temporaryDirectory()}/state.db`;
  const opened = openLedger(file);
  if (opened.kind !== "open") throw new Error(opened.why);
  const { ledger } = opened;
  const events: readonly SessionEvent[] = [
    { type: "capture", at: 0, evidence: evidence("idle") },
    { type: "tick", at: 9_000_000, claim },
    { type: "granted", at: GRANTED, claim, grant },
    ...more,
  ];
  let snapshot: SessionSnapshot = begin(DEFAULT_POLICY);
  for (const event of events) snapshot = step(snapshot, event).snapshot;
  const transition = {
    session: red,
    at: GRANTED,
    event: events[0]!,
    from: "idle",
    to: "assigning",
    snapshot: keep(snapshot),
  };
  const delivery = {
    claim,
    session: red,
    grant,
    tag: "[drover task-1]",
    text: "x",
    phase: { name: "assigned" },
  } as const;
  ledger.commit([{ ...transition, intents: [], timers: [], deliveries: [delivery] }]);
  const sessions: Sessions = {
    names: () => [red],
    has: () => true,
    get: () => snapshot,
    set: (_name, next) => void (snapshot = next),
  };
  const journal = makeNews(ledger, { surely: async (write) => write(), ifPossible: (write) => write() }, () => GRANTED);
  return { ledger, sessions, journal, delivery };
}
const delivered: SessionEvent = { type: "delivered", at: GRANTED + 1, claim, proof: { kind: "screen", seen: "" } };

const receipt = (change: object = {}) => ({ tag: "task-1", agent: "claude", at: GRANTED + 500, seen: "s", ...change });

describe("a receipt", () => {
  it("is kept on disk, and found by the next daemon", () => {
    const { ledger, sessions, journal, delivery } = holding();
    makeReceipts(ledger, sessions, journal).keep(red, receipt({ conversation: "conv", turn: "t1" }));
    const next = makeReceipts(ledger, sessions, journal);
    expect(next.of(delivery)).toEqual(receipt({ conversation: "conv", turn: "t1" }));
    expect(next.all()).toHaveLength(1);
  });

  it.each([
    ["of another task", { tag: "task-2" }],
    ["of an earlier try of the same task: it came before this claim was granted", { at: GRANTED - 1 }],
  ])("%s proves nothing, and is not kept", (_name, change) => {
    const { ledger, sessions, journal, delivery } = holding();
    const receipts = makeReceipts(ledger, sessions, journal);
    receipts.keep(red, receipt(change));
    expect([
      receipts.of(delivery),
      ledger.journal({ limit: 50, end: "newest" }).some(({ type }) => type === "receipt"),
    ]).toEqual([undefined, false]);
  });

  it("says nothing of a delivery that its session no longer holds", () => {
    const { ledger, sessions, journal, delivery } = holding();
    const receipts = makeReceipts(ledger, sessions, journal);
    receipts.keep(red, receipt());
    expect(receipts.of({ ...delivery, claim: claimId("c-2") })).toBeUndefined();
  });
});

describe("a turn's end", () => {
  const end = (kind: "ended" | "failed" | "interrupted", tag = "task-1"): News => ({
    kind,
    tags: [tag],
    at: GRANTED,
    seen: "s",
  });
  const judged = (verdict: Verdict, flags: readonly Flag[] = []) => ({ ...evidence(verdict, flags) });

  function ends(...more: readonly SessionEvent[]) {
    const { ledger, sessions } = holding(...more);
    const told: string[] = [];
    const made = makeTurnEnds({
      ledger,
      sessions,
      now: () => GRANTED,
      dispatch: async (_session, event) => {
        told.push(event.type === "channel" ? `${event.turn} ${event.task}` : event.type);
        return { snapshot: sessions.get(red), changed: true };
      },
    });
    return { ...made, told, sessions };
  }

  it("is told once the agent is seen ready", async () => {
    const { heard, seen, told } = ends(delivered);
    await heard(red, end("ended"));
    await seen(red, judged("busy"));
    expect(told).toEqual([]);
    await seen(red, judged("idle"));
    await seen(red, judged("idle"));
    expect(told).toEqual(["ended task-1"]);
  });

  it("is not told while work goes on behind the composer", async () => {
    const { heard, seen, told } = ends(delivered);
    await heard(red, end("ended"));
    await seen(red, judged("idle", ["background_work"]));
    await seen(red, judged("idle", ["queued"]));
    expect(told).toEqual([]);
  });

  it("that failed is told at once; one that was interrupted never is", async () => {
    const failed = ends(delivered);
    await failed.heard(red, end("failed"));
    const cut = ends(delivered);
    await cut.heard(red, end("interrupted"));
    await cut.seen(red, judged("idle"));
    expect([failed.told, cut.told]).toEqual([["failed task-1"], []]);
  });

  it("of somebody else's prompt is not our task's", async () => {
    const { heard, seen, told } = ends(delivered);
    await heard(red, end("ended", "task-2"));
    await seen(red, judged("idle"));
    expect(told).toEqual([]);
  });

  it("that comes before the delivery is proven waits for the proof", async () => {
    const { heard, seen, told, sessions } = ends();
    await heard(red, end("ended"));
    await seen(red, judged("idle"));
    expect(told).toEqual([]);
    sessions.set(red, step(sessions.get(red), delivered).snapshot);
    await seen(red, judged("idle"));
    expect(told).toEqual(["ended task-1"]);
  });
});
