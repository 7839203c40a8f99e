import { cursor } from "../../../agents/profiles/cursor.ts";
import { EMPTY, TYPED, looksOf } from "./table.ts";

const W = "─".repeat(44);
const box = (text: string, right = "") => [` ┌${W}┐`, ` │ → ${text.padEnd(40 - right.length)}${right} │`, ` └${W}┘`];
const footer = ["", "  Auto", "  / for commands · @ for files"];
const approval = [
  ` ┌${W}┐`,
  " │ Run this command?                          │",
  " │ Not in allowlist: make                     │",
  " │  → Run (once) (y)                          │",
  " │    Skip (esc or n)                         │",
  ` └${W}┘`,
];

looksOf(cursor, [
  { name: "box: ready", live: [...box("Plan, search, build anything"), ...footer], ...EMPTY },
  { name: "box: ready after a turn", above: ["  Done.", ""], live: [...box("Add a follow-up"), ...footer], ...EMPTY },
  { name: "box: a draft", live: [...box("fix the test"), ...footer], ...TYPED, text: "fix the test" },
  { name: "box: a draft that quotes a menu", live: [...box("why Skip (esc or n)?"), ...footer], ...TYPED },
  {
    name: "box: a turn runs",
    live: ["  ⬡ Reading.  12 tokens", ...box("Add a follow-up", "ctrl+c to stop"), ...footer],
    verdict: "busy",
    because: "stop-hint",
  },
  {
    name: "box: a draft while a turn runs",
    live: [...box("and then commit", "ctrl+c to stop"), ...footer],
    verdict: "busy",
    because: "stop-hint",
    text: "and then commit",
  },
  {
    name: "box: only the activity row tells",
    live: ["  ⬢ Grepping  3 files", ...box("Add a follow-up"), ...footer],
    verdict: "busy",
    because: "activity-row",
  },
  {
    name: "box: past tense is no activity",
    live: ["  ⬢ Read 3 files", ...box("Add a follow-up"), ...footer],
    ...EMPTY,
  },
  { name: "bare: ready", live: ["  → Add a follow-up", "", "  Auto    Run Everything", "  ~/app · main"], ...EMPTY },
  {
    name: "bare: a draft over two rows",
    live: ["  → fix the test", "    and the docs", "", "  Auto"],
    ...TYPED,
    text: "fix the test\nand the docs",
  },
  {
    name: "bare: a turn runs",
    live: ["  ⠠⠛ Composing  23 tokens", "", "  → Add a follow-up          ctrl+c to stop", "", "  Auto"],
    verdict: "busy",
    because: "stop-hint",
  },
  {
    name: "approval",
    above: ["  I will build it."],
    live: approval,
    verdict: "waiting",
    sub: "permission",
    because: "approval-box",
  },
  {
    name: "approval without its frame",
    live: ["Write to this file?", " → Proceed (y)", "   Reject & propose changes (esc or n or p)"],
    verdict: "waiting",
    sub: "permission",
    because: "approval-box",
  },
  { name: "an answered approval is history", above: approval, live: [...box("Add a follow-up"), ...footer], ...EMPTY },
  {
    name: "what to do instead",
    live: ["  → tell the agent what to do instead", "", "  esc to go back"],
    verdict: "waiting",
    sub: "permission",
    because: "approval-feedback",
  },
  {
    name: "question",
    live: ["Which port?", " → 8080", "   8081", "", "↑/↓ to navigate, enter to select"],
    verdict: "waiting",
    sub: "question",
    because: "question-box",
  },
  {
    name: "trust",
    live: ["  Do you trust the contents of this directory?", "  ~/app", "  ▶ [a] Trust this workspace", "    [q] Quit"],
    verdict: "dialog",
    sub: "trust",
    because: "trust",
  },
  {
    name: "login",
    live: ["  Cursor Agent", "  Press any key to sign in..."],
    verdict: "dialog",
    sub: "login",
    because: "login",
  },
  {
    name: "usage limit",
    live: ["  You've hit your usage limit", ...box("Add a follow-up"), ...footer],
    verdict: "limited",
    because: "usage-limit",
  },
  {
    name: "background work",
    live: [...box("Add a follow-up"), "  1 background task running"],
    ...EMPTY,
    flags: ["background_work"],
  },
]);
