import type { JournalEntry } from "../../state/ledger/ledger.ts";
import type { Service } from "../service.ts";
import type { Core } from "./core.ts";
import { pagesBack } from "./journal-pages.ts";
import { WORK, workLine } from "./work-log.ts";

/** The newest lines are kept at hand; older ones are only counted. */
const AT_HAND = 5_000;

/** The work log, its newest lines read once from the journal and carried on with the news. */
export function keepWorkBook(core: Core): Service["workLog"] {
  const { lines, isAll } = readBack(core);
  let total = isAll ? lines.length : core.ledger.count(WORK);
  core.news.subscribe((entry) => {
    const line = lineOf(entry, core);
    if (line === undefined) return;
    total += 1;
    lines.push(line);
    if (lines.length > AT_HAND * 2) lines.splice(0, AT_HAND);
  });
  return (limit) => {
    const entries = limit > 0 ? lines.slice(-limit) : [];
    return { entries, count: entries.length, totalLines: total };
  };
}

/** From the newest back, as many as are kept at hand: a start does not wait for a year's journal. */
function readBack(core: Core): { readonly lines: string[]; readonly isAll: boolean } {
  let lines: string[] = [];
  for (const page of pagesBack(core.ledger, WORK)) {
    lines = [...page.map((entry) => lineOf(entry, core)).filter((line) => line !== undefined), ...lines];
    if (lines.length >= AT_HAND) return { lines, isAll: false };
  }
  return { lines, isAll: true };
}

function lineOf(entry: JournalEntry, core: Core): string | undefined {
  const line = workLine(entry, core.ledger);
  return line === undefined ? undefined : `${core.localTime(entry.at)} - ${line}`;
}
