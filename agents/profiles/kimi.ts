import { program } from "../profile.ts";
import type { Profile } from "../profile.ts";

/**
 * Three faces: the first line editor (`💫`), the later one with its `── input ──` heading, and Kimi Code with a box. In
 * the first the prompt is gone while a turn runs; in the others the spinner stands above the composer.
 */
export const kimi: Profile = {
  id: "kimi",
  aliases: [],
  process: [program("kimi(?:-cli|-code)?"), /\bkimi_cli\b/, /\/@moonshot-ai\/kimi-code\//],
  screen: [
    /Welcome to Kimi/,
    /^(?:\S{1,60}@\S{1,60})?💫/u,
    /^(?:\d\d:\d\d {2})?(?:(?:yolo|afk|plan|auto) {2}){0,3}agent \([\w./-]{1,60}(?:, thinking| [●○])?\)/i,
    /^── input ─/,
    /\scontext: \d{1,3}(?:\.\d)?% \([\d.]{1,6}k?\/[\d.]{1,6}[kM]\)$/,
    /\bis requesting approval to\b/,
  ],
  versions: ["2.1.0"],
  composers: [
    {
      frame: {
        kind: "headed",
        top: /^(?:──|╌╌) input\b/,
        row: /^(?![─╌]{8,}|(?:\d\d:\d\d {2})?(?:(?:yolo|afk|plan|auto) {2}){0,3}agent\b|context: |connecting to mcp)/,
      },
      prompt: /^ {0,2}/,
      hintColours: [],
      hints: [/^Use ↑\/↓ or 1\/2\/3, then press Enter/],
      cursorInside: true,
      below: { most: 6, never: [/^• /, /^[│╭]/] },
    },
    {
      frame: { kind: "bordered", top: /^\s?╭─{8,}╮/, bottom: /^\s?╰─{8,}╯/ },
      sides: { left: /^\s?│ {0,3}/, right: /(?<!\s)\s*│$/ },
      prompt: /^\s?│ > ?/,
      hintColours: [],
      hints: [],
      cursorInside: false,
      below: { most: 16, never: [/^\s?(?:│ {0,2}\S|╭)/, /^\s{0,3}[•●✗▶] /] },
    },
    {
      frame: { kind: "line" },
      prompt: /^(?:\S{1,60}@\S{1,60})?[💫✨📋]\uFE0F? ?/u,
      hintColours: [],
      hints: [],
      cursorInside: true,
      below: { most: 2, never: [/^• /, /^[│╭]/, /^[^\s\d].{0,200}[^)%]$/] },
    },
  ],
  patience: { still: 400, afterText: 5_000 },
  pasted: /\[(?:Pasted text|paste) #\d+[^\]]{0,30}\]/,
  ownPrompt: /^(?:\S{1,60}@\S{1,60})?[💫✨📋]\uFE0F? \S|^ ✨ \S|^╰─{8,}╯$/u,
  rules: [
    {
      name: "approval-panel",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 24 },
      lines: [
        /is requesting approval to|^\s*▶ (?:Run this command|Write this file|Apply these edits|Stop this task|Approve .{1,60})\?/,
        /(?:choose|select).{0,12}↵ confirm|Type (?:your )?feedback/,
      ],
      composer: "not below",
    },
    {
      name: "plan-panel",
      verdict: "waiting",
      sub: "plan",
      region: { of: "bottom", rows: 24 },
      lines: [/^\s*▶ Ready to build with this plan\?/, /↵ confirm/],
      composer: "not below",
    },
    {
      name: "question-panel",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 24 },
      lines: [/^[│\s]{0,4}\? \S/, /^[│\s]*(?:→ )?\[[\d✓ ]\] \S|↵ (?:choose|toggle|save|submit)/],
      composer: "not below",
    },
    {
      name: "trust",
      verdict: "dialog",
      sub: "trust",
      region: { of: "bottom", rows: 30 },
      lines: [/^\s*Trust this folder\?/, /Enter select|Enlarge terminal/],
      composer: "not below",
    },
    {
      name: "menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 30 },
      lines: [/(?:↑↓|↑\/↓|▲\/▼) (?:navigate|select)\b.{0,80}(?:Enter|↵|[Ee]sc)/],
      composer: "not below",
    },
    {
      name: "pager",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 6 },
      lines: [/^\s*showing \d{1,5}-\d{1,5} of \d/],
      composer: "not below",
    },
    {
      name: "login",
      verdict: "dialog",
      sub: "login",
      region: { of: "bottom", rows: 14 },
      lines: [/verification URL|Waiting for (?:user )?authorization|Enter your API key/i],
      composer: "not below",
    },
    {
      name: "quota-exceeded",
      verdict: "limited",
      region: { of: "above", rows: 6 },
      lines: [
        /^\W{0,4}(?:LLM provider error: |Error: )?(?:Quota exceeded|You(?:'ve| have) reached your .{0,40}limit|Membership expired)/,
      ],
    },
    {
      name: "retrying",
      verdict: "busy",
      sub: "retrying",
      region: { of: "above", rows: 6 },
      lines: [/^\s{0,3}\S{1,2} Retrying \(\d{1,3}\/\d{1,3}\)/],
    },
    {
      name: "spinner-row",
      verdict: "busy",
      region: { of: "above", rows: 9 },
      lines: [
        /^\s{0,3}[\u2801-\u28ff] (?:Thinking|Composing|Working|Using |Used |Compacting|Connecting|MCP Servers: )/i,
      ],
    },
    {
      name: "moon-row",
      verdict: "busy",
      region: { of: "above", rows: 4 },
      lines: [/^\s{0,2}(?:[🌑🌒🌓🌔🌕🌖🌗🌘🎈]|[\u2801-\u28ff])(?:\s|$)/u],
    },
    {
      name: "thinking-row",
      verdict: "busy",
      region: { of: "above", rows: 4 },
      lines: [/^\s?Thinking [. ]{3} {2}\d.{0,30} tokens/],
    },
    { name: "mcp-connecting", verdict: "busy", region: { of: "below" }, lines: [/^connecting to mcp servers/i] },
    {
      name: "spinner-without-composer",
      verdict: "busy",
      region: { of: "bottom", rows: 3 },
      lines: [/^\s{0,2}(?:[🌑🌒🌓🌔🌕🌖🌗🌘]|[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏])(?:\s|$)/u],
      composer: "not below",
    },
    {
      name: "turn-without-prompt",
      verdict: "busy",
      region: { of: "since prompt" },
      lines: [/^• \S/],
      not: [/[$#%❯➜] ?$/, /^(?:LLM provider error|Error|Unexpected error): /, /^(?:Bye|To resume)/],
      composer: "absent",
    },
  ],
  flags: [
    {
      name: "failed-turn",
      flag: "after_error",
      region: { of: "last turn" },
      line: /^\W{0,3}(?:LLM provider error|Error|Unexpected error|Unknown error): /,
    },
    { name: "interrupted", flag: "interrupted", region: { of: "last turn" }, line: /^\W{0,3}Interrupted by user/ },
    { name: "queued", flag: "queued", region: { of: "composer" }, line: /^(?:──|╌╌) input .{0,20}\b\d+ queued / },
    {
      name: "tasks-running",
      flag: "background_work",
      region: { of: "below" },
      line: /\[[1-9]\d* (?:tasks?|agents?)(?: running)?\]|\bbash: [1-9]/,
    },
    {
      name: "context-nearly-full",
      flag: "context_low",
      region: { of: "below" },
      line: /context: (?:8[5-9]|9\d|100)(?:\.\d)?%/,
    },
  ],
};
