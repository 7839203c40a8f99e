import { expect, it } from "vitest";
import { VERDICTS } from "../../machines/evidence.ts";
import type { Verdict } from "../../machines/evidence.ts";
import { readingOf } from "../../machines/reading.ts";
import type { Reading } from "../../machines/reading.ts";
import { activityOf, begin, step } from "../../machines/step.ts";
import type { Activity } from "../../machines/projection.ts";
import { evidence, POLICY, see } from "./sample.ts";

const READINGS: Readonly<Record<Verdict, readonly [Reading, Activity]>> = {
  busy: ["busy", "busy"],
  idle: ["clear", "idle"],
  typed: ["draft", "idle"],
  waiting: ["waiting", "waiting"],
  dialog: ["waiting", "waiting"],
  limited: ["limited", "limited"],
  error: ["unknown", "unknown"],
  starting: ["unknown", "unknown"],
  gone: ["gone", "gone"],
  unknown: ["unknown", "unknown"],
};

it.each(VERDICTS)("reads the verdict %s", (verdict) => {
  const activity = activityOf(step(begin(POLICY), see(0, verdict)).snapshot);
  expect([readingOf(evidence(verdict, 0)), activity]).toEqual(READINGS[verdict]);
});

it.each(VERDICTS)("leads to the same activity from wherever it was before: %s", (verdict) => {
  const reached = VERDICTS.map((before) => {
    const from = step(begin(POLICY), see(0, before)).snapshot;
    return activityOf(step(from, see(1, verdict)).snapshot);
  });
  expect(new Set(reached)).toEqual(new Set([READINGS[verdict][1]]));
});
