import type { ClaimId, TaskId } from "../machines/ids.ts";

/** Set by the user who has allowed his agents to run the command; without it nothing is said of reporting. */
export interface ReportSetting {
  /** For example `drover done`. The id is put behind it. */
  readonly doneCommand: string;
}

/**
 * The id by which a text is found on the screen and in receipts: the task's own where it may stand inside a tmux
 * format, else the claim's (also for the general prompt, which has no task).
 */
export const tagId = (task: TaskId | undefined, claim: ClaimId): string =>
  task !== undefined && /^[a-z0-9-]{1,40}$/.test(task) ? task : claim;

/** The last line of a delivered text: `[drover task-1a2b3c4d]`. */
export const tagLine = (id: string): string => `[drover ${id}]`;

/**
 * What is typed: the checked text, how to report if the user set that up, and the tag line.
 * No blank line in between: each line more brings an agent closer to showing a placeholder instead of the text.
 */
export function deliveredText(content: string, id: string, report?: ReportSetting): string {
  const lines = report === undefined ? [content] : [content, howToReport(report, id)];
  return [...lines, tagLine(id)].join("\n");
}

const howToReport = (report: ReportSetting, id: string): string =>
  `When this is done, run \`${report.doneCommand} ${id}\`.`;
