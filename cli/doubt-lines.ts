import type { DoubtWire } from "../server/wire/doubt.ts";

/** So much of the screen's end tells what stood in the composer and around it. */
const ROWS = 15;

/** What was found of a task that is unsure, for people. */
export function doubtLines(doubt: DoubtWire, time: (iso: string) => string): readonly string[] {
  const { session, pane, step, mark, agent, touched, rows } = doubt;
  const where = pane === null ? session : `${session} (${pane})`;
  return [
    "",
    `What was seen ${time(doubt.at)} in ${where}:`,
    `  step: ${STEPS[step] ?? step}`,
    `  mark: ${mark ?? "the pane was not seen"}`,
    `  agent: ${AGENTS[agent]}`,
    ...(touched ? ["  a person pressed a key since"] : []),
    ...(rows ? ["  screen:", ...ending(rows).map((row) => `    ${row}`.trimEnd())] : []),
  ];
}

const STEPS: Readonly<Record<string, string>> = {
  pasting: "the paste was begun, and its answer never came",
  pasted: "the text was pasted, Enter not pressed",
  entering: "Enter was begun, and its answer never came",
  entered: "Enter was pressed, and no turn was seen",
};

const AGENTS: Readonly<Record<DoubtWire["agent"], string>> = {
  "the same": "the one that was typed for",
  another: "another process than the one that was typed for",
  none: "none in front, only a shell",
  "not seen": "not seen",
};

/** The last rows that are not empty. */
function ending(rows: readonly string[]): readonly string[] {
  const last = rows.findLastIndex((row) => row.trim() !== "");
  return rows.slice(Math.max(0, last + 1 - ROWS), last + 1);
}
