// What a person does: pause, resume, a task by hand.
import { describe, expect, it } from "vitest";
import { play } from "./film.ts";
import type { Shot } from "./film.ts";
import {
  assign,
  cancel,
  claim,
  delivered,
  due,
  granted,
  nothing,
  pause,
  refused,
  resume,
  see,
  set,
  settled,
  task,
  tick,
  unsure,
} from "./sample.ts";

const ask = (number: number) => ({ kind: "ask", claim: claim(number) }) as const;
const deliver = (number: number) => ({ kind: "deliver", claim: claim(number), grant: task(number) }) as const;
const doneBy = (proof: string) =>
  ({ kind: "complete", claim: claim(1), grant: task(1), ended: { kind: "done", proof } }) as const;
const idleAnew = [cancel("idle"), set("idle", 180_000)];
const idle: Shot = [see(0, "idle"), "idle", { timers: [set("idle", 180_000)] }];
const toAsking: readonly Shot[] = [idle, [due(180_000, "idle", 1), "idle-threshold", { intents: [ask(1)] }]];
const toAssigning: readonly Shot[] = [...toAsking, [granted(180_100, 1), "assigning", { intents: [deliver(1)] }]];
const toRunning: readonly Shot[] = [
  ...toAssigning,
  [see(181_000, "busy"), "assigning", { timers: [cancel("idle")] }],
  [delivered(182_000, 1), "working", { timers: [set("overtime", 7_200_000)] }],
];

describe("pause", () => {
  it("while free: nothing is asked for until resume", () => {
    const end = play([
      idle,
      [pause(1_000), "idle"],
      [due(180_000, "idle", 1), "idle"],
      [tick(200_000, 2), "idle"],
      [resume(300_000, 3), "idle-threshold", { intents: [ask(3)] }],
    ]);
    expect(end.context).toMatchObject({ paused: false, asking: claim(3) });
  });

  it("while free, resumed before it was idle long enough: the timer asks", () => {
    play([
      idle,
      [pause(1_000), "idle"],
      [resume(2_000, 1), "idle"],
      [due(180_000, "idle", 2), "idle-threshold", { intents: [ask(2)] }],
    ]);
  });

  it("while asking: the answer comes too late, and is asked for again", () => {
    play([
      ...toAsking,
      [pause(180_050), "idle"],
      [granted(180_100, 1), "idle", { intents: [{ kind: "release", claim: claim(1), reason: "no longer wanted" }] }],
      [resume(181_000, 2), "idle-threshold", { intents: [ask(2)] }],
    ]);
    play([...toAsking, [pause(180_050), "idle"], [nothing(180_100, 1), "idle"]]);
  });

  it("while assigning: what was granted goes on", () => {
    const end = play([
      ...toAssigning,
      [pause(180_500), "assigning"],
      [delivered(181_000, 1), "working", { timers: [set("unseen", 20_000)] }],
    ]);
    expect(end.context.paused).toBe(true);
  });

  it("while assigning and refused: it is not asked again", () => {
    play([
      ...toAssigning,
      [pause(180_500), "assigning"],
      [
        refused(181_000, 1),
        "idle",
        { intents: [{ kind: "release", claim: claim(1), reason: "a person types" }], timers: idleAnew },
      ],
      [due(361_000, "idle", 2), "idle"],
    ]);
  });

  it("while working: the task is brought to its end", () => {
    play([
      ...toRunning,
      [pause(190_000), "working"],
      [see(300_000, "idle"), "working", { timers: [cancel("overtime"), set("idle", 180_000), set("settle", 3_000)] }],
      [
        due(303_000, "settle", 2),
        "idle",
        { intents: [doneBy("idle again after a turn")], timers: [cancel("settle"), ...idleAnew] },
      ],
      [due(483_000, "idle", 3), "idle"],
      [resume(500_000, 4), "idle-threshold", { intents: [ask(4)] }],
    ]);
  });

  it("while unsure: settled all the same, and not fed", () => {
    play([
      ...toAssigning,
      [
        unsure(181_000, 1),
        "unsure",
        { intents: [{ kind: "doubt", claim: claim(1), grant: task(1), seen: "the pane did not answer" }] },
      ],
      [pause(182_000), "unsure"],
      [settled(183_000, 1), "idle", { intents: [{ kind: "unhold", claim: claim(1) }], timers: idleAnew }],
      [tick(900_000, 2), "idle"],
    ]);
  });

  it("twice is once, and so is resume", () => {
    const end = play([idle, [pause(1_000), "idle"], [pause(1_001), "idle"], [resume(1_002, 1), "idle"]]);
    expect(end.context.paused).toBe(false);
  });
});

describe("a task by hand", () => {
  it("is asked for at once if the agent has been idle a moment", () => {
    const end = play([idle, [assign(2_000, 1), "idle-threshold", { intents: [ask(1)] }]]);
    expect(end.context).toMatchObject({ asking: claim(1), byHand: false });
  });

  it("waits out the moment", () => {
    play([
      idle,
      [assign(500, 1), "idle", { timers: [cancel("idle"), set("idle", 1_500)] }],
      [due(2_000, "idle", 2), "idle-threshold", { intents: [ask(2)] }],
    ]);
  });

  it("waits for a busy agent, and then only the moment", () => {
    play([
      [see(0, "busy"), "busy"],
      [assign(500, 1), "busy"],
      [see(60_000, "idle"), "idle", { timers: [set("idle", 2_000)] }],
      [due(62_000, "idle", 2), "idle-threshold", { intents: [ask(2)] }],
    ]);
  });

  it("waits for the work in hand, and then only the moment", () => {
    play([
      ...toRunning,
      [assign(190_000, 9), "working"],
      [see(300_000, "idle"), "working", { timers: [cancel("overtime"), set("idle", 2_000), set("settle", 3_000)] }],
      [due(302_000, "idle", 2), "working"],
      [
        due(303_000, "settle", 3),
        "idle",
        {
          intents: [doneBy("idle again after a turn")],
          timers: [cancel("settle"), cancel("idle"), set("idle", 2_000)],
        },
      ],
      [due(305_000, "idle", 4), "idle-threshold", { intents: [ask(4)] }],
    ]);
  });

  it("is not given while paused, but as soon as it is resumed", () => {
    play([
      idle,
      [pause(100), "idle"],
      [assign(5_000, 1), "idle", { timers: [cancel("idle"), set("idle", 0)] }],
      [due(5_000, "idle", 2), "idle"],
      [resume(6_000, 3), "idle-threshold", { intents: [ask(3)] }],
    ]);
  });

  it("that is gone when it is asked for brings no general prompt before its time", () => {
    play([
      idle,
      [assign(5_000, 1), "idle-threshold", { intents: [ask(1)] }],
      [nothing(5_100, 1), "idle"],
      [due(180_000, "idle", 2), "idle-threshold", { intents: [ask(2)] }],
      [
        nothing(180_100, 2),
        "assigning",
        { intents: [{ kind: "deliver", claim: claim(2), grant: { kind: "general" } }] },
      ],
    ]);
  });
});
