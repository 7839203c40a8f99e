// The film of one agent as a table: what was expected, the states as they came, and how long it took.
import type { Judged } from "./judge.ts";

const HEADER = ["", "step", "lasted", "agent took", "drover took", "states as they came (seconds after the cause)"];

export function tableOf(agent: string, steps: readonly Judged[]): string {
  const rows = [HEADER, ...steps.map(rowOf)];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [agent, ...lines].join("\n");
}

function rowOf(step: Judged): readonly string[] {
  const held = step.idleHeld >= 1_000 ? ` IDLE HELD ${seconds(step.idleHeld)}` : "";
  return [
    step.ok ? "ok" : "WRONG",
    [step.state, ...step.subs.slice(0, 6)].join(" · "),
    seconds(step.to - step.from),
    seconds(step.agentTook),
    (step.droverTook === undefined ? "never" : seconds(step.droverTook)) + held,
    step.came.map(({ at, evidence }) => `${seconds(Math.max(0, at - step.cause))} ${named(evidence)}`).join(", "),
  ];
}

const named = ({ verdict, sub, flags }: Judged["came"][number]["evidence"]): string =>
  [verdict, ...(sub === undefined ? [] : [sub]), ...flags].join("/");

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);
