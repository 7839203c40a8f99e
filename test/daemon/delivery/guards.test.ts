import { describe, expect, it } from "vitest";
import { whatHoldsBack } from "../../../daemon/delivery/guards.ts";
import { NOW, sight } from "../sight.ts";

const settings = { personQuiet: 10_000, tag: "[drover task-1a2b3c4d]" };
const holds = (change: Parameters<typeof sight>[0]) => whatHoldsBack(sight(change), NOW, settings)?.why;

describe("never type unless", () => {
  it("all is well", () => {
    expect(holds({})).toBeUndefined();
  });

  it.each([
    ["the pane lives", { facts: { dead: true } }, "the pane is dead"],
    ["an agent is in front", { noAgent: true }, "no agent is in front in the pane, only a shell"],
    ["no mode holds the keys", { facts: { inMode: true } }, "the pane is in copy mode or another mode of tmux"],
    ["the pane takes input", { facts: { inputOff: true } }, "the pane's input is off"],
    ["the pane is alone", { facts: { synchronized: true } }, "the pane is synchronised with others"],
    ["an earlier text is settled", { facts: { mark: "c-1:held" } }, "an earlier delivery is not settled (c-1:held)"],
    [
      "an earlier text is not under way",
      { facts: { mark: "c-1:pasted" } },
      "an earlier delivery is not settled (c-1:pasted)",
    ],
    ["the agent is idle", { judgement: { verdict: "busy" } }, "the agent is busy (demo/composer-empty)"],
    ["what is seen is known", { judgement: { verdict: "unknown" } }, "the agent is unknown (demo/composer-empty)"],
    [
      "the composer is empty",
      { judgement: { composer: { text: "half a", row: 3 } } },
      "a draft stands in the composer",
    ],
    [
      "nothing wakes the agent",
      { judgement: { flags: ["background_work"] } },
      "background work will wake the agent by itself",
    ],
    ["no draft is judged typed", { judgement: { verdict: "typed" } }, "a draft stands in the composer"],
    ["no person types", { facts: { activity: NOW / 1000 - 3 } }, "a person typed in this session a moment ago"],
    [
      "the tag fits",
      { frame: { size: { cols: 25, rows: 24 } } },
      "the pane is too narrow (25 columns) to show [drover task-1a2b3c4d]",
    ],
  ] as const)("%s", (_name, change, why) => {
    expect(holds(change)).toBe(why);
  });

  it("a clock that was set back does not make an old key a fresh one, nor a fresh one old", () => {
    const key = (seconds: number) => holds({ facts: { activity: NOW / 1000 + seconds } });
    expect(key(3 * 3600)).toBeUndefined();
    expect(key(1)).toBe("a person typed in this session a moment ago");
  });

  it("a mark that is void or closed lets a new text in", () => {
    expect([holds({ facts: { mark: "c-1:void" } }), holds({ facts: { mark: "c-1:closed" } })]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
