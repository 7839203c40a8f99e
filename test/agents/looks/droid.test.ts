import { droid } from "../../../agents/profiles/droid.ts";
import { EMPTY, TYPED, looksOf } from "./table.ts";

const W = "─".repeat(50);
const box = (text = "") => [`╭${W}╮`, `│ > ${text.padEnd(46)} │`, `╰${W}╯`, " Auto (Off) · shift+tab to cycle modes"];
const menu = [
  "  EXECUTE (make)",
  "> Yes, allow",
  "  Yes, and always allow",
  "  No, cancel",
  "  Use ↑↓ to navigate, Enter to select, Esc to cancel",
];

looksOf(droid, [
  { name: "ready", above: ["> hello", "⛬ Hello."], live: box(), ...EMPTY },
  { name: "ready with its hint", live: box('Try "fix the failing test"'), ...EMPTY },
  { name: "a draft", live: box("add a test"), ...TYPED, text: "add a test" },
  { name: "a draft that quotes keys", live: box("why Esc to cancel and Enter to select"), ...TYPED },
  {
    name: "a turn runs",
    live: ["⠋ Thinking... (Press ESC to stop)", "", ...box()],
    verdict: "busy",
    because: "spinner-row",
  },
  { name: "only the footer tells", live: [...box(), " esc to stop"], verdict: "busy", because: "stop-hint" },
  { name: "approval", live: menu, verdict: "waiting", sub: "permission", because: "approval-menu" },
  { name: "an answered approval is history", above: menu, live: ["⛬ Done.", ...box()], ...EMPTY },
  {
    name: "model menu",
    live: ["  Select model", "> Opus", "  ↑/↓ navigate · Enter select · Esc cancel"],
    verdict: "dialog",
    sub: "picker",
    because: "menu",
  },
  {
    name: "login",
    live: ["Please login with your Factory account to continue.", "> Login", "  Exit"],
    verdict: "dialog",
    sub: "login",
    because: "login",
  },
  {
    name: "limit",
    live: ["  You've reached your monthly token limit", ...box()],
    verdict: "limited",
    because: "limit-reached",
  },
  { name: "ready below an error", live: ["  Error: 500", ...box()], ...EMPTY, flags: ["after_error"] },
]);
