// From idle to working: asking, granting, delivering.
import { describe, expect, it } from "vitest";
import { begin, step } from "../../machines/step.ts";
import type { SessionSnapshot } from "../../machines/step.ts";
import { play } from "./film.ts";
import type { Shot } from "./film.ts";
import {
  cancel,
  claim,
  delivered,
  due,
  general,
  granted,
  nothing,
  POLICY,
  refused,
  see,
  seeLimit,
  set,
  settled,
  task,
  tick,
  unsure,
} from "./sample.ts";

const ask = (number: number) => ({ kind: "ask", claim: claim(number) }) as const;
const deliver = (number: number) => ({ kind: "deliver", claim: claim(number), grant: task(number) }) as const;
const idleAnew = [cancel("idle"), set("idle", 180_000)];

const toAsking: readonly Shot[] = [
  [see(0, "idle"), "idle", { timers: [set("idle", 180_000)] }],
  [due(180_000, "idle", 1), "idle-threshold", { intents: [ask(1)] }],
];
const toAssigning: readonly Shot[] = [...toAsking, [granted(180_100, 1), "assigning", { intents: [deliver(1)] }]];

describe("an idle agent gets a task", () => {
  it("works on it, comes to rest, and is done; then the idle time starts anew", () => {
    const end = play([
      [see(0, "busy"), "busy"],
      [see(1_000, "idle"), "idle", { timers: [set("idle", 180_000)] }],
      [due(181_000, "idle", 1), "idle-threshold", { intents: [ask(1)] }],
      [granted(181_100, 1), "assigning", { intents: [deliver(1)] }],
      [see(182_000, "busy"), "assigning", { timers: [cancel("idle")] }],
      [delivered(182_500, 1), "working", { timers: [set("overtime", 7_200_000)] }],
      [see(300_000, "waiting"), "waiting", { timers: [cancel("overtime")] }],
      [see(310_000, "busy"), "working", { timers: [set("overtime", 7_200_000)] }],
      [see(400_000, "idle"), "working", { timers: [cancel("overtime"), set("idle", 180_000), set("settle", 3_000)] }],
      [
        due(403_000, "settle", 2),
        "idle",
        {
          intents: [
            {
              kind: "complete",
              claim: claim(1),
              grant: task(1),
              ended: { kind: "done", proof: "idle again after a turn" },
            },
          ],
          timers: [cancel("settle"), ...idleAnew],
        },
      ],
      [tick(500_000, 3), "idle"],
      [due(583_000, "idle", 4), "idle-threshold", { intents: [ask(4)] }],
    ]);
    expect(end.context).toMatchObject({ tasksCompleted: 1, tasksFailed: 0, workSessions: 1, lastActivity: 310_000 });
  });

  it("counts idle time from zero after it was busy", () => {
    play([
      [see(0, "idle"), "idle", { timers: [set("idle", 180_000)] }],
      [see(170_000, "busy"), "busy", { timers: [cancel("idle")] }],
      [see(171_000, "idle"), "idle", { timers: [set("idle", 180_000)] }],
      [tick(190_000, 1), "idle"],
    ]);
  });

  it("does not ask for a timer that belongs to an idle time gone by", () => {
    play([
      [see(0, "idle"), "idle", { timers: [set("idle", 180_000)] }],
      [see(179_000, "busy"), "busy", { timers: [cancel("idle")] }],
      [see(179_500, "idle"), "idle", { timers: [set("idle", 180_000)] }],
      [due(180_000, "idle", 1), "idle"],
    ]);
  });

  it("stops the idle clock while a draft stands in the composer", () => {
    const end = play([
      [see(0, "idle"), "idle", { timers: [set("idle", 180_000)] }],
      [see(100_000, "typed"), "idle", { timers: [cancel("idle")] }],
      [tick(900_000, 1), "idle"],
      [see(1_000_000, "idle"), "idle", { timers: [set("idle", 80_000)] }],
      [due(1_080_000, "idle", 2), "idle-threshold", { intents: [ask(2)] }],
    ]);
    expect(end.context.idle).toEqual({ since: 1_000_000, ran: 100_000 });
  });

  it("counts idle time only from evidence seen again after a restart", () => {
    const end = play([
      [see(0, "idle"), "idle", { timers: [set("idle", 180_000)] }],
      [see(170_000, "unknown"), "unknown", { timers: [cancel("idle")] }],
      [see(171_000, "idle"), "idle", { timers: [set("idle", 180_000)] }],
      [tick(200_000, 1), "idle"],
    ]);
    expect(end.context.idle).toEqual({ since: 171_000, ran: 0 });
  });

  it.each(["busy", "typed", "waiting", "unknown", "gone"] as const)("calls the asking off when it turns %s", (seen) => {
    const end = play(toAsking);
    const { snapshot } = step(end, see(180_050, seen));
    expect(snapshot.context.asking).toBeNull();
    play([[granted(180_100, 1), seen === "typed" ? "idle" : seen, { intents: [late(1)] }]], snapshot);
  });
});

