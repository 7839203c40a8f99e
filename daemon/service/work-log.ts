// The work log: what was given, what came of it, and what a person did; read off the journal, so that it never says
// what was not committed.
import { claimId } from "../../machines/ids.ts";
import { oneLine } from "../../machines/one-line.ts";
import type { Delivery } from "../../machines/delivery.ts";
import type { JournalEntry, Ledger } from "../../state/ledger/ledger.ts";
import { read } from "../../machines/read.ts";

/** The entries that may be work, as `kind/type`: what is not among them makes no line. */
export const WORK: readonly string[] = [
  "event/pause",
  "event/resume",
  "event/delivered",
  "delivery/closed",
  "delivery/held",
  "note/held back",
  "note/overtime",
  "note/split",
  "note/split proposed",
  "note/split failed",
  "note/inspected",
  "note/judged",
  "note/config loaded",
  "note/config refused",
];

const LONGEST = 500;

/** One line of the work log without its time; undefined for entries that are not work. */
export function workLine(entry: JournalEntry, ledger: Ledger): string | undefined {
  if (!WORK.includes(`${entry.kind}/${entry.type}`)) return undefined;
  const said = lineOf(entry, ledger);
  return said === undefined ? undefined : oneLine(`${said.slice(0, LONGEST)} [${entry.session}]`);
}

function lineOf({ kind, type, data }: JournalEntry, ledger: Ledger): string | undefined {
  if (kind === "event") return eventLine(type, data, ledger);
  if (kind === "delivery") return endLine(data, ledger);
  if (kind !== "note") return undefined;
  if (type === "held back") return `Held back: ${String(read(data, "why"))}`;
  if (type === "config loaded") return loadedLine(read(data, "pending"));
  if (type === "config refused") return `Config refused, the old one goes on: ${wordsOf(read(data, "errors"))}`;
  if (type.startsWith("split")) return splitLine(type, data);
  if (type === "inspected") return inspectedLine(data);
  if (type === "judged") return judgedLine(data);
  if (type === "overtime") return `Overtime: the turn takes very long`;
  return undefined;
}

function splitLine(type: string, data: unknown): string {
  const said = (key: string) => String(read(data, key));
  if (type === "split failed")
    return `Task ${said("task")} is too large, and no plan of its parts came: ${said("why")}`;
  const what = `task ${said("task")} into ${said("parts")} (${said("because")})`;
  return type === "split" ? `Split ${what}` : `Proposed to split ${what}: drover goals accept ${said("plan")}`;
}

/** What the check of a task's work came to. */
function inspectedLine(data: unknown): string {
  const task = `task ${String(read(data, "task"))}`;
  const check = read(data, "check");
  const failure = read(data, "failure");
  switch (read(data, "now")) {
    case "done":
      return `Completed ${task}: ${read(check, "kind") === "passed" ? "its check passed" : "nobody needs to review it"}`;
    case "review":
      return `Review wanted of ${task}: ${String(read(data, "wants"))}`;
    case "failed":
      return `Failed ${task}: ${String(read(failure, "kind"))}: ${String(read(failure, "reason"))}`;
    default:
      return `Check of ${task} failed, it goes back to its agent: ${String(read(check, "reason"))}`;
  }
}

/** What a person said of it. */
function judgedLine(data: unknown): string {
  const said = String(read(data, "message"));
  const words = said === "" ? "" : `: ${said}`;
  return `${read(data, "verdict") === "approved" ? "Approved" : "Rejected"} task ${String(read(data, "task"))}${words}`;
}

function loadedLine(pending: unknown): string {
  const words = wordsOf(pending);
  return words === "" ? "Config loaded" : `Config loaded; ${words}`;
}

const wordsOf = (lines: unknown): string => (Array.isArray(lines) ? lines.map(String).join("; ") : "");

function eventLine(type: string, data: unknown, ledger: Ledger): string | undefined {
  if (type === "pause") return "Paused";
  if (type === "resume") return "Resumed";
  const delivery = type === "delivered" ? deliveryOf(read(data, "claim"), ledger) : undefined;
  if (!delivery) return undefined;
  const { grant, text } = delivery;
  const first = text.split("\n")[0] ?? "";
  return grant.kind === "task" ? `Assigned task ${grant.task}: ${first}` : `Sent the general prompt: ${first}`;
}

function endLine(data: unknown, ledger: Ledger): string | undefined {
  const delivery = deliveryOf(read(data, "claim"), ledger);
  const phase = read(data, "phase");
  const name = read(phase, "name");
  if (!delivery || (name !== "closed" && name !== "held")) return undefined;
  const what = delivery.grant.kind === "task" ? `task ${delivery.grant.task}` : "general prompt";
  if (name === "held") return `Unsure of ${what}: ${String(read(phase, "seen"))}`;
  const how = String(read(phase, "how"));
  if (how.startsWith("done: ")) {
    const isJudged = delivery.grant.kind === "task" && delivery.grant.judgedLater === true;
    return `${isJudged ? "To be checked or reviewed:" : "Completed"} ${what}: ${how.slice(6)}`;
  }
  if (how.startsWith("failed: ")) return `Failed ${what}: ${how.slice(8)}`;
  if (how.startsWith("released: ")) return `Gave back ${what}: ${how.slice(10)}`;
  return `Closed ${what}: ${how}`;
}

const deliveryOf = (claim: unknown, ledger: Ledger): Delivery | undefined =>
  typeof claim === "string" ? ledger.delivery(claimId(claim)) : undefined;
