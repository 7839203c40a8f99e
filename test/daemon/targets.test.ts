import { expect, it } from "vitest";
import type { PaneRow } from "../../daemon/ports.ts";
import { parseTarget, resolve } from "../../daemon/watch/targets.ts";
import { paneId } from "../../machines/ids.ts";

const row = (pane: number, session: string, windowIndex: number, paneIndex: number, active = false): PaneRow => ({
  pane: paneId(`%${pane}`),
  panePid: pane,
  session,
  windowIndex,
  paneIndex,
  active,
  dead: false,
  title: "",
  command: "node",
});
const panes = [
  row(1, "work", 0, 0),
  row(2, "work", 1, 0, true),
  row(3, "work", 1, 1),
  row(4, "work1", 0, 0, true),
  row(5, "a:b", 0, 0, true),
];
const found = (target: string, bound?: string) =>
  resolve(parseTarget(target), panes, bound === undefined ? undefined : paneId(bound));

it.each([
  ["work", undefined, "%2"],
  ["work:1.1", undefined, "%3"],
  ["work:0", undefined, "%1"],
  ["%4", undefined, "%4"],
  ["wor", undefined, undefined],
  ["%9", undefined, undefined],
  ["work", "%1", "%1"],
  ["work", "%9", "%2"],
])("target %s, bound to %s, is pane %s", (target, bound, expected) => {
  expect(found(target, bound)).toBe(expected);
});