describe("a limit", () => {
  it("holds until its time, then nothing is known until the next look", () => {
    play([
      [seeLimit(0, 60_000), "limited", { timers: [set("limit", 60_000)] }],
      [seeLimit(1_000, 60_000), "limited"],
      [seeLimit(2_000, 90_000), "limited", { timers: [cancel("limit"), set("limit", 88_000)] }],
      [due(90_000, "limit", 1), "unknown", { timers: [cancel("limit")] }],
      [see(91_000, "idle"), "idle", { timers: [set("idle", 180_000)] }],
    ]);
  });

  it("that tells no time holds until something else is seen", () => {
    play([
      [see(0, "limited"), "limited", { timers: [set("limit", 0)] }],
      [due(0, "limit", 1), "limited"],
      [see(1_000, "idle"), "idle", { timers: [cancel("limit"), set("idle", 180_000)] }],
    ]);
  });
});

describe("grants", () => {
  it("of another claim go back, the awaited one is still awaited", () => {
    play([
      ...toAsking,
      [granted(180_050, 9), "idle-threshold", { intents: [late(9)] }],
      [nothing(180_060, 9), "idle-threshold"],
      [granted(180_100, 1), "assigning", { intents: [deliver(1)] }],
      [granted(180_150, 8), "assigning", { intents: [late(8)] }],
      [granted(180_160, 1), "assigning"],
    ]);
  });

  it("that come late go back in every state", () => {
    play([[granted(0, 9), "unknown", { intents: [late(9)] }]]);
    play([
      ...toAssigning,
      [delivered(181_000, 1), "working", { timers: [set("unseen", 20_000)] }],
      [granted(182_000, 9), "working", { intents: [late(9)] }],
      [granted(182_000, 1), "working"],
    ]);
    play([
      ...toAssigning,
      [unsure(181_000, 1), "unsure", { intents: [doubt(1)] }],
      [granted(182_000, 9), "unsure", { intents: [late(9)] }],
      [granted(182_000, 1), "unsure"],
    ]);
  });
});

describe("a delivery", () => {
  it("that was refused gives the task back, and the idle time starts anew", () => {
    const end = play([
      ...toAssigning,
      [refused(180_500, 9), "assigning"],
      [
        refused(181_000, 1),
        "idle",
        { intents: [{ kind: "release", claim: claim(1), reason: "a person types" }], timers: idleAnew },
      ],
      [tick(200_000, 2), "idle"],
    ]);
    expect(end.context).toMatchObject({ holding: null, workSessions: 0, tasksFailed: 0 });
  });

  it("in doubt keeps the session closed until a person settles it", () => {
    const end = play([
      ...toAssigning,
      [unsure(180_500, 9), "assigning"],
      [unsure(181_000, 1), "unsure", { intents: [doubt(1)] }],
      [tick(900_000, 2), "unsure"],
      [see(901_000, "busy"), "unsure", { timers: [cancel("idle")] }],
      [see(902_000, "idle"), "unsure", { timers: [set("idle", 180_000)] }],
      [due(1_082_000, "idle", 3), "unsure"],
      [settled(1_083_000, 9), "unsure"],
      [settled(1_084_000, 1), "idle", { intents: [{ kind: "unhold", claim: claim(1) }], timers: idleAnew }],
    ]);
    expect(end.context).toMatchObject({ holding: null, workSessions: 0, tasksFailed: 0, tasksCompleted: 0 });
  });

  it("of another claim changes nothing", () => {
    play([...toAssigning, [delivered(181_000, 9), "assigning"]]);
  });
});

