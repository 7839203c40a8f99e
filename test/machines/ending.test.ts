// How our hold on a task ends: by its own word, by the end of the turn, or because nobody is there any more.
import { describe, expect, it } from "vitest";
import type { Flag } from "../../machines/evidence.ts";
import type { SessionEvent } from "../../machines/events.ts";
import type { Ended } from "../../machines/intents.ts";
import { play } from "./film.ts";
import type { Shot } from "./film.ts";
import {
  cancel,
  channel,
  claim,
  delivered,
  due,
  general,
  granted,
  nothing,
  refused,
  reported,
  see,
  set,
  task,
  unsure,
} from "./sample.ts";

const complete = (ended: Ended) => ({ kind: "complete", claim: claim(1), grant: task(1), ended }) as const;
const done = (proof: string) => complete({ kind: "done", proof });
const failed = (cause: "error" | "interrupted" | "lost" | "reported", reason: string) =>
  complete({ kind: "failed", cause, reason });
const idleAnew = [cancel("idle"), set("idle", 180_000)];
const overtime = set("overtime", 7_200_000);

const toAssigning: readonly Shot[] = [
  [see(0, "idle"), "idle", { timers: [set("idle", 180_000)] }],
  [due(180_000, "idle", 1), "idle-threshold", { intents: [{ kind: "ask", claim: claim(1) }] }],
  [granted(180_100, 1), "assigning", { intents: [{ kind: "deliver", claim: claim(1), grant: task(1) }] }],
];
const toRunning: readonly Shot[] = [
  ...toAssigning,
  [see(181_000, "busy"), "assigning", { timers: [cancel("idle")] }],
  [delivered(182_000, 1), "working", { timers: [overtime] }],
];
const rests = (at: number, ...flags: readonly Flag[]): Shot => [
  see(at, "idle", ...flags),
  "working",
  { timers: [cancel("overtime"), set("idle", 180_000), set("settle", 3_000)] },
];

describe("a report", () => {
  it.each([
    ["done", done("reported: it is done"), { tasksCompleted: 1, tasksFailed: 0 }],
    ["failed", failed("reported", "it is failed"), { tasksCompleted: 0, tasksFailed: 1 }],
  ] as const)("that says %s ends the work at once", (outcome, intent, counters) => {
    const end = play([
      ...toRunning,
      [reported(190_000, 2, outcome), "working"],
      [reported(200_000, 1, outcome), "busy", { intents: [intent], timers: [cancel("overtime")] }],
      [reported(200_500, 1, outcome), "busy"],
      [see(201_000, "idle"), "idle", { timers: [set("idle", 180_000)] }],
    ]);
    expect(end.context).toMatchObject({ ...counters, workSessions: 1, holding: null, report: null });
  });

  it.each([
    ["done", done("reported: it is done"), { tasksCompleted: 1, tasksFailed: 0 }],
    ["failed", failed("reported", "it is failed"), { tasksCompleted: 0, tasksFailed: 1 }],
  ] as const)("that says %s before the delivery is proven waits for the proof", (outcome, intent, counters) => {
    const end = play([
      ...toAssigning,
      [reported(181_000, 2, "done"), "assigning"],
      [reported(181_000, 1, outcome), "assigning"],
      [delivered(182_000, 1), "idle", { intents: [intent], timers: idleAnew }],
    ]);
    expect(end.context).toMatchObject({ ...counters, workSessions: 1, holding: null, report: null });
  });

  it("is forgotten with a delivery that was refused", () => {
    const end = play([
      ...toAssigning,
      [reported(181_000, 1, "done"), "assigning"],
      [
        refused(182_000, 1),
        "idle",
        { intents: [{ kind: "release", claim: claim(1), reason: "a person types" }], timers: idleAnew },
      ],
    ]);
    expect(end.context).toMatchObject({ tasksCompleted: 0, report: null });
  });
});

describe("the agent's own channel", () => {
  it.each([
    ["ended", done("turn ended: Stop hook"), { tasksCompleted: 1, tasksFailed: 0 }],
    ["failed", failed("error", "Stop hook"), { tasksCompleted: 0, tasksFailed: 1 }],
  ] as const)("says that the turn %s", (turn, intent, counters) => {
    const end = play([
      ...toRunning,
      [channel(190_000, 2, turn), "working"],
      [channel(200_000, 1, turn), "busy", { intents: [intent], timers: [cancel("overtime")] }],
    ]);
    expect(end.context).toMatchObject({ ...counters, holding: null });
  });

  it("is not the end while work goes on behind", () => {
    play([...toRunning, rests(300_000, "background_work"), [channel(301_000, 1, "ended"), "working"]]);
  });
});

