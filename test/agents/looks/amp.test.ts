import { amp } from "../../../agents/profiles/amp.ts";
import { EMPTY, TYPED, looksOf } from "./table.ts";

const W = "─".repeat(40);
const box = (text = "", bottom = `╰${W} ~/app (main)─╯`) => [
  `╭─smart${W}───────╮`,
  `│ ${text.padEnd(50)} │`,
  `│ ${" ".repeat(50)} │`,
  bottom,
];
const approval = [
  "  Bash: make",
  "╭────────────────────╮",
  "│ ▸● Approve         │",
  "│  ○ Allow All for This Session │",
  "│  ○ Deny with feedback │",
  "╰────────────────────╯",
];

looksOf(amp, [
  { name: "ready", above: ["  ┃ hello", "  Hello."], live: [...box(), "            1% of 983k"], ...EMPTY },
  { name: "a draft", live: box("add a test"), ...TYPED },
  { name: "a draft that quotes keys", live: box("press Esc to cancel"), ...TYPED },
  {
    name: "a turn runs, told by the row below",
    live: [...box(), " ∿ Waiting for response...  Esc to cancel      2% of 983k"],
    verdict: "busy",
    because: "footer-cancel",
  },
  {
    name: "a turn runs, told by the corner",
    live: box("", `╰ ⣷ Thinking ${W} ~/app ─╯`),
    verdict: "busy",
    because: "corner-activity",
  },
  { name: "title of a turn", title: "⠙ fix - amp - app", live: box(), verdict: "busy", because: "title-spinner" },
  {
    name: "title of a plugin's question",
    title: "Plugin confirmation needed",
    live: box(),
    verdict: "waiting",
    sub: "permission",
    because: "title-confirmation",
  },
  { name: "approval", live: approval, verdict: "waiting", sub: "permission", because: "approval-menu" },
  {
    name: "waiting for approval",
    live: [...box(), " ≈ Waiting for approval"],
    verdict: "waiting",
    sub: "permission",
    because: "waiting-for-approval",
  },
  {
    name: "login",
    live: ["No API key found. Starting login flow...", "Would you like to log in to Amp? [(y)es, (n)o]:"],
    verdict: "dialog",
    sub: "login",
    because: "login",
  },
  {
    name: "out of credits",
    live: ["  Error: Out of credits", ...box()],
    verdict: "limited",
    because: "out-of-credits",
  },
  {
    name: "booting",
    live: ["   ....   Welcome to Amp", "   ::::   Ctrl+C to exit"],
    verdict: "starting",
    because: "welcome-without-box",
  },
  { name: "the context is nearly full", live: [...box(), "            92% of 272k"], ...EMPTY, flags: ["context_low"] },
]);
