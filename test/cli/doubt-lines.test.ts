import { expect, it } from "vitest";
import { doubtLines } from "../../cli/doubt-lines.ts";

const doubt = {
  at: "2026-11-24T12:00:00.000Z",
  session: "red",
  pane: "%5",
  claim: "c-1",
  step: "entered",
  mark: "c-1:entered",
  agent: "the same",
  touched: true,
  rows: ["", "> do it", "  [drover task-1]", "", ""],
} as const;

it("what was seen of an unsure task is told in a few lines, the screen's end among them", () => {
  expect(doubtLines({ ...doubt, rows: [...doubt.rows] }, () => "at noon")).toEqual([
    "",
    "What was seen at noon in red (%5):",
    "  step: Enter was pressed, and no turn was seen",
    "  mark: c-1:entered",
    "  agent: the one that was typed for",
    "  a person pressed a key since",
    "  screen:",
    "",
    "    > do it",
    "      [drover task-1]",
  ]);
});

it("a pane that was not seen has no mark and no screen", () => {
  const gone = { ...doubt, pane: null, mark: null, agent: "not seen", touched: false, rows: null } as const;
  expect(doubtLines(gone, () => "at noon")).toEqual([
    "",
    "What was seen at noon in red:",
    "  step: Enter was pressed, and no turn was seen",
    "  mark: the pane was not seen",
    "  agent: not seen",
  ]);
});
