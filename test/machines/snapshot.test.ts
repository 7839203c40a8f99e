import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { initialContext } from "../../machines/context.ts";
import { keep, restore, SNAPSHOT_VERSION } from "../../machines/snapshot.ts";
import type { Kept } from "../../machines/snapshot.ts";
import { begin, stateOf, step, workOf } from "../../machines/step.ts";
import { play } from "./film.ts";
import { claim, due, granted, pause, POLICY, see, set, settled, task } from "./sample.ts";

const kept = (value: unknown, context: object): Kept => ({ version: 1, json: JSON.stringify({ value, context }) });
const holding = { claim: claim(1), grant: task(1), since: 5 };
const safe = { activity: "unknown", work: "free", control: "feeding" };
const safeUnsure = { ...safe, work: "unsure" };

const assigning = () =>
  play([
    [see(0, "idle"), "idle", { timers: [set("idle", 180_000)] }],
    [due(180_000, "idle", 1), "idle-threshold", { intents: [{ kind: "ask", claim: claim(1) }] }],
    [granted(180_100, 1), "assigning", { intents: [{ kind: "deliver", claim: claim(1), grant: task(1) }] }],
  ]);

describe("a snapshot that is brought back", () => {
  it("takes the user's policy of today", () => {
    const today = { ...POLICY, idleThreshold: 5_000 };
    expect(restore(keep(begin(POLICY)), today).context.policy).toEqual(today);
  });

  it("performs nothing and sets no timer; the next event goes on from there", () => {
    const back = restore(keep(assigning()), POLICY);
    const { intents, timers } = step(back, see(180_200, "idle"));
    expect([stateOf(back), intents, timers]).toEqual(["assigning", [], []]);
  });

  it("of a newer version is refused", () => {
    const newer = { ...keep(begin(POLICY)), version: SNAPSHOT_VERSION + 1 };
    expect(() => restore(newer, POLICY)).toThrow(`snapshot version 2 is newer than this drover (1)`);
  });

  it("that is no JSON is refused", () => {
    expect(() => restore({ version: 1, json: "{" }, POLICY)).toThrow(SyntaxError);
  });
});

describe("a snapshot that cannot be read as it is becomes safe", () => {
  const counters = { tasksCompleted: 7, tasksFailed: 2, workSessions: 11 };

  it.each([
    ["a state that is gone", { activity: "dreaming", work: "working", control: "feeding" }],
    ["a state below that is gone", { activity: "busy", work: { working: "dreaming" }, control: "feeding" }],
    ["a region that is missing", { activity: "busy", control: "feeding" }],
    ["no value at all", undefined],
    ["a value that holds nothing", { activity: "busy", work: "free", control: "feeding" }],
  ])("and keeps what it held, in doubt: %s", (_, value) => {
    const back = restore(kept(value, { ...counters, holding }), POLICY);
    expect(back.value).toEqual(safeUnsure);
    expect(back.context).toEqual({ ...initialContext(POLICY), ...counters, holding });
    expect(step(back, settled(9, 1)).intents).toEqual([{ kind: "unhold", claim: claim(1) }]);
  });

  it.each([
    ["it works on something that is lost", { activity: "busy", work: { working: "running" }, control: "feeding" }, {}],
    ["it is asking under no claim", { activity: { idle: "clear" }, work: "idle-threshold", control: "feeding" }, {}],
    ["what it held is not readable", { activity: "busy", work: "unsure", control: "feeding" }, { holding: "c-1" }],
    ["a claim in it is none", { activity: "busy", work: "unsure", control: "feeding" }, { holding: {} }],
    ["its idle clock is missing", { activity: { idle: "clear" }, work: "free", control: "feeding" }, {}],
  ])("and free where it holds nothing: %s", (_, value, context) => {
    const back = restore(kept(value, { ...counters, ...context }), POLICY);
    expect(back.value).toEqual(safe);
    expect(back.context).toEqual({ ...initialContext(POLICY), ...counters });
  });

  it("and stays paused", () => {
    const paused = step(begin(POLICY), pause(1)).snapshot;
    const back = restore(kept({ activity: "dreaming" }, paused.context), POLICY);
    expect(back.value).toEqual({ ...safe, control: "paused" });
    expect(restore(kept({ ...safe, control: "feeding" }, paused.context), POLICY).value).toEqual(back.value);
  });

  it("and may be fed again", () => {
    const back = restore(kept({ activity: "dreaming" }, {}), POLICY);
    expect(workOf(step(step(back, see(1, "idle")).snapshot, due(180_001, "idle", 1)).snapshot)).toBe("idle-threshold");
  });
});

describe("snapshots kept by earlier versions", () => {
  const folder = new URL("snapshots/", import.meta.url);
  it.each(readdirSync(folder))("%s", (name) => {
    const file: unknown = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
    if (typeof file !== "object" || file === null || !("value" in file) || !("context" in file)) throw new Error(name);
    const version = Number(/^v(\d+)-/.exec(name)?.[1]);
    const back = restore({ version, json: JSON.stringify(file) }, POLICY);
    expect({ value: back.value, context: back.context }).toEqual({
      value: file.value,
      // A key that the version did not know yet has its initial value.
      context: Object.assign({}, initialContext(POLICY), file.context, { policy: POLICY }),
    });
  });
});
