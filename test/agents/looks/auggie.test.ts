import { auggie } from "../../../agents/profiles/auggie.ts";
import { EMPTY, TYPED, looksOf } from "./table.ts";

const W = "─".repeat(70);
const box = (text = "Try 'how do I log an error?' or type / for commands") => [
  `╭${W}╮`,
  `│ › ${text.padEnd(66)} │`,
  `╰${W}╯`,
  " Type / for commands • ↑↓ for history • Esc/Ctrl+C to interrupt   ~/app",
];
const approval = [`╭${W}╮`, "│ Tool Approval Required │", "│ launch-process: make │", `╰${W}╯`, " [A]llow [D]eny"];

looksOf(auggie, [
  { name: "ready", above: [" › hello", " » Hello."], live: box(), ...EMPTY },
  { name: "a draft", live: box("add a test"), ...TYPED, text: "add a test" },
  { name: "a draft that quotes keys", live: box("why [A]llow [D]eny"), ...TYPED },
  {
    name: "a turn runs",
    live: [" ⠞ Processing response... (2s • esc to interrupt)", "", ...box()],
    verdict: "busy",
    because: "spinner-row",
  },
  {
    name: "a turn runs and takes no more",
    live: [
      " ⠦ Sending request... (12s • esc to interrupt)",
      ...box("Message will be queued and run after current task"),
    ],
    verdict: "busy",
    because: "spinner-row",
  },
  {
    name: "approval",
    above: [" › go"],
    live: approval,
    verdict: "waiting",
    sub: "permission",
    because: "tool-approval",
  },
  { name: "an answered approval is history", above: approval, live: [" » Done.", ...box()], ...EMPTY },
  {
    name: "indexing question",
    live: ["  Index this workspace?", "  [Y]es [N]o"],
    verdict: "dialog",
    sub: "question",
    because: "letter-menu",
  },
  {
    name: "login",
    live: ["   New to Augment?", " → Login to continue", "   Press return to open your browser"],
    verdict: "dialog",
    sub: "login",
    because: "login",
  },
  {
    name: "menu",
    live: [" ❯ Opus", "   Haiku", " ↑↓ to navigate • Enter to select • Esc to cancel"],
    verdict: "dialog",
    sub: "picker",
    because: "menu",
  },
  {
    name: "out of credits",
    live: [" ✗ You have run out of user messages", ...box()],
    verdict: "limited",
    because: "out-of-credits",
  },
  {
    name: "booting",
    live: ["  Getting started with Auggie by Augment Code", "  1. You can ask questions"],
    verdict: "starting",
    because: "welcome-without-box",
  },
]);
