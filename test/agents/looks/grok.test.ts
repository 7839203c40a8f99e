import { grok } from "../../../agents/profiles/grok.ts";
import { EMPTY, TYPED, looksOf } from "./table.ts";

const W = "─".repeat(40);
const box = (text: string, keys = "Shift+Tab:mode  │  Ctrl+x:shortcuts") => [
  `  ╭${W}╮`,
  `  │ ❯ ${text.padEnd(36)} │`,
  `  ╰${"─".repeat(20)} Grok 4.6 (high) ─╯`,
  "",
  `  ${keys}`,
];
const approval = [
  "  ┃  Run make",
  "  ┃  1 (●) Yes, and don't ask again for anything (always-approve mode)",
  "  ┃  2 (○) Yes, proceed",
  "  ┃  3 (○) No, reject (type to add feedback)",
  "",
  "  1/3:select  │  Ctrl+o:always-approve  │  Ctrl+c:cancel",
];

looksOf(grok, [
  { name: "ready", above: ["     ❯ go", "     Done.", "     Worked for 2.0s"], live: box(""), ...EMPTY },
  { name: "ready with its hint", live: box("Type a message..."), ...EMPTY },
  { name: "a draft", live: box("add a test"), ...TYPED, text: "add a test" },
  { name: "a draft that quotes a menu", live: box("what is 1 (●) Yes"), ...TYPED },
  {
    name: "a turn runs",
    live: ["    ⠦ Responding… 2.9s      3.3s ⇣2.27k [stop]", "", ...box("", "Shift+Tab:mode  │  Ctrl+c:cancel")],
    verdict: "busy",
    because: "status-row",
  },
  {
    name: "only the footer tells",
    live: box("", "Shift+Tab:mode  │  Esc:cancel  │  Ctrl+x:shortcuts"),
    verdict: "busy",
    because: "footer-cancel",
  },
  {
    name: "an old status row",
    above: ["Waiting for response…", "Esc:cancel", "     ❯ go", "     Done."],
    live: box(""),
    ...EMPTY,
  },
  {
    name: "the title of a failed turn goes on",
    title: "⠸ - Waiting for response… - grok",
    above: ["     ❯ go", "  ┃  Retry failed: rate_limit_exceeded"],
    live: box(""),
    ...EMPTY,
    flags: ["after_error"],
  },
  {
    name: "the title where the box is cut off",
    title: "⠸ - Responding - grok",
    live: ["     some answer"],
    verdict: "busy",
    because: "title-spinner",
  },
  {
    name: "approval",
    above: ["     ❯ go"],
    live: approval,
    verdict: "waiting",
    sub: "permission",
    because: "approval-options",
  },
  { name: "an answered approval is history", above: approval, live: box(""), ...EMPTY },
  {
    name: "question",
    live: [
      "    ◆ Waiting on answers      1.1s [stop]",
      "  ┃  Which port?",
      "  ┃  1 (○) 8080",
      "  ┃  z (○) Type your answer here",
      "",
      "  Tab:next answer  │  Esc:scrollback  │  Shift+x:dismiss",
    ],
    verdict: "waiting",
    sub: "question",
    because: "question-options",
  },
  {
    name: "login by browser",
    live: ["  Approve in your browser to finish signing in.", "  XXXX", "  Waiting for approval..."],
    verdict: "dialog",
    sub: "login",
    because: "login",
  },
  {
    name: "login menu over a drawn box",
    live: ["     Login with Grok     l", "     Quit      q", ...box("Type a message...")],
    verdict: "dialog",
    sub: "login",
    because: "login-menu",
  },
  {
    name: "a window over transcript and box",
    live: ["     Done. │    ◆ Quit      Ctrl+q │", "           │  Enter details  |  Esc close  │", ...box("")],
    verdict: "dialog",
    sub: "picker",
    because: "window",
  },
  {
    name: "usage limit",
    live: ["  ┃  You've reached your weekly usage limit", ...box("")],
    verdict: "limited",
    because: "usage-limit",
  },
  {
    name: "background work",
    live: ["     Worked for 11s. 1 command still running.", ...box("")],
    ...EMPTY,
    flags: ["background_work"],
  },
]);
