import { classify } from "../../../agents/classify.ts";
import type { Profile } from "../../../agents/profile.ts";
import type { Judgement } from "../../../machines/evidence.ts";
import type { Frame } from "../../../machines/frame.ts";

/** A small hand-written screen: rows as the agent would paint them. */
export const frameOf = (rows: readonly string[], title = ""): Frame => ({
  at: 0,
  rows,
  size: { cols: Math.max(1, ...rows.map((row) => row.length)), rows: rows.length },
  cursor: { x: -1, y: -1, visible: true },
  alternate: false,
  title,
  command: "node",
});

export const look = (rows: readonly string[], profile: Profile, title = ""): Judgement =>
  classify(frameOf(rows, title), profile);
