import { expect, it } from "vitest";
import { makeDispatch } from "../../daemon/dispatch.ts";
import type { Committed } from "../../daemon/dispatch.ts";
import type { Sessions } from "../../daemon/sessions.ts";
import { claimId, sessionName } from "../../machines/ids.ts";
import { DEFAULT_POLICY } from "../../machines/policy.ts";
import { activityOf, begin } from "../../machines/step.ts";
import type { SessionSnapshot } from "../../machines/step.ts";
import { openLedger } from "../../state/ledger/open-ledger.ts";
import type { Ledger } from "../../state/ledger/ledger.ts";
import { temporaryDirectory } from "../state/temporary.ts";

const red = sessionName("red");
const says = (verdict: "idle" | "busy", at: number) =>
  ({
    type: "capture",
    at,
    evidence: { verdict, flags: [], because: "r", source: "screen", at, agent: "demo" },
  }) as const;

function door(fault: () => unknown = () => undefined) {
  const opened = openLedger(`${temporaryDirectory()}/state.db`);
  if (opened.kind !== "open") throw new Error(opened.why);
  let snapshot: SessionSnapshot = begin(DEFAULT_POLICY);
  const sessions: Sessions = {
    names: () => [red],
    has: () => true,
    get: () => snapshot,
    set: (_name, next) => void (snapshot = next),
  };
  const commits: Committed[] = [];
  const troubles: unknown[] = [];
  let again: (() => void) | undefined;
  const ledger: Ledger = {
    ...opened.ledger,
    commit: (group) => {
      const wrong = fault();
      if (wrong !== undefined) throw wrong;
      return opened.ledger.commit(group);
    },
  };
  const dispatch = makeDispatch({
    ledger,
    sessions,
    dueOf: (_session, id) => ledger.timers().find((row) => row.id === id)?.due,
    soon: (run) => setImmediate(run),
    later: (run) => void (again = run),
    isPassing: (error) => error === "full",
    onCommitted: (group) => void commits.push(group),
    onTrouble: (error) => void troubles.push(error),
  });
  return { dispatch, ledger, commits, troubles, again: () => again?.(), activity: () => activityOf(snapshot) };
}

it("a burst is one commit, in order", async () => {
  const { dispatch, commits } = door();
  await Promise.all([
    dispatch(red, says("idle", 1_000)),
    dispatch(red, says("busy", 2_000)),
    dispatch(red, says("idle", 3_000)),
  ]);
  expect(commits.map(({ transitions }) => transitions.map(({ from, to }) => `${from}>${to}`))).toEqual([
    ["unknown>idle", "idle>busy", "busy>idle"],
  ]);
});

it("an event that changes nothing is not written down", async () => {
  const { dispatch, commits } = door();
  await dispatch(red, says("idle", 1_000));
  const { changed } = await dispatch(red, says("idle", 2_000));
  expect([changed, commits.length]).toEqual([false, 1]);
});

it("a commit that fails for a passing reason shows nothing, and is tried again with every event", async () => {
  let isFull = true;
  const { dispatch, troubles, again, activity, commits } = door(() => (isFull ? "full" : undefined));
  const first = dispatch(red, says("idle", 1_000));
  await new Promise((resolve) => setImmediate(resolve));
  const second = dispatch(red, says("busy", 2_000));
  expect([activity(), troubles, commits.length]).toEqual(["unknown", ["full"], 0]);
  isFull = false;
  again();
  await Promise.all([first, second]);
  expect([activity(), commits.length]).toEqual(["busy", 1]);
});

it("any other failure is the caller's to hear of", async () => {
  const { dispatch, activity } = door(() => new Error("bug"));
  await expect(dispatch(red, says("idle", 1_000))).rejects.toThrow("bug");
  expect(activity()).toBe("unknown");
});

it("a timer that was set anew while its event waited is nobody's", async () => {
  const { dispatch, ledger, commits } = door();
  await dispatch(red, says("idle", 1_000));
  const [timer] = ledger.timers();
  if (!timer) throw new Error("no timer");
  const ring = { type: "timer", at: timer.due, event: timer.event, claim: claimId("c-1"), due: timer.due } as const;
  await Promise.all([dispatch(red, says("busy", 2_000)), dispatch(red, says("idle", 3_000)), dispatch(red, ring)]);
  expect(commits.at(-1)?.transitions.map(({ event }) => event.type)).toEqual(["capture", "capture"]);
  expect(ledger.timers()).toEqual([{ ...timer, due: 3_000 + DEFAULT_POLICY.idleThreshold }]);
});

it("closes when nothing waits: what was said before is written, what comes late is not", async () => {
  const { dispatch, commits } = door();
  const before = dispatch(red, says("idle", 1_000));
  const settled = { asked: 0 };
  await dispatch.close(async () => {
    settled.asked += 1;
    if (settled.asked === 1) void dispatch(red, says("busy", 2_000));
  });
  await before;
  expect([commits.length, settled.asked]).toEqual([2, 2]);
  void dispatch(red, says("idle", 3_000));
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  expect(commits.length).toBe(2);
});
