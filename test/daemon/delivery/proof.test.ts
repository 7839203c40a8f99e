import { describe, expect, it } from "vitest";
import { afterEnter, byReceipt } from "../../../daemon/delivery/proof.ts";
import type { Entered } from "../../../daemon/delivery/proof.ts";
import type { Delivery } from "../../../machines/delivery.ts";
import { claimId, sessionName } from "../../../machines/ids.ts";
import { AGENT, NOW, sight } from "../sight.ts";

const TAG = "[drover c-1]";
const TEXT = `Do it\n${TAG}`;
const seen = sight({ facts: { mark: "c-1:entered" } });
const phase: Entered = {
  name: "entered",
  since: NOW,
  again: false,
  cursor: { x: 14, y: 20 },
  aim: {
    identity: { ...seen.look.facts.identity, agent: AGENT },
    previousMark: "",
    activity: seen.look.facts.activity,
  },
};
const delivery: Delivery = {
  claim: claimId("c-1"),
  session: sessionName("red"),
  grant: { kind: "general" },
  tag: TAG,
  text: TEXT,
  phase,
};
const after = (change: Parameters<typeof sight>[0]) =>
  afterEnter(sight({ ...change, facts: { mark: "c-1:entered", ...change?.facts } }), delivery, phase);
const standing = { verdict: "typed", composer: { text: TEXT, row: 20 } } as const;

describe("after Enter", () => {
  it("an empty composer of the same agent, untouched, is proof", () => {
    expect(after({}).kind).toBe("submitted");
  });

  it("a turn that runs without a composer is proof", () => {
    const { composer: _, ...busy } = { ...seen.judgement, verdict: "busy" as const };
    expect(afterEnter({ ...seen, judgement: busy }, delivery, phase).kind).toBe("submitted");
  });

  it("a turn that asks for leave is proof, a trust dialog is not", () => {
    const { composer: _, ...asks } = { ...seen.judgement, verdict: "waiting" as const, sub: "permission" };
    const { composer: __, ...trust } = { ...seen.judgement, verdict: "dialog" as const, sub: "trust" };
    expect([asks, trust].map((judgement) => afterEnter({ ...seen, judgement }, delivery, phase).kind)).toEqual([
      "submitted",
      "cannot tell",
    ]);
  });

  it.each([
    ["another agent process", { ...seen, agent: { pid: 43, start: "t43" } }],
    ["a bare shell", sight({ facts: { mark: "c-1:entered" }, noAgent: true })],
    ["another claim's mark", sight({ facts: { mark: "c-2:entered" } })],
    ["a key of a person", sight({ facts: { mark: "c-1:entered", activity: NOW / 1000 } })],
    ["no pane", undefined],
  ])("%s is no proof", (_name, looked) => {
    expect(afterEnter(looked, delivery, phase).kind).toBe("lost sight");
  });

  it("text that stands with a moved caret was swallowed as a new line", () => {
    expect(after({ judgement: standing, frame: { cursor: { x: 2, y: 21, visible: true } } })).toEqual({
      kind: "swallowed",
      visible: TAG,
    });
  });

  it("text that merely still stands proves nothing", () => {
    expect(after({ judgement: standing, frame: { cursor: { x: 14, y: 20, visible: true } } }).kind).toBe("still there");
  });
});

describe("a receipt", () => {
  const receipt = { tag: "c-1", agent: "claude", at: NOW, seen: "claude/hook-UserPromptSubmit: Do it" };

  it("is proof whatever the screen shows, before any look", () => {
    expect(byReceipt(delivery, phase.aim, { receipt: () => receipt })).toEqual({
      kind: "phase",
      phase: { name: "delivered", aim: phase.aim, proof: { kind: "receipt", seen: receipt.seen } },
    });
    expect(byReceipt(delivery, phase.aim, { receipt: () => undefined })).toBeUndefined();
  });
});
