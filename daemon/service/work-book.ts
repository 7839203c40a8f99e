import type { JournalEntry } from "../../state/ledger/ledger.ts";
import type { Service } from "../service.ts";
import type { Core } from "./core.ts";
import { journalPages } from "./journal-pages.ts";
import { workLine } from "./work-log.ts";

/** The newest lines are kept at hand; older ones are only counted. */
const AT_HAND = 5_000;

/** The work log, read once from the journal and carried on with the news. */
export function keepWorkBook(core: Core): Service["workLog"] {
  const lines: string[] = [];
  let total = 0;
  const take = (entry: JournalEntry) => {
    const line = workLine(entry, core.ledger);
    if (line === undefined) return;
    total += 1;
    lines.push(`${core.localTime(entry.at)} - ${line}`);
    if (lines.length > AT_HAND * 2) lines.splice(0, AT_HAND);
  };
  for (const page of journalPages(core.ledger)) page.forEach(take);
  core.news.subscribe(take);
  return (limit) => {
    const entries = limit > 0 ? lines.slice(-limit) : [];
    return { entries, count: entries.length, totalLines: total };
  };
}
