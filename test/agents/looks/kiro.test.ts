import { kiro } from "../../../agents/profiles/kiro.ts";
import { EMPTY, TYPED, looksOf } from "./table.ts";

const RULE = "─".repeat(40);
const HEAD = "builder · auto · ◔ 7%          ~/app · (main)";
const asked = ["🛠️  Using tool: shell", "I will run the following command: make", ""];

looksOf(kiro, [
  { name: "line editor: ready", above: ["> All done.", ""], live: ["> "], ...EMPTY },
  {
    name: "line editor: ready with agent and share",
    above: ["> All done.", ""],
    live: ["[builder] 12% λ > "],
    ...EMPTY,
  },
  { name: "line editor: a draft", live: ["[builder] > write a test"], ...TYPED, text: "write a test" },
  {
    name: "line editor: thinking",
    above: ["> hello", ""],
    live: ["⠙ Thinking..."],
    verdict: "busy",
    because: "thinking-spinner",
  },
  {
    name: "line editor: output since the prompt",
    live: ["[builder] > go", "", "● Reading src/main.ts"],
    verdict: "busy",
    because: "turn-without-prompt",
  },
  {
    name: "line editor: may a tool run",
    above: asked,
    live: ["Allow this action? Use 't' to trust (always allow) this tool for the session. [y/n/t]:", "", "> "],
    verdict: "waiting",
    sub: "permission",
    because: "approval-question",
  },
  {
    name: "line editor: the question wraps in a narrow pane",
    above: asked,
    live: ["Allow this action? Use 't' to trust this tool for the session. [y", "/n/t]:", "", "[builder] 9% > "],
    verdict: "waiting",
    sub: "permission",
    because: "approval-question",
  },
  {
    name: "line editor: question and prompt in one row",
    above: asked,
    live: ["Allow this action? [y/n/t]: [builder]> "],
    verdict: "waiting",
    sub: "permission",
    because: "approval-question-at-the-end",
  },
  {
    name: "line editor: a half-typed answer is still a question",
    above: asked,
    live: ["Allow this action? [y/n/t]:", "", "[builder] > but why"],
    verdict: "waiting",
    sub: "permission",
    because: "approval-question",
  },
  {
    name: "line editor: an answered question is history",
    above: [...asked, "Allow this action? [y/n/t]:", "", "[builder] > y", " ● Completed in 0.1s"],
    live: ["[builder] > "],
    ...EMPTY,
  },
  {
    name: "line editor: ready below trouble",
    above: ["Kiro is having trouble responding right now. Please try again."],
    live: ["[builder]> "],
    ...EMPTY,
    flags: ["after_error"],
  },
  {
    name: "line editor: booting",
    live: ["✓ files loaded in 0.2 s", "Welcome to Amazon Q!"],
    verdict: "starting",
    because: "no-prompt-yet",
  },
  {
    name: "screen: ready",
    above: ["  Done.", RULE],
    live: [HEAD, "", " Ask a question or describe a task ↵"],
    ...EMPTY,
  },
  {
    name: "screen: ready with its prompt sign",
    live: [HEAD, "›  ask a question or describe a task ↵", "      /copy to clipboard"],
    ...EMPTY,
  },
  { name: "screen: a draft", live: [HEAD, "›  add a test"], ...TYPED, text: "add a test" },
  {
    name: "screen: working",
    above: ["  Reading the tree.", RULE],
    live: [HEAD, "›  Kiro is working · 5s · Type to steer · Ctrl+S to queue"],
    verdict: "busy",
    because: "working-footer",
  },
  {
    name: "screen: an old working row",
    above: [" Kiro is working", RULE],
    live: [HEAD, " Ask a question or describe a task ↵"],
    ...EMPTY,
  },
  {
    name: "screen: approval menu",
    above: ["● Shell rm x"],
    live: [
      " shell requires approval",
      " ❯ Yes, single permission",
      "   Trust, always allow in this session",
      "   No (Tab to edit)",
      " esc to close · ↑↓ to navigate · ↵ to select · Tab to edit",
    ],
    verdict: "waiting",
    sub: "permission",
    because: "approval-menu",
  },
  {
    name: "screen: approval buttons over the composer",
    live: ["Write notes.txt", "Yes  No  Always Allow for this session", HEAD, " Ask a question or describe a task ↵"],
    verdict: "waiting",
    sub: "permission",
    because: "approval-buttons",
  },
  {
    name: "screen: trust-all warning",
    live: [
      " Warning: Kiro is running in trust all tools mode",
      " ❯ No, exit",
      "   Yes, I accept",
      " esc to cancel · ↑↓ to navigate · ↵ to select",
    ],
    verdict: "dialog",
    sub: "trust",
    because: "trust-all-warning",
  },
  {
    name: "screen: the warning is history",
    above: [" Warning: Kiro is running in trust all tools mode", " ❯ No, exit", " esc to cancel · ↑↓ to navigate"],
    live: [HEAD, "", " Ask a question or describe a task ↵"],
    ...EMPTY,
  },
  {
    name: "screen: the monthly limit",
    live: ["You've reached your monthly request limit", RULE, HEAD, " Ask a question or describe a task ↵"],
    verdict: "limited",
    because: "limit-reached",
  },
]);
