import { describe, expect, it } from "vitest";
import { lifeOf, timeIn } from "../../orchestrator/life.ts";

/** Events by kind, one a second from 0 on. */
const happened = (...kinds: readonly string[]) => kinds.map((kind, second) => ({ kind, at: second * 1_000 }));
const spans = (...kinds: readonly string[]) =>
  lifeOf(happened(...kinds)).spans.map(
    ({ kind, from, to }) => `${kind} ${from / 1_000}-${to === undefined ? "" : to / 1_000}`,
  );

describe("the times of a task", () => {
  it("are those of its first start, its last claim, and its end", () => {
    const life = lifeOf(
      happened(
        "created",
        "ready",
        "claimed",
        "sent",
        "working",
        "checking",
        "checked",
        "again",
        "claimed",
        "sent",
        "working",
        "checking",
        "checked",
        "review",
        "done",
      ),
    );
    expect(life).toMatchObject({ created: 0, ready: 1_000, started: 4_000, claimedDone: 11_000, finished: 14_000 });
  });

  it("done without a judge was claimed when it was finished; what is not done is not finished", () => {
    expect(lifeOf(happened("created", "ready", "claimed", "sent", "working", "done"))).toMatchObject({
      claimedDone: 5_000,
      finished: 5_000,
    });
    expect(lifeOf(happened("created", "ready", "claimed", "sent", "working", "failed"))).not.toHaveProperty("finished");
  });
});

describe("the spans of a task", () => {
  it("follow each other without gaps: waiting for a person, for a limit, for a verdict are told apart", () => {
    expect(
      spans(
        "created",
        "ready",
        "claimed",
        "working",
        "waiting",
        "active",
        "limited",
        "active",
        "checking",
        "review",
        "done",
      ),
    ).toEqual([
      "blocked 0-1",
      "queued 1-2",
      "delivering 2-3",
      "active 3-4",
      "waiting 4-5",
      "active 5-6",
      "limited 6-7",
      "active 7-8",
      "checking 8-9",
      "review 9-10",
    ]);
  });

  it.each(["again", "lost", "released", "retried"])("a task that is %s is in line from then on", (kind) => {
    expect(spans("created", "ready", "claimed", "working", kind)).toEqual([
      "blocked 0-1",
      "queued 1-2",
      "delivering 2-3",
      "active 3-4",
      "queued 4-",
    ]);
  });

  it("add up, the open one until now", () => {
    const spent = timeIn(lifeOf(happened("created", "ready", "claimed", "working", "limited")), 10_000);
    expect(spent).toEqual({
      blocked: 1_000,
      queued: 1_000,
      delivering: 1_000,
      active: 1_000,
      limited: 6_000,
      waiting: 0,
      checking: 0,
      review: 0,
    });
  });
});
