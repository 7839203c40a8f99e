import { describe, expect, it } from "vitest";
import type { Ended } from "../../machines/intents.ts";
import { claimId, sessionName } from "../../machines/ids.ts";
import type { Ending, TaskMoment } from "../../orchestrator/backlog.ts";
import { endingOf, lossesIn, RETRY } from "../../orchestrator/retry.ts";

const AT = 1_000_000;
const MINUTE = 60_000;
const failed = (cause: "error" | "interrupted" | "lost" | "reported"): Ended => ({
  kind: "failed",
  cause,
  reason: "r",
});
const again = (ms: number): Ending => ({ kind: "again", reason: "r", notBefore: AT + ms });
const lost = (ms: number): Ending => ({ kind: "lost", reason: "r", notBefore: AT + ms });
const PATIENT = { ...RETRY, maxAttempts: 9 };
const given = (reason: string): Ending => ({ kind: "failed", reason });

describe("what becomes of a task", () => {
  it.each<[string, Ended, number, Ending]>([
    ["done", { kind: "done", proof: "turn ended" }, 1, { kind: "done", note: "turn ended" }],
    ["done at the last try", { kind: "done", proof: "p" }, 9, { kind: "done", note: "p" }],
    ["an error, first try", failed("error"), 1, again(MINUTE)],
    ["an error, second try", failed("error"), 2, again(2 * MINUTE)],
    ["an error, third try", failed("error"), 3, given("r (after 3 attempts)")],
    ["lost, first try", failed("lost"), 1, lost(MINUTE)],
    ["lost after two errors", failed("lost"), 3, given("r (after 3 attempts)")],
    ["lost before it counted", failed("lost"), 0, lost(MINUTE)],
    ["interrupted", failed("interrupted"), 1, given("interrupted: r")],
    ["reported as failed", failed("reported"), 1, given("r")],
  ])("%s", (_name, ended, attempts, ending) => {
    expect(endingOf(ended, { attempts, losses: [] }, AT)).toEqual(ending);
  });

  it("follows the policy it is given", () => {
    const policy = { maxAttempts: 5, firstBackOff: 10, maxLosses: 9 };
    expect(endingOf(failed("error"), { attempts: 4, losses: [] }, AT, policy)).toEqual(again(80));
  });

  it("is quarantined with the evidence when three agents have vanished over it", () => {
    const losses = ["r (red, c-1)", "r (blue, c-2)"];
    expect(endingOf(failed("lost"), { attempts: 3, losses: losses.slice(1) }, AT, PATIENT)).toEqual(lost(4 * MINUTE));
    expect(endingOf(failed("lost"), { attempts: 3, losses }, AT, PATIENT)).toEqual({
      kind: "quarantined",
      reason: "3 agents vanished over it without a word: r (red, c-1); r (blue, c-2); r",
    });
    expect(endingOf(failed("error"), { attempts: 3, losses }, AT, PATIENT)).toEqual(again(4 * MINUTE));
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
