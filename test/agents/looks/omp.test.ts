import { omp } from "../../../agents/profiles/omp.ts";
import { EMPTY, TYPED, looksOf } from "./table.ts";

const W = "─".repeat(30);
const box = (text = "") => [`╭── OMP session ${W}╮`, `╰─ ${text.padEnd(42)}─╯`];
const band = (sign = "π") => ` ${sign} > ⬢ Mock > app > main ▶─8%────`;
const selector = [
  "Allow tool: bash",
  "Command: make",
  "",
  "❯ Approve",
  "  Deny",
  "",
  "up/down navigate  enter select  esc cancel",
];

looksOf(omp, [
  { name: "box: ready", above: [" Done.", ""], live: box(), ...EMPTY },
  { name: "box: a draft", live: box("add a test"), ...TYPED, text: "add a test" },
  { name: "box: a turn runs", live: ["⠋ Working… ⟨esc⟩", "", ...box()], verdict: "busy", because: "loader-row" },
  {
    name: "box: a loader of another theme",
    live: ["◐ Reading files… ⟦esc⟧", ...box()],
    verdict: "busy",
    because: "loader-row",
  },
  {
    name: "box: an old loader",
    above: ["⠋ Working… ⟨esc⟩", " Done.", " Reply with OK", " OK", " fine"],
    live: box(),
    ...EMPTY,
  },
  { name: "band: ready", above: [" Done."], live: [band(), "╰─ "], ...EMPTY },
  {
    name: "band: a draft over two rows",
    live: [band(), "╰─ add a test", "   and run it"],
    ...TYPED,
    text: "add a test\nand run it",
  },
  { name: "band: a draft that quotes keys", live: [band(), "╰─ it says enter select, esc cancel"], ...TYPED },
  {
    name: "band: a turn runs",
    live: ["  ⎋ Working…       a title", band("⠧ 4s"), "╰─ "],
    verdict: "busy",
    because: "band-clock",
  },
  {
    name: "band: only the row above tells",
    live: ["  ⎋ Working…       a title", band("◐"), "╰─ "],
    verdict: "busy",
    because: "interrupt-row",
  },
  {
    name: "band: trying again",
    live: [" ⠸ Retrying (2/10) in 665ms… (esc to cancel)", band(), "╰─ "],
    verdict: "busy",
    sub: "retrying",
    because: "retrying",
  },
  { name: "band: queued", live: [" Steering · 1", "   1. and then", band(), "╰─ "], ...EMPTY, flags: ["queued"] },
  { name: "title of a turn", title: "π ⠙ a title", live: [band(), "╰─ "], verdict: "busy", because: "title-spinner" },
  {
    name: "approval",
    above: ["⠴ Running approval command ⟨esc⟩", ""],
    live: selector,
    verdict: "waiting",
    sub: "permission",
    because: "tool-approval",
  },
  { name: "an answered approval is history", above: selector, live: ["", ...box()], ...EMPTY },
  {
    name: "an answered approval, a turn runs again",
    live: [...selector, "╰─ ready ─╯", "⠋ Working… ⟨esc⟩"],
    verdict: "busy",
    because: "loader-without-composer",
  },
  {
    name: "plan",
    live: ["│ Plan Review │", "│ ❯ Approve and execute │", "│   Refine plan │", "│ tab regions · esc cancel │"],
    verdict: "waiting",
    sub: "plan",
    because: "plan-review",
  },
  {
    name: "question",
    live: ["│ Which port? │", "│ ❯ 8080 │", "│ enter select · n note · esc cancel │"],
    verdict: "waiting",
    sub: "question",
    because: "question",
  },
  {
    name: "settings",
    live: ["│   Theme    dark │", "├────┤", "│ Enter/Space to change · Esc to close │", "╰────╯"],
    verdict: "dialog",
    sub: "picker",
    because: "menu",
  },
  {
    name: "setup",
    live: ["   Setup step 1 of 5", "   Set up your providers", "   ↑/↓ select · enter confirm · esc skip"],
    verdict: "dialog",
    sub: "login",
    because: "setup",
  },
  {
    name: "usage limit",
    live: ["Error: You have hit your usage limit.", "", ...box()],
    verdict: "limited",
    because: "usage-limit",
  },
  {
    name: "ready below an error",
    above: [" go", "Error: No model selected.", ""],
    live: box(),
    ...EMPTY,
    flags: ["after_error"],
  },
]);
