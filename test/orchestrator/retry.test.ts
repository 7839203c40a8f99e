import { describe, expect, it } from "vitest";
import type { Ended } from "../../machines/intents.ts";
import type { Ending } from "../../orchestrator/backlog.ts";
import { endingOf } from "../../orchestrator/retry.ts";

const AT = 1_000_000;
const MINUTE = 60_000;
const failed = (cause: "error" | "interrupted" | "lost" | "reported"): Ended => ({
  kind: "failed",
  cause,
  reason: "r",
});
const again = (ms: number): Ending => ({ kind: "again", reason: "r", notBefore: AT + ms });
const given = (reason: string): Ending => ({ kind: "failed", reason });

describe("what becomes of a task", () => {
  it.each<[string, Ended, number, Ending]>([
    ["done", { kind: "done", proof: "turn ended" }, 1, { kind: "done", note: "turn ended" }],
    ["done at the last try", { kind: "done", proof: "p" }, 9, { kind: "done", note: "p" }],
    ["an error, first try", failed("error"), 1, again(MINUTE)],
    ["an error, second try", failed("error"), 2, again(2 * MINUTE)],
    ["an error, third try", failed("error"), 3, given("r (after 3 attempts)")],
    ["lost, first try", failed("lost"), 1, again(MINUTE)],
    ["lost, third try", failed("lost"), 3, given("r (after 3 attempts)")],
    ["lost before it counted", failed("lost"), 0, again(MINUTE)],
    ["interrupted", failed("interrupted"), 1, given("interrupted: r")],
    ["reported as failed", failed("reported"), 1, given("r")],
  ])("%s", (_name, ended, attempts, ending) => {
    expect(endingOf(ended, attempts, AT)).toEqual(ending);
  });

  it("follows the policy it is given", () => {
    const policy = { maxAttempts: 5, firstBackOff: 10 };
    expect(endingOf(failed("error"), 4, AT, policy)).toEqual(again(80));
  });
});
