import { hermes } from "../../../agents/profiles/hermes.ts";
import { EMPTY, TYPED, looksOf } from "./table.ts";

const W = "─".repeat(40);
const bar = (clock: string) => ` ⚕ model-1 │ 17.2K/1M │ [░░░░] 2% │ 29s │ ${clock}`;
const prompt = (row: string, clock = "⏲ 9s") => [bar(clock), W, row, W];
const danger = [
  "  ⚠️  DANGEROUS COMMAND: overwrite a file",
  "      cp a b",
  "      [o]nce  |  [s]ession  |  [a]lways  |  [d]eny",
  "",
  "      Choice [o/s/a/D]:",
];

looksOf(hermes, [
  { name: "ready", above: ["● hello", " ─  ⚕ Hermes  ───", "     Hello."], live: prompt("❯ "), ...EMPTY },
  { name: "ready under the user's profile", above: ["     Hello."], live: ["coder ❯"], ...EMPTY },
  { name: "a draft", live: prompt("❯ add a test"), ...TYPED, text: "add a test" },
  { name: "a draft that quotes an approval", live: prompt("❯ what is Choice [o/s/a/D]: for"), ...TYPED },
  {
    name: "a turn runs",
    live: prompt("⚕ ❯ msg=interrupt · /queue · /bg · /steer · Ctrl+C cancel", "⏱ 4s"),
    verdict: "busy",
    because: "working-prompt-sign",
  },
  {
    name: "a draft while a turn runs",
    live: prompt("⚕ ❯ and then", "⏱ 4s"),
    verdict: "busy",
    because: "working-prompt-sign",
  },
  { name: "only the clock tells", live: prompt("❯ ", "⏱ 4s"), verdict: "busy", because: "turn-clock" },
  { name: "only the spinner tells", live: ["  ◇ cogitating...  (  4.2s)"], verdict: "busy", because: "spinner-row" },
  { name: "title of a turn", title: "⏳ model", live: prompt("❯ "), verdict: "busy", because: "title-working" },
  {
    name: "title of an approval",
    title: "⚠ model",
    live: prompt("❯ "),
    verdict: "waiting",
    because: "title-needs-person",
  },
  {
    name: "dangerous command",
    above: ["● clean up"],
    live: danger,
    verdict: "waiting",
    sub: "permission",
    because: "command-approval",
  },
  {
    name: "dangerous command over a live prompt row",
    live: [...danger, "", "⚕ ❯ msg=interrupt · /queue"],
    verdict: "waiting",
    sub: "permission",
    because: "command-approval",
  },
  { name: "an answered command is history", above: [...danger, "     Done."], live: prompt("❯ "), ...EMPTY },
  {
    name: "approval panel",
    live: [
      "╔ approval required · make ╗",
      "║ ▸ 1. Allow once ║",
      "║ ↑/↓ select · Enter confirm · 1-4 quick pick · Esc/Ctrl+C deny ║",
    ],
    verdict: "waiting",
    sub: "permission",
    because: "approval-panel",
  },
  {
    name: "the sign of an approval",
    live: prompt("⚠ ❯ "),
    verdict: "waiting",
    sub: "permission",
    because: "approval-prompt-sign",
  },
  {
    name: "question",
    live: [
      "╭─ Hermes needs your input ─╮",
      "│ ❯ 1. Plan A │",
      "╰────╯",
      "  ↑/↓ to select, Enter to confirm  (114s)",
      ...prompt("? ❯", "⏱ 9s"),
    ],
    verdict: "waiting",
    sub: "question",
    because: "question-prompt-sign",
  },
  {
    name: "question with a free answer",
    live: ["ask Which port?", "> 80", "Enter send · Esc cancel · Ctrl+C cancel"],
    verdict: "waiting",
    sub: "question",
    because: "question-panel",
  },
  {
    name: "password",
    live: prompt("🔐 ❯ type password (hidden), Enter to skip"),
    verdict: "dialog",
    sub: "login",
    because: "password",
  },
  {
    name: "setup",
    live: ["Hermes isn't configured yet.", "Run setup now? [Y/n] "],
    verdict: "dialog",
    sub: "login",
    because: "setup",
  },
  {
    name: "limit",
    above: ["● go"],
    live: ["❌ Rate limited after 3 retries", ...prompt("❯ ")],
    verdict: "limited",
    because: "limit-reached",
  },
  { name: "background work", live: [" ⚕ model-1 │ 2% │ ⛓ 2 │ ⏲ 8s", W, "❯ ", W], ...EMPTY, flags: ["background_work"] },
]);
