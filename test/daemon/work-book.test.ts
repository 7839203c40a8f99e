import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { makeNews } from "../../daemon/news.ts";
import { keepWorkBook } from "../../daemon/service/work-book.ts";
import { WORK, workLine } from "../../daemon/service/work-log.ts";
import type { Core } from "../../daemon/service/core.ts";
import { sessionName } from "../../machines/ids.ts";
import { openLedger } from "../../state/ledger/open-ledger.ts";
import { temporaryDirectory } from "../state/temporary.ts";

const red = sessionName("red");

function ledgerWith(count: number) {
  const opened = openLedger(join(temporaryDirectory(), "state.db"));
  if (opened.kind === "refused") throw new Error(opened.why);
  onTestFinished(() => opened.ledger.close());
  const { ledger } = opened;
  const entry = (at: number, type: "pause" | "tick") => ({
    session: red,
    at,
    event: type === "pause" ? ({ type, at } as const) : ({ type: "settled", at, claim: "c" } as const),
    from: "idle",
    to: "idle",
    snapshot: { version: 1, json: "{}" },
    intents: [],
    timers: [],
    deliveries: [],
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a claim is any text here
  ledger.commit(Array.from({ length: count }, (_, at) => entry(at, at % 3 === 0 ? "pause" : "tick")) as never);
  return ledger;
}

/** The book needs of the whole core the ledger, the news and the clock's words alone. */
function bookOver(ledger: ReturnType<typeof ledgerWith>) {
  const news = makeNews(ledger, { surely: async (write) => write(), ifPossible: (write) => write() }, () => 99);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  const core = { ledger, news, localTime: (at: number) => `at ${at}` } as unknown as Core;
  return { news, workLog: keepWorkBook(core) };
}

it("reads the newest lines back, counts all, and goes on with the news", () => {
  const { news, workLog } = bookOver(ledgerWith(24_000));
  expect(workLog(2)).toEqual({
    entries: ["at 23994 - Paused [red]", "at 23997 - Paused [red]"],
    count: 2,
    totalLines: 8_000,
  });
  expect(workLog(10_000).count).toBeGreaterThanOrEqual(5_000);
  news.note(red, "held back", { why: "a draft" });
  expect(workLog(1)).toMatchObject({ entries: ["at 99 - Held back: a draft [red]"], totalLines: 8_001 });
});

it("of a short journal has every line", () => {
  const { workLog } = bookOver(ledgerWith(7));
  expect(workLog(10)).toMatchObject({ count: 3, totalLines: 3 });
});

const FAILED_CHECK = { kind: "failed", reason: "it ended with code 1" };

it.each([
  ["inspected", { now: "done", check: { kind: "passed" } }, "Completed task t-1: its check passed"],
  ["inspected", { now: "done", check: { kind: "none" } }, "Completed task t-1: nobody needs to review it"],
  ["inspected", { now: "review", wants: "it is long" }, "Review wanted of task t-1: it is long"],
  [
    "inspected",
    { now: "briefing", check: FAILED_CHECK },
    "Check of task t-1 failed, it goes back to its agent: it ended with code 1",
  ],
  [
    "inspected",
    { now: "failed", failure: { kind: "check failed", reason: "code 1" } },
    "Failed task t-1: check failed: code 1",
  ],
  ["judged", { verdict: "approved", message: "" }, "Approved task t-1"],
  ["judged", { verdict: "rejected", message: "Use\nthe parser." }, "Rejected task t-1: Use\\nthe parser."],
])("what came of a judgement is told: %s %o", (type, data, line) => {
  const entry = { seq: 1, at: 0, session: red, kind: "note", type, data: { task: "t-1", ...data } } as const;
  expect(workLine(entry, ledgerWith(0))).toBe(`${line} [red]`);
});

it("no entry outside of WORK makes a line", () => {
  const ledger = ledgerWith(1);
  const entry = { seq: 1, at: 0, session: red, kind: "note", type: "overtime", data: {} } as const;
  expect(workLine(entry, ledger)).toBeDefined();
  expect(workLine({ ...entry, type: "imported" }, ledger)).toBeUndefined();
  expect(WORK).toContain("note/overtime");
});
