import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createMachine } from "xstate";
import { describeMachine, describeSession, mermaid } from "../../machines/describe.ts";
import { page } from "../../scripts/machine-docs.ts";
import { allTransitions } from "./walk/taken.ts";

const { id, regions } = describeSession();
const work = regions.find(({ name }) => name === "work");

describe("the chart as data", () => {
  it("has the three regions, each with its initial state", () => {
    expect(id).toBe("session");
    expect(regions.map(({ name, states }) => [name, states.find(({ initial }) => initial)?.name])).toEqual([
      ["activity", "unknown"],
      ["work", "free"],
      ["control", "feeding"],
    ]);
  });

  it("leaves no transition out", () => {
    expect(regions.flatMap(({ transitions }) => transitions)).toHaveLength(allTransitions().length);
  });

  it("names events, guards, timers and intents", () => {
    expect(work?.transitions).toContainEqual({
      from: "idle-threshold",
      event: "granted",
      to: "assigning",
      actions: ["hold what was granted", "intend deliver"],
    });
    expect(work?.transitions).toContainEqual({
      from: "working.quiet",
      event: "after settle",
      guard: "work goes on behind",
      to: "working.running",
      actions: [],
    });
  });

  it("is data: it survives JSON", () => {
    expect(JSON.parse(JSON.stringify(regions))).toEqual(regions);
  });

  it("shows what needs no event", () => {
    const machine = createMachine({
      type: "parallel",
      states: { light: { initial: "off", states: { off: { always: { guard: "is dark", target: "on" } }, on: {} } } },
    });
    expect(describeMachine(machine).regions[0]?.transitions).toEqual([
      { from: "off", event: "always", guard: "is dark", to: "on", actions: [] },
    ]);
  });
});

describe("the drawing", () => {
  it("has one arrow for each pair of states", () => {
    const control = regions.find(({ name }) => name === "control");
    expect(control && mermaid(control)).toBe(`stateDiagram-v2
  state "feeding" as feeding
  state "paused" as paused
  [*] --> feeding
  feeding --> paused: pause
  paused --> feeding: resume`);
  });

  it("in docs/machine.md is not stale (npm run docs:machine)", () => {
    expect(readFileSync(new URL("../../docs/machine.md", import.meta.url), "utf8")).toBe(page());
  });
});
