import type { JournalEntry, Ledger } from "../../state/ledger/ledger.ts";

const PAGE = 1_000;

/** Entries of these kinds and types, page by page from the newest back; each page in order. */
export function* pagesBack(ledger: Ledger, only: readonly string[]): Generator<readonly JournalEntry[]> {
  let before: number | undefined;
  for (;;) {
    const page = ledger.journal({ only, limit: PAGE, end: "newest", ...(before === undefined ? {} : { before }) });
    const [first] = page;
    if (!first) return;
    yield page;
    before = first.seq;
  }
}
