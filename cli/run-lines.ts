// A run for people.
import { keptFor } from "../orchestrator/runs/details.ts";
import { oneLine } from "./table.ts";
import type { ReportWire, RunViewWire, RunWire } from "../server/wire/run.ts";

/** Lines of output and of last words that are shown. */
const SHOWN = 40;

export const runLines = (view: RunViewWire): readonly string[] => linesOf(view).map(shown);

/** Text of others, line by line. */
export const readable = (text: string): readonly string[] => text.split("\n").map(shown);

/** It is shown, never obeyed; tabs are kept. */
const shown = (line: string): string => line.split("\t").map(oneLine).join("\t");

function linesOf({ run, review, reports }: RunViewWire): readonly string[] {
  return [
    `task ${run.task}: ${firstLine(run)}`,
    `run ${run.id}: ${run.state}, attempt ${run.attempt}${run.round > 0 ? `, follow-up ${run.round}` : ""}, session ${run.session}`,
    ...line("wants a person: ", run.wants),
    ...(run.failure === null ? [] : [`failed: ${run.failure.kind}: ${run.failure.reason}`]),
    ...(review?.verdict ? [`${review.verdict}${review.message ? `: ${review.message}` : ""}`] : []),
    ...placeLines(run),
    ...removedLines(run, reports),
    ...reports.flatMap(reportLines),
  ];
}

function placeLines(run: RunWire): readonly string[] {
  const { worktree } = run;
  if (worktree === null) return line("in ", run.directory);
  const gone = run.has_worktree ? "" : " (removed)";
  const last = worktree.port + worktree.ports - 1;
  return [`in ${worktree.path}${gone}, branch ${worktree.branch}, ports ${worktree.port} to ${last}`];
}

function removedLines({ ended_at: ended }: RunWire, reports: readonly ReportWire[]): readonly string[] {
  const removed = reports.findLast(({ details_removed_at: at }) => at !== null)?.details_removed_at;
  if (removed == null || ended === null) return [];
  const kept = keptFor(Date.parse(ended), Date.parse(removed));
  return [`patch, names of files, output and last words were removed ${kept} after its end ([retention] runs)`];
}

function reportLines(report: ReportWire): readonly string[] {
  const { check, change } = report;
  return [
    "",
    report.round === 0 ? "first round" : `follow-up ${report.round}`,
    ...line("  arrived: ", report.arrived),
    ...line("  ended: ", report.ended),
    ...(change === null
      ? line("  change unknown: ", report.unmeasured)
      : [`  changed: ${change.files.length + change.more} files, +${change.added} -${change.removed}`]),
    ...(change?.files.map(({ path, added, removed }) => `    ${path}  +${added ?? "?"} -${removed ?? "?"}`) ?? []),
    ...(check === null
      ? []
      : [`  check ${check.command}: ${check.outcome}${check.reason === null ? "" : `: ${check.reason}`}`]),
    ...indented(check?.output),
    ...(report.message === null ? [] : ["  last words:", ...indented(report.message)]),
  ];
}

const line = (title: string, text: string | null): readonly string[] =>
  text === null || text === "" ? [] : [title + text];

function indented(text: string | undefined): readonly string[] {
  const lines = (text ?? "").trimEnd().split("\n");
  if (lines.length === 1 && lines[0] === "") return [];
  const left = lines.length - SHOWN;
  return [...(left > 0 ? [`    … ${left} lines more above`] : []), ...lines.slice(-SHOWN).map((one) => `    ${one}`)];
}

export const firstLine = ({ content }: Pick<RunWire, "content">): string => content?.split("\n")[0] ?? "(gone)";
