import type { JournalEntry, Ledger } from "../../state/ledger/ledger.ts";

const PAGE = 1_000;

/** The whole journal, oldest first, without holding all of it. */
export function* journalPages(ledger: Ledger): Generator<readonly JournalEntry[]> {
  let after = 0;
  for (;;) {
    const page = ledger.journal({ after, limit: PAGE, end: "oldest" });
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last.seq;
  }
}
