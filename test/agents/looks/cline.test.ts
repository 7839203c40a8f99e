import { cline } from "../../../agents/profiles/cline.ts";
import { EMPTY, TYPED, looksOf } from "./table.ts";

const W = "─".repeat(40);
const composer = (text = "Ask anything...") => [
  W,
  `❯ ${text}`,
  W,
  " model-1 (0) $0.00      ○ Plan ● Act (Tab)",
  " app",
  " Auto-approve all disabled (Shift+Tab)",
];
const box = (text = "") => [`╭${W}╮`, `│ ${text.padEnd(38)} │`, `╰${W}╯`, " / for commands"];

looksOf(cline, [
  {
    name: "form: ready",
    live: [
      "┃ [act mode] Cline is ready for your message...",
      "┃ /plan or /act to switch modes",
      "┃ ctrl+e to open editor",
    ],
    ...EMPTY,
  },
  {
    name: "form: a draft",
    live: [
      "┃ [plan mode] Cline is ready for your message...",
      "┃ /plan or /act to switch modes",
      "┃ > add a test",
      "┃ ctrl+e to open editor",
    ],
    ...TYPED,
  },
  {
    name: "form: may a tool be used",
    live: [
      "┃ [act mode] Let Cline use this tool?",
      "┃ >  Yes",
      "┃   Yes, and don't ask again for this task",
      "┃   No, with feedback",
    ],
    verdict: "waiting",
    sub: "permission",
    because: "tool-form",
  },
  { name: "box: ready", live: box(), ...EMPTY },
  { name: "box: a draft", live: box("add a test"), ...TYPED, text: "add a test" },
  {
    name: "box: a turn runs",
    live: [" ⠋ Acting... (5s · esc to interrupt)", ...box()],
    verdict: "busy",
    because: "newest-item-spins",
  },
  {
    name: "box: approval buttons",
    live: ["      Run Command (1)              Reject (2)      ", ...box()],
    verdict: "waiting",
    sub: "permission",
    because: "approval-buttons",
  },
  {
    name: "box: a question with numbers",
    live: box("(1-3 or type)"),
    verdict: "waiting",
    sub: "question",
    because: "numbered-question",
  },
  {
    name: "box: a failed request",
    live: ["      Retry (1)              Start New Task (2)      ", ...box()],
    verdict: "waiting",
    sub: "question",
    because: "trouble-buttons",
  },
  {
    name: "box: a command goes on",
    live: ["      Proceed While Running (1)      ", ...box()],
    verdict: "busy",
    because: "command-running",
  },
  {
    name: "rules: ready at home",
    live: [
      `      ${W}`,
      "      ❯ What can I do for you?",
      `      ${W}`,
      "       model-1 (0) $0.00    ○ Plan ● Act (Tab)",
    ],
    ...EMPTY,
  },
  { name: "rules: ready after a turn", above: [" ❯ hello", " * Hello."], live: composer(), ...EMPTY },
  { name: "rules: a draft", live: composer("add a test"), ...TYPED, text: "add a test" },
  {
    name: "rules: a draft that quotes a question",
    live: composer("Cline is asking a question: [y] Approve?"),
    ...TYPED,
  },
  {
    name: "rules: thinking",
    live: [" ❯ hello", " ⠇ Thinking... (esc to cancel)", ...composer()],
    verdict: "busy",
    because: "newest-item-spins",
  },
  {
    name: "rules: a long answer streams, its spinner far above",
    live: [" ❯ hello", " ⠋ I looked at", ...Array.from({ length: 12 }, (_, row) => `   line ${row}`), ...composer()],
    verdict: "busy",
    because: "newest-item-spins",
  },
  {
    name: "rules: an old item spins no more",
    above: [" ❯ hello", " ⠋ cut off", " ❯ again", " * Done."],
    live: composer(),
    ...EMPTY,
  },
  {
    name: "rules: approval while the spinner turns",
    live: [
      " ❯ go",
      " ⠸ Thinking... (esc to cancel)",
      " Cline needs permission",
      " Approve tool call?",
      "   $ make",
      "  [y] Approve   [n] Deny",
      " model-1 (0) $0.00   ○ Plan ● Act (Tab)",
    ],
    verdict: "waiting",
    sub: "permission",
    because: "approval-keys",
  },
  {
    name: "rules: question",
    live: [
      " ⠋ ask_question(Which port?)",
      " Cline is asking a question",
      " Which port?",
      "  > 8080",
      "    Type a response...",
      " model-1",
    ],
    verdict: "waiting",
    sub: "question",
    because: "question",
  },
  {
    name: "an advertisement in front",
    live: ["    Try something", " ❯ Wh   Open it", "    Press Enter to open, any other key to close", " model-1"],
    verdict: "dialog",
    because: "pop-up",
  },
  {
    name: "a window over transcript and composer",
    live: [
      " * Done.    Switch provider",
      "            Type to search, ↑/↓ navigate, Enter to select, Esc to close",
      ...composer(),
    ],
    verdict: "dialog",
    sub: "picker",
    because: "window",
  },
  {
    name: "ready below an error",
    above: [" ❯ go"],
    live: [" * Error: mock error 400", ...composer()],
    ...EMPTY,
    flags: ["after_error"],
  },
]);
