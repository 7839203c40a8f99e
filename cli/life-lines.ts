import type { BlockerWire } from "../server/wire/goal.ts";
import type { LifeWire } from "../server/wire/life.ts";
import { blocker } from "./tree-lines.ts";

/** What a task waits for, when what happened to it, and where its time went. */
export function lifeLines(waits: readonly BlockerWire[], life: LifeWire): readonly string[] {
  const moments = [
    ["ready", life.ready],
    ["started", life.started],
    ["claimed_done", life.claimed_done],
  ] as const;
  const spent = Object.entries(life.seconds).filter(([, seconds]) => seconds >= 1);
  return [
    ...(waits.length === 0 ? [] : [`waits for: ${waits.map(blocker).join(", ")}`]),
    ...moments.flatMap(([name, at]) => (at === null ? [] : [`${name}: ${at}`])),
    ...(spent.length === 0 ? [] : [`spent: ${spent.map(([kind, seconds]) => `${kind} ${span(seconds)}`).join(", ")}`]),
  ];
}

/** `45 s`, `12 min`, `3.5 h`, `2.1 d` */
const span = (seconds: number): string => {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${(seconds / 3_600).toFixed(1)} h` : `${(seconds / 86_400).toFixed(1)} d`;
};
