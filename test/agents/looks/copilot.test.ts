import { copilot } from "../../../agents/profiles/copilot.ts";
import { EMPTY, NOTHING, TYPED, looksOf } from "./table.ts";

const RULE = "─".repeat(40);
const ready = [" ~/app [⎇ main]", RULE, "❯ ", RULE, " Interactive · Manual Approval · / commands · ? help"];
const menu = [
  `╭${RULE}╮`,
  "│ Do you want to run this command?       │",
  "│ ❯ 1. Yes                               │",
  "│   2. No, and tell Copilot what to do differently (Esc to stop) │",
  "│ ↑/↓ to navigate · enter to select · esc to cancel │",
  `╰${RULE}╯`,
];

looksOf(copilot, [
  { name: "ready", above: [" ● Done."], live: ready, ...EMPTY },
  {
    name: "ready with its hint",
    live: [RULE, "❯  Type @ to mention files, / for commands, or ? for", "  shortcuts", RULE, " shift+tab switch mode"],
    ...EMPTY,
  },
  { name: "a draft", live: [RULE, "❯ add a test", RULE, " Interactive · / commands"], ...TYPED, text: "add a test" },
  {
    name: "a draft with its palette",
    above: ["  ❯ /model     Select the model", "    /move      Move"],
    live: [RULE, "❯ /mo", RULE, " Interactive"],
    ...TYPED,
  },
  {
    name: "a draft that quotes a menu",
    live: [RULE, "❯ it says enter to select · esc to cancel", RULE, " Interactive"],
    ...TYPED,
  },
  {
    name: "working, told by the footer",
    above: [" ❯ go", " ● Looking."],
    live: [" ~/app [⎇ main]", RULE, "❯ ", RULE, " ◎ Working · 67 B esc esc interrupt"],
    verdict: "busy",
    because: "footer-activity",
  },
  {
    name: "retrying, told by the same footer",
    live: [RULE, "❯ ", RULE, " ● Working esc esc edit prompt        gpt"],
    verdict: "busy",
    because: "footer-activity",
  },
  {
    name: "working, told by the row above",
    live: ["∙ Thinking (Esc to cancel · 1.2 KiB)", ...ready],
    verdict: "busy",
    because: "activity-row",
  },
  {
    name: "working, the box cut off",
    live: [" ◉ Thinking (Esc to cancel)", "", " ~/app [⎇ main]"],
    verdict: "busy",
    because: "activity-row-without-composer",
  },
  {
    name: "approval",
    above: [" $ Shell make"],
    live: menu,
    verdict: "waiting",
    sub: "permission",
    because: "approval-menu",
  },
  { name: "an answered approval is history", above: menu, live: ready, ...EMPTY },
  {
    name: "folder trust",
    live: [
      `╭${RULE}╮`,
      "│ Confirm folder trust │",
      "│ Do you trust the files in this folder? │",
      "│ ❯ 1. Yes │",
      "│   3. No (Esc) │",
      `╰${RULE}╯`,
    ],
    verdict: "dialog",
    sub: "trust",
    because: "folder-trust",
  },
  {
    name: "question",
    live: ["Which port?", "8080", "Enter to submit · Esc to cancel"],
    verdict: "waiting",
    sub: "question",
    because: "question",
  },
  {
    name: "model picker",
    live: [
      " ❯ gpt ✓",
      ` ${RULE}`,
      " ❯  Search models…",
      ` ${RULE}`,
      " ↑/↓ to navigate",
      " enter to select · esc to cancel",
    ],
    verdict: "dialog",
    sub: "picker",
    because: "search-picker",
  },
  {
    name: "help over the transcript",
    live: [" ?    show quick help", RULE, "❯ ", RULE, " any key close help"],
    verdict: "dialog",
    sub: "picker",
    because: "help-window",
  },
  {
    name: "logged out",
    live: ["Please use /login to sign in to use Copilot", ...ready],
    verdict: "dialog",
    sub: "login",
    because: "logged-out",
  },
  {
    name: "quota used up",
    live: [" ✗ You've used all of your premium requests", ...ready],
    verdict: "limited",
    because: "quota-used-up",
  },
  {
    name: "requests left is no limit",
    live: [RULE, "❯ ", RULE, " shift+tab switch mode      Remaining reqs.: 0%"],
    ...EMPTY,
  },
  {
    name: "ready below an error",
    above: [" ❯ go", ""],
    live: [" ✗ 400 bad request", ...ready],
    ...EMPTY,
    flags: ["after_error"],
  },
  {
    name: "interrupted",
    above: [" ❯ go", " ● Operation cancelled by user"],
    live: ready,
    ...EMPTY,
    flags: ["interrupted"],
  },
  {
    name: "queued",
    live: ["Queued (1)", " └ and then", " ~/app [⎇ main]", RULE, "❯ ", RULE, " Interactive"],
    ...EMPTY,
    flags: ["queued"],
  },
  {
    name: "the older box",
    live: [`╭${RULE}╮`, "│ >  Enter @ to mention files or / for commands │", `╰${RULE}╯`, " Ctrl+c Exit"],
    ...EMPTY,
  },
  {
    name: "an older prompt with its answer below is no composer",
    live: [`╭${RULE}╮`, "│ > what is this? │", `╰${RULE}╯`, " ● I will look."],
    ...NOTHING,
  },
]);