describe("the general prompt", () => {
  const policy = (generalPromptMax: number): SessionSnapshot => begin({ ...POLICY, generalPromptMax });
  const prompted = (start: number, number: number): readonly Shot[] => [
    [due(start, "idle", number), "idle-threshold", { intents: [ask(number)] }],
    [
      nothing(start + 100, number),
      "assigning",
      { intents: [{ kind: "deliver", claim: claim(number), grant: general }] },
    ],
    [delivered(start + 200, number), "working", { timers: [set("unseen", 20_000)] }],
    [
      due(start + 20_200, "unseen", number + 1),
      "idle",
      {
        intents: [
          {
            kind: "complete",
            claim: claim(number),
            grant: general,
            ended: { kind: "done", proof: "idle since the delivery; the turn itself was not seen" },
          },
        ],
        timers: [cancel("unseen"), ...idleAnew],
      },
    ],
  ];
  const spent = (start: number, number: number): readonly Shot[] => [
    [due(start, "idle", number), "idle-threshold", { intents: [ask(number)] }],
    [nothing(start + 100, number), "idle"],
  ];
  const first: Shot = [see(0, "idle"), "idle", { timers: [set("idle", 180_000)] }];

  it("is given where no task matches, and is no task: it counts as work given alone", () => {
    const end = play([first, ...prompted(180_000, 1), ...spent(400_000, 3)], policy(1));
    expect(end.context).toMatchObject({ tasksCompleted: 0, workSessions: 1, generalPrompts: 1, holding: null });
  });

  it("is given at most as often as the user said, and again after a real task", () => {
    play(
      [
        first,
        ...prompted(180_000, 1),
        ...prompted(400_000, 3),
        ...spent(601_000, 5),
        [tick(700_000, 6), "idle-threshold", { intents: [ask(6)] }],
        [granted(700_100, 6), "assigning", { intents: [deliver(6)] }],
        [delivered(700_200, 6), "working", { timers: [set("unseen", 20_000)] }],
        [
          due(720_200, "unseen", 7),
          "idle",
          {
            intents: [
              {
                kind: "complete",
                claim: claim(6),
                grant: task(6),
                ended: { kind: "done", proof: "idle since the delivery; the turn itself was not seen" },
              },
            ],
            timers: [cancel("unseen"), ...idleAnew],
          },
        ],
        ...prompted(901_000, 7),
        ...prompted(1_201_000, 9),
        ...spent(1_501_000, 11),
      ],
      policy(2),
    );
  });

  it("is never given where the user set none", () => {
    play([first, ...spent(180_000, 1)], policy(0));
  });

  it("counts where it is in doubt: it may have been typed", () => {
    const held = { kind: "doubt", claim: claim(1), grant: general, seen: "the pane did not answer" } as const;
    play(
      [
        first,
        [due(180_000, "idle", 1), "idle-threshold", { intents: [ask(1)] }],
        [nothing(180_100, 1), "assigning", { intents: [{ kind: "deliver", claim: claim(1), grant: general }] }],
        [unsure(180_200, 1), "unsure", { intents: [held] }],
        [settled(200_000, 1), "idle", { intents: [{ kind: "unhold", claim: claim(1) }], timers: idleAnew }],
        ...spent(380_000, 2),
      ],
      policy(1),
    );
  });
});

function late(number: number) {
  return { kind: "release", claim: claim(number), reason: "no longer wanted" } as const;
}
function doubt(number: number) {
  return { kind: "doubt", claim: claim(number), grant: task(number), seen: "the pane did not answer" } as const;
}
