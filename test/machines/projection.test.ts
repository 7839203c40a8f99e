import { describe, expect, it } from "vitest";
import { isBusy, isIdle, PUBLIC_STATES, publicState } from "../../machines/projection.ts";
import type { Activity, PublicState, Work } from "../../machines/projection.ts";

const WORKS = ["free", "idle-threshold", "assigning", "working", "unsure"] as const satisfies readonly Work[];

/** One row for each activity; columns in the order of WORKS. */
const TABLE: Readonly<Record<Activity, readonly PublicState[]>> = {
  unknown: ["unknown", "idle-threshold", "assigning", "working", "unsure"],
  busy: ["busy", "idle-threshold", "assigning", "working", "unsure"],
  idle: ["idle", "idle-threshold", "assigning", "working", "unsure"],
  waiting: ["waiting", "waiting", "waiting", "waiting", "waiting"],
  limited: ["limited", "limited", "limited", "limited", "limited"],
  gone: ["gone", "gone", "gone", "gone", "gone"],
};

const isActivity = (name: string): name is Activity => name in TABLE;
const activities = Object.keys(TABLE).filter(isActivity);

describe("the state shown to the world", () => {
  it.each(activities)("while %s", (activity) => {
    expect(WORKS.map((work) => publicState(activity, work))).toEqual(TABLE[activity]);
  });

  it("shows every public state somewhere", () => {
    expect(new Set(Object.values(TABLE).flat())).toEqual(new Set(PUBLIC_STATES));
  });

  it("is idle, busy or neither", () => {
    expect(PUBLIC_STATES.filter(isIdle)).toEqual(["idle", "idle-threshold"]);
    expect(PUBLIC_STATES.filter(isBusy)).toEqual(["busy", "assigning", "working"]);
  });
});
