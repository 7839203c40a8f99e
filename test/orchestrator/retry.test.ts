import { describe, expect, it } from "vitest";
import type { RunFailure } from "../../machines/run-context.ts";
import { claimId, sessionName } from "../../machines/ids.ts";
import type { Ending, TaskMoment } from "../../orchestrator/backlog.ts";
import { endingOfFailure, lossesIn, RETRY } from "../../orchestrator/retry.ts";

const AT = 1_000_000;
const MINUTE = 60_000;
const failed = (kind: RunFailure["kind"]): RunFailure => ({ kind, reason: "r" });
const again = (ms: number, reason = "r"): Ending => ({ kind: "again", reason, notBefore: AT + ms });
const lost = (ms: number): Ending => ({ kind: "lost", reason: "r", notBefore: AT + ms });
const PATIENT = { ...RETRY, maxAttempts: 9 };
const given = (reason: string): Ending => ({ kind: "failed", reason });

describe("what becomes of a task", () => {
  it.each<[string, RunFailure, number, Ending]>([
    ["an error, first try", failed("agent error"), 1, again(MINUTE)],
    ["an error, second try", failed("agent error"), 2, again(2 * MINUTE)],
    ["an error, third try", failed("agent error"), 3, given("r (after 3 attempts)")],
    ["lost, first try", failed("lost pane"), 1, lost(MINUTE)],
    ["lost after two errors", failed("lost pane"), 3, given("r (after 3 attempts)")],
    ["lost before it counted", failed("lost pane"), 0, lost(MINUTE)],
    ["interrupted", failed("interrupted"), 1, given("interrupted: r")],
    ["reported as failed", failed("reported"), 1, given("r")],
    ["cancelled", failed("cancelled"), 1, given("r")],
    ["its last follow-up fails the check", failed("check failed"), 1, given("check failed: r")],
    ["a usage limit, third try", failed("usage limit"), 3, again(4 * MINUTE, "usage limit: r")],
    ["a usage limit, often", failed("usage limit"), 30, again(60 * MINUTE, "usage limit: r")],
    ["rejected, third try", failed("rejected"), 3, again(0, "rejected: r")],
  ])("%s", (_name, failure, attempts, ending) => {
    expect(endingOfFailure(failure, { attempts, losses: [] }, AT)).toEqual(ending);
  });

  it("follows the policy it is given", () => {
    const policy = { maxAttempts: 5, firstBackOff: 10, maxLosses: 9 };
    expect(endingOfFailure(failed("agent error"), { attempts: 4, losses: [] }, AT, policy)).toEqual(again(80));
  });

  it("is quarantined with the evidence when three agents have vanished over it", () => {
    const losses = ["r (red, c-1)", "r (blue, c-2)"];
    expect(endingOfFailure(failed("lost pane"), { attempts: 3, losses: losses.slice(1) }, AT, PATIENT)).toEqual(
      lost(4 * MINUTE),
    );
    expect(endingOfFailure(failed("lost pane"), { attempts: 3, losses }, AT, PATIENT)).toEqual({
      kind: "quarantined",
      reason: "3 agents vanished over it without a word: r (red, c-1); r (blue, c-2); r",
    });
    expect(endingOfFailure(failed("agent error"), { attempts: 3, losses }, AT, PATIENT)).toEqual(again(4 * MINUTE));
  });

  it("counts the losses since a person put it back in line", () => {
    const moment = (kind: string, claim?: string, more = {}): TaskMoment => ({
      kind,
      at: AT,
      ...(claim === undefined ? {} : { claim: claimId(claim) }),
      ...more,
    });
    const tried = (claim: string) => [
      moment("claimed", claim, { session: sessionName("red") }),
      moment("lost", claim, { note: "no agent" }),
    ];
    expect(lossesIn([...tried("c-1"), ...tried("c-2")])).toEqual(["no agent (red, c-1)", "no agent (red, c-2)"]);
    expect(lossesIn([...tried("c-1"), moment("retried"), ...tried("c-2")])).toEqual(["no agent (red, c-2)"]);
  });
});
