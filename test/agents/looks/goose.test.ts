import { goose } from "../../../agents/profiles/goose.ts";
import { EMPTY, TYPED, looksOf } from "./table.ts";

looksOf(goose, [
  { name: "ready", above: ["Goose is running! Enter your instructions.", ""], live: ["( O)> "], ...EMPTY },
  {
    name: "ready with its hint",
    above: ["🪿 goose ready — type a message", ""],
    live: ["🪿 Press Enter to send, Ctrl-J for new line"],
    ...EMPTY,
  },
  { name: "ready below an answer", above: ["( O)> hello", "Hello! What now?"], live: ["( O)> "], ...EMPTY },
  { name: "a draft", live: ["( O)> add a test"], ...TYPED, text: "add a test" },
  { name: "a draft that quotes a menu", live: ["( O)> ◆  Allow? │  ● Allow"], ...TYPED },
  {
    name: "thinking",
    above: ["( O)> hello"],
    live: ["◒  Herding ideas...  (Ctrl+C to interrupt)"],
    verdict: "busy",
    because: "thinking-row",
  },
  { name: "a tool reports", above: ["( O)> build"], live: ["⠙ compiling"], verdict: "busy", because: "tool-spinner" },
  {
    name: "an answer streams",
    live: ["( O)> hello", "Hello! Let me"],
    verdict: "busy",
    because: "turn-without-prompt",
  },
  {
    name: "may a tool be called",
    above: ["( O)> clean up", "─── shell | developer ───", "command: rm -r build"],
    live: [
      "◆  Goose would like to call the above tool, do you allow?",
      "│  ● Allow (Allow the tool call once)",
      "│  ○ Always Allow",
      "│  ○ Deny",
      "└",
    ],
    verdict: "waiting",
    sub: "permission",
    because: "tool-approval",
  },
  {
    name: "shall the plan be followed",
    live: ["◆  Do you want to clear the history and act on this plan?", "│  ● Yes  / ○ No", "└"],
    verdict: "waiting",
    sub: "plan",
    because: "plan-menu",
  },
  {
    name: "a form field",
    live: ["◆  Which port?", "│  8080", "└"],
    verdict: "waiting",
    sub: "question",
    because: "menu",
  },
  {
    name: "an answered menu is history",
    above: ["◇  Goose would like to call the above tool, do you allow?", "│  Allow", "│", "Done."],
    live: ["( O)> "],
    ...EMPTY,
  },
  {
    name: "out of credits",
    above: ["( O)> go"],
    live: ["Ran into this error: Insufficient credits.", "( O)> "],
    verdict: "limited",
    because: "out-of-credits",
  },
  {
    name: "ready below an error",
    above: [
      "( O)> go",
      "Ran into this error: Server error: 500.",
      "Please retry if you think this is a transient error.",
    ],
    live: ["( O)> "],
    ...EMPTY,
    flags: ["after_error"],
  },
  {
    name: "the context is nearly full",
    above: ["( O)> go", "Done."],
    live: ["  ━━━━━━━━━━━━━━━━━━╌╌ 91% 182k/200k", "🪿 "],
    ...EMPTY,
    flags: ["context_low"],
  },
  {
    name: "booting",
    live: ["starting session | provider: openai model: gpt-4o", "    working directory: /home/u/app"],
    verdict: "starting",
    because: "no-prompt-yet",
  },
]);
