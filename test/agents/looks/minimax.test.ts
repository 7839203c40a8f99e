import { minimax } from "../../../agents/profiles/minimax.ts";
import { EMPTY, TYPED, looksOf } from "./table.ts";

const W = "─".repeat(40);
const box = (text = "") => [
  `╭${W}╮`,
  `│ › ${text.padEnd(36)} │`,
  `╰${W}╯`,
  "Message · Enter send · Shift+Enter newline",
  "/app │ Full access │ ✦ MiniMax-M3",
];
const approval = [
  "◆ Approval needed",
  "Run this command?",
  "$ make",
  "1 Allow for this conversation",
  "2 Always allow this action",
  "3 Deny",
];

looksOf(minimax, [
  { name: "ready", above: ["› hello", "● Hello.", "└ Completed in 4s"], live: box(), ...EMPTY },
  {
    name: "ready at the start",
    live: [`╭─ v0.1.2 ${W} ● Ready ─╮`, `│ Start · @ file · / autocomplete${" ".repeat(20)}│`, `╰${W}╯`],
    ...EMPTY,
  },
  { name: "a draft", live: box("add a test"), ...TYPED, text: "add a test" },
  { name: "a draft that quotes keys", live: box("what does Esc stop do"), ...TYPED },
  {
    name: "a turn runs",
    above: ["› hello", "└ • Thought for 5.9s"],
    live: ["⠹ Loading 35s · Enter queue · Ctrl+X steer · Ctrl+O details · Esc stop"],
    verdict: "busy",
    because: "turn-footer",
  },
  {
    name: "a tool runs",
    live: ["⠸ Running 3s · ⚡ ~9.1 tok/s · Enter queue · Esc stop", "/app │ Full access"],
    verdict: "busy",
    because: "turn-footer",
  },
  { name: "approval", above: ["› go"], live: approval, verdict: "waiting", sub: "permission", because: "approval" },
  { name: "an answered approval is history", above: approval, live: box(), ...EMPTY },
  {
    name: "plan",
    live: [`╭─ Plan Review ─ Frozen Runtime snapshot ${W}╮`, "│ 1 Approve │", `╰${W}╯`],
    verdict: "waiting",
    sub: "plan",
    because: "plan-review",
  },
  {
    name: "question",
    live: [`╭─ Ask ─ 1 of 1 ${W}╮`, "│ Which port? │", "│ 1 8080 │", `╰${W}╯`],
    verdict: "waiting",
    sub: "question",
    because: "question",
  },
  {
    name: "menu",
    live: ["  Model", "› M3", "Enter select · Esc close"],
    verdict: "dialog",
    sub: "picker",
    because: "menu",
  },
  { name: "quota", live: ["Error: token plan quota exceeded", ...box()], verdict: "limited", because: "quota-used-up" },
  { name: "ready below an error", above: ["› go", "└ Failed in 2s"], live: box(), ...EMPTY, flags: ["after_error"] },
]);