describe("a turn that comes to rest", () => {
  it.each([
    [[], done("idle again after a turn"), { tasksCompleted: 1, tasksFailed: 0 }],
    [["after_error"], failed("error", "error: test/idle"), { tasksCompleted: 0, tasksFailed: 1 }],
    [["interrupted"], failed("interrupted", "interrupted: test/idle"), { tasksCompleted: 0, tasksFailed: 1 }],
  ] as const)("with flags %j", (flags, intent, counters) => {
    const end = play([
      ...toRunning,
      rests(300_000, ...flags),
      [due(303_000, "settle", 2), "idle", { intents: [intent], timers: [cancel("settle"), ...idleAnew] }],
    ]);
    expect(end.context).toMatchObject({ ...counters, holding: null });
  });

  it.each(["background_work", "queued"] as const)("goes on while there is %s", (flag) => {
    play([
      ...toRunning,
      rests(300_000, flag),
      [due(303_000, "settle", 2), "working", { timers: [cancel("settle"), overtime] }],
      [see(400_000, "idle"), "working", { timers: [cancel("overtime"), set("settle", 3_000)] }],
      [
        due(403_000, "settle", 3),
        "idle",
        { intents: [done("idle again after a turn")], timers: [cancel("settle"), ...idleAnew] },
      ],
    ]);
  });

  it.each([
    [see(301_000, "busy"), "working", [cancel("settle"), cancel("idle"), overtime]],
    [see(301_000, "typed"), "working", [cancel("settle"), cancel("idle"), overtime]],
    [see(301_000, "unknown"), "working", [cancel("settle"), cancel("idle"), overtime]],
    [see(301_000, "waiting"), "waiting", [cancel("settle"), cancel("idle")]],
    [see(301_000, "limited"), "limited", [cancel("settle"), cancel("idle"), set("limit", 0)]],
    [see(301_000, "gone"), "gone", [cancel("settle"), cancel("idle"), set("lost", 5_000)]],
  ] as const)("has not ended if it then shows %j", (event, state, timers) => {
    play([...toRunning, rests(300_000), [event, state, { timers }]]);
  });

  it("was not seen to begin: the end takes longer to believe", () => {
    const proof = "idle since the delivery; the turn itself was not seen";
    play([
      ...toAssigning,
      [delivered(182_000, 1), "working", { timers: [set("unseen", 20_000)] }],
      [see(183_000, "typed"), "working", { timers: [cancel("unseen"), cancel("idle")] }],
      [see(184_000, "idle"), "working", { timers: [set("idle", 0), set("unseen", 20_000)] }],
      [due(204_000, "unseen", 2), "idle", { intents: [done(proof)], timers: [cancel("unseen"), ...idleAnew] }],
    ]);
  });

  it("takes very long: a person is told, each time anew", () => {
    const told = { intents: [{ kind: "overtime", claim: claim(1) }], timers: [cancel("overtime"), overtime] } as const;
    play([
      ...toRunning,
      [due(7_382_000, "overtime", 2), "working", told],
      [due(14_582_000, "overtime", 3), "working", told],
    ]);
  });

  it("of the general prompt that failed counts as no failed task", () => {
    const ended = { kind: "failed", cause: "interrupted", reason: "interrupted: test/idle" } as const;
    const end = play([
      ...toAssigning.slice(0, 2),
      [nothing(180_100, 1), "assigning", { intents: [{ kind: "deliver", claim: claim(1), grant: general }] }],
      [see(181_000, "busy"), "assigning", { timers: [cancel("idle")] }],
      [delivered(182_000, 1), "working", { timers: [overtime] }],
      rests(300_000, "interrupted"),
      [
        due(303_000, "settle", 2),
        "idle",
        {
          intents: [{ kind: "complete", claim: claim(1), grant: general, ended }],
          timers: [cancel("settle"), ...idleAnew],
        },
      ],
    ]);
    expect(end.context).toMatchObject({ tasksFailed: 0, tasksCompleted: 0, workSessions: 1 });
  });
});

describe("an agent in whose place another was started", () => {
  const intents = [failed("lost", "lost: test/gone")];

  it("loses its task at once, though the other one is idle", () => {
    const end = play([
      ...toRunning,
      rests(200_000),
      [see(201_000, "gone", "replaced"), "gone", { intents, timers: [cancel("settle"), cancel("idle")] }],
      [see(202_000, "idle"), "idle", { timers: [set("idle", 180_000)] }],
    ]);
    expect(end.context).toMatchObject({ tasksCompleted: 0, tasksFailed: 1, holding: null });
  });

  it("also if it was gone for a while in between", () => {
    play([
      ...toRunning,
      [see(200_000, "gone"), "gone", { timers: [cancel("overtime"), set("lost", 5_000)] }],
      [see(201_000, "gone", "replaced"), "gone", { intents, timers: [cancel("lost")] }],
    ]);
  });
});

describe("an agent that is gone", () => {
  const lost = { intents: [failed("lost", "lost: test/gone")], timers: [cancel("lost")] };

  it("loses its task after a while", () => {
    const end = play([
      ...toRunning,
      [see(200_000, "gone"), "gone", { timers: [cancel("overtime"), set("lost", 5_000)] }],
      [see(201_000, "gone"), "gone"],
      [due(205_000, "lost", 2), "gone", lost],
    ]);
    expect(end.context).toMatchObject({ tasksFailed: 1, sessionStart: null, holding: null });
  });

  it.each([
    [see(204_000, "busy"), "working", [cancel("lost"), overtime]],
    [see(204_000, "waiting"), "waiting", [cancel("lost")]],
    [see(204_000, "unknown"), "working", [cancel("lost")]],
    [see(204_000, "typed"), "working", [cancel("lost")]],
    [see(204_000, "idle"), "working", [cancel("lost"), set("idle", 180_000), set("unseen", 20_000)]],
  ] as const)("keeps it if it is back in time: %j", (event, state, timers) => {
    play([
      ...toRunning,
      [see(200_000, "gone"), "gone", { timers: [cancel("overtime"), set("lost", 5_000)] }],
      [event, state, { timers }],
    ]);
  });

  it("loses its task too if it went before the delivery was proven", () => {
    play([
      ...toAssigning,
      [see(181_000, "gone"), "gone", { timers: [cancel("idle")] }],
      [delivered(182_000, 1), "gone", { timers: [set("lost", 5_000)] }],
      [due(187_000, "lost", 2), "gone", lost],
    ]);
  });
});

describe("what a state has no use for", () => {
  const strays: readonly SessionEvent[] = [
    delivered(500_000, 1),
    refused(500_000, 1),
    unsure(500_000, 1),
    nothing(500_000, 1),
  ];
  it.each(strays)("leaves work in hand as it is: $type", (event) => {
    play([...toRunning, [event, "working"]]);
  });
});
