// What a task's text is given beside the task itself.
// F1. Each part is bounded, and none may act in a terminal.
// F2. No blank lines: each line more brings an agent closer to showing a stand-in instead of the text.
// F3. What the user wrote comes first and whole (in a follow-up, which the agent knows already, bounded); what does not
//     fit behind it is left out, the least important first.
import { MAX_TEXT_BYTES, typeable, utf8Length } from "../text.ts";
import type { Task } from "../task.ts";
import type { Past, Place, Worktree } from "./run.ts";

export interface Brief {
  readonly task: Pick<Task, "content" | "acceptance">;
  /** Its goal's first line. */
  readonly goal?: string;
  readonly place?: Place;
  /** Branches with work that this task waited for, and that nobody has merged and removed. */
  readonly buildsOn?: readonly string[];
  /** The command that decides, as people would type it. */
  readonly check?: string;
  /** Oldest first. */
  readonly past: readonly Past[];
  /** This is a follow-up: the agent has just worked on it, and its check failed. */
  readonly isFollowUp: boolean;
}

/** The task's text and what belongs to it, without how to report and the tag line. */
export function briefText(brief: Brief): string {
  const { first, rest } = brief.isFollowUp ? followUp(brief) : freshTask(brief);
  const kept = [first];
  let bytes = utf8Length(first);
  for (const part of rest) {
    bytes += utf8Length(part) + 1;
    if (bytes > MAX_TEXT_BYTES) break;
    kept.push(part);
  }
  return kept.join("\n");
}

interface Parts {
  readonly first: string;
  /** The most important first. */
  readonly rest: readonly string[];
}

function freshTask({ task, goal, place, buildsOn = [], check, past }: Brief): Parts {
  return {
    first: task.content,
    rest: [
      ...part("Work here: ", place?.worktree && whereTo(place.worktree), 1_000),
      ...part("What it builds on may not be merged yet: first run git merge --no-edit ", buildsOn.join(" "), 1_000),
      ...part("It is accepted when: ", task.acceptance, 4_000),
      ...part("It is done when this succeeds: ", check, 500),
      ...past.slice(-1).flatMap(lastTry),
      ...part("It serves this goal: ", goal, 300),
      ...past.slice(0, -1).flatMap(earlierTry),
    ],
  };
}

function followUp({ task, place, check = "", past }: Brief): Parts {
  const report = past.at(-1)?.report;
  const command = clip(clean(check), 500);
  const outcome = report?.check?.outcome;
  const why = clip(clean(outcome?.kind === "failed" ? outcome.reason : "it failed"), 500);
  return {
    first: `Your work on this task does not pass its check yet${command === "" ? "" : ` (${command})`}: ${why}.`,
    rest: [
      ...part("The end of what it said:\n", report?.check?.output, 4_000, "end"),
      ...part("Mend that. The task was: ", task.content, 4_000),
      ...part("Work here: ", place?.worktree && whereTo(place.worktree), 1_000),
      ...part("It is accepted when: ", task.acceptance, 2_000),
    ],
  };
}

const whereTo = ({ path, branch, data, port, ports }: Worktree): string =>
  `${path} is a git worktree of your own on branch ${branch}; change nothing outside of it, and commit your work there. ` +
  `Yours alone are also the ports ${port} to ${port + ports - 1} (DROVER_PORT=${port}) and the directory ${data} (DROVER_DATA=${data}).`;

function lastTry({ run, report }: Past): readonly string[] {
  const { failure } = run;
  if (failure === undefined) return [];
  if (failure.kind === "rejected") return part("A reviewer sent the last attempt back: ", failure.reason, 4_000);
  const output = failure.kind === "check failed" ? report?.check?.output : undefined;
  return [
    ...part(`The last attempt ended so: ${failure.kind}. `, failure.reason, 500),
    ...part("The end of what its check said:\n", output, 2_000, "end"),
  ];
}

const earlierTry = ({ run: { failure, attempt } }: Past): readonly string[] =>
  failure === undefined ? [] : part(`Attempt ${attempt} ended so: ${failure.kind}. `, failure.reason, 300);

/** One part of the text, or none. Keeps F1 and F2. */
function part(
  title: string,
  text: string | undefined,
  most: number,
  keep: "start" | "end" = "start",
): readonly string[] {
  const cleaned = clean(text ?? "");
  return cleaned === "" ? [] : [title + clip(cleaned, most, keep)];
}

/** Keeps F2, and that nothing acts in a terminal. */
const clean = (text: string): string =>
  typeable(text)
    .replaceAll(/\n\s*\n/g, "\n")
    .trim();

function clip(text: string, most: number, keep: "start" | "end" = "start"): string {
  const signs = [...text];
  if (signs.length <= most) return text;
  return keep === "start" ? `${signs.slice(0, most - 1).join("")}…` : `…${signs.slice(1 - most).join("")}`;
}
