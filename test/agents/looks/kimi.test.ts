import { kimi } from "../../../agents/profiles/kimi.ts";
import { EMPTY, TYPED, looksOf } from "./table.ts";

const W = "─".repeat(40);
const heading = `── input ${W}`;
const bar = [W, "agent (kimi-k2 ●)  ~/app  @: mention files", "          context: 4.6% (12.1k/262.1k)"];
const box = (text: string) => [
  ` ╭${W}╮`,
  ` │ > ${text.padEnd(36)} │`,
  ` ╰${W}╯`,
  " kimi-k2  ~/app  main",
  "     context: 1% (1.3k/195k)",
];
const panel = [
  ` ${W}`,
  "   ▶ Run this command?",
  "   $ make",
  "   ▶ 1. Approve once",
  "     2. Approve for this session",
  "     3. Reject",
  "   ↑/↓ select · 1/2/3 choose · ↵ confirm",
  ` ${W}`,
  " kimi-k2  ~/app  main",
];

looksOf(kimi, [
  {
    name: "line editor: ready",
    above: ["• Done."],
    live: ["💫", "", "23:14  yolo  agent (kimi, thinking)  ctrl-x: toggle mode  context: 0.0%"],
    ...EMPTY,
  },
  { name: "line editor: a draft", live: ["💫 write a test"], ...TYPED, text: "write a test" },
  {
    name: "line editor: output since the prompt",
    live: ["💫 write a test", "• I need to look first"],
    verdict: "busy",
    because: "turn-without-prompt",
  },
  { name: "heading: ready", above: ["• Done."], live: [heading, "", "", ...bar], ...EMPTY },
  {
    name: "heading: a draft",
    live: [heading, " write a test", " and run it", "", ...bar],
    ...TYPED,
    text: "write a test\nand run it",
  },
  {
    name: "heading: a draft that quotes the panel",
    live: [heading, " why ↵ confirm and Run this command?", "", ...bar],
    ...TYPED,
  },
  {
    name: "heading: thinking",
    live: ["⠧ Thinking... 2s · 114 tokens", "The user wants a test.", heading, "", ...bar],
    verdict: "busy",
    because: "spinner-row",
  },
  {
    name: "heading: thinking without its text",
    live: ["Thinking ...  12s · 1.2k tokens", heading, "", ...bar],
    verdict: "busy",
    because: "thinking-row",
  },
  {
    name: "heading: servers connect",
    live: ["⠧ MCP Servers: 0/1 connected, 0 tools", heading, "", ...bar],
    verdict: "busy",
    because: "spinner-row",
  },
  {
    name: "heading: queued",
    live: ["⠧ Composing... 2s · 14 tokens", `── input · 2 queued ${W}`, "", ...bar],
    verdict: "busy",
    because: "spinner-row",
  },
  {
    name: "heading: approval panel",
    live: [
      "╭─ approval ─────────────────╮",
      "│  agent is requesting approval to run command: │",
      "│ → [1] Approve once │",
      "│   [3] Reject │",
      "│   ▲/▼ select  1/2/3/4 choose  ↵ confirm │",
      "╰────────────────────────────╯",
    ],
    verdict: "waiting",
    sub: "permission",
    because: "approval-panel",
  },
  {
    name: "heading: question panel",
    live: [
      "╭─ question ─────────────────╮",
      "│ ? Which port? │",
      "│ → [1] 8080 │",
      "│   [2] Other │",
      "╰────────────────────────────╯",
    ],
    verdict: "waiting",
    sub: "question",
    because: "question-panel",
  },
  { name: "box: ready", above: [" ✨ hello", " ● Hello."], live: box(""), ...EMPTY },
  { name: "box: a draft", live: box("add a test"), ...TYPED, text: "add a test" },
  {
    name: "box: a draft with its palette",
    live: [...box("/mo").slice(0, 3), " │   → model    Switch LLM model", " │     (1/7)", " kimi-k2"],
    ...TYPED,
  },
  {
    name: "box: a turn begins",
    above: [" ✨ hello"],
    live: ["  🌗 · Tip: @: mention files", ...box("")],
    verdict: "busy",
    because: "moon-row",
  },
  {
    name: "box: a turn runs",
    live: [" ● I looked at", "  ⠴ Working… · Tip: x", ...box("")],
    verdict: "busy",
    because: "spinner-row",
  },
  {
    name: "box: trying again",
    live: ["  🌔 Retrying (2/10) · APIStatusError · in 1s", "     500 · overloaded", ...box("")],
    verdict: "busy",
    sub: "retrying",
    because: "retrying",
  },
  {
    name: "box: approval",
    above: [" ● Running a command"],
    live: panel,
    verdict: "waiting",
    sub: "permission",
    because: "approval-panel",
  },
  { name: "box: an answered approval is history", above: panel, live: [" ● Ran a command", ...box("")], ...EMPTY },
  {
    name: "box: plan",
    live: [
      ` ${W}`,
      "   ▶ Ready to build with this plan?",
      "   ▶ 1. Approve",
      "   ↑/↓ select · 1/2/3 choose · ↵ confirm",
      ` ${W}`,
    ],
    verdict: "waiting",
    sub: "plan",
    because: "plan-panel",
  },
  {
    name: "box: trust",
    live: [
      ` ${W}`,
      "  Trust this folder?",
      "  ↑↓ navigate · Enter select · Esc exit",
      "   ❯ Trust this folder",
      "     Don't trust",
      ` ${W}`,
    ],
    verdict: "dialog",
    sub: "trust",
    because: "trust",
  },
  {
    name: "box: model picker",
    live: [
      ` ${W}`,
      "  Select a model  (type to search)",
      "  ↑↓ navigate · Enter select · Esc cancel",
      "   ❯ kimi-k2",
      ` ${W}`,
    ],
    verdict: "dialog",
    sub: "picker",
    because: "menu",
  },
  {
    name: "quota exceeded",
    live: ["LLM provider error: Quota exceeded, please upgrade your plan", heading, "", ...bar],
    verdict: "limited",
    because: "quota-exceeded",
  },
  {
    name: "ready below an error",
    above: ["✨ go", "LLM provider error: 500"],
    live: [heading, "", ...bar],
    ...EMPTY,
    flags: ["after_error"],
  },
  { name: "interrupted", above: [" ✨ go", "   Interrupted by user"], live: box(""), ...EMPTY, flags: ["interrupted"] },
  {
    name: "the context is nearly full",
    live: [heading, "", W, "agent (kimi-k2 ●)  ~/app", "   context: 92.0% (241k/262.1k)"],
    ...EMPTY,
    flags: ["context_low"],
  },
]);
