import { program } from "../profile.ts";
import type { Profile } from "../profile.ts";

/**
 * Three faces: the first one asked in forms with an edge (`┃ [act mode] …`), the second has a box with buttons above it,
 * the third a prompt between two rules. A spinner may go on turning above a live approval.
 */
export const cline: Profile = {
  id: "cline",
  aliases: [],
  process: [program("cline(?:-cli)?"), /\/node_modules\/(?:@cline\/cli|cline)[/-]/],
  screen: [
    /\[(?:act|plan) mode\] /,
    /\bCline\b.{0,40}(?:ready|permission|asking|tool\?)/i,
    /^\s*What can I do for you\?$/,
    /[○●] Plan [○●] Act \(Tab\)/,
    /^\s*Auto-approve all (?:en|dis)abled/,
  ],
  versions: ["3.0.65"],
  composers: [
    {
      frame: { kind: "headed", top: /^┃ \[(?:act|plan) mode\] Cline is ready for your message/, row: /^┃/ },
      sides: { left: /^┃ {0,1}(?:> ?)?/, right: /(?<!\s)\s*$/ },
      prompt: /^┃ {0,1}(?:> ?)?/,
      hintColours: [],
      hints: [/^\/plan or \/act to switch modes\s{1,200}ctrl\+e to open editor$/],
      cursorInside: false,
      below: { most: 2, never: [/^\S/] },
    },
    {
      frame: { kind: "bordered", top: /^\s{0,60}─{8,}/, bottom: /^\s{0,60}─{8,}/ },
      prompt: /^\s{0,60}❯ ?/,
      hintColours: [],
      hints: [/^(?:What can I do for you\?|Ask anything\.{3})$/],
      cursorInside: true,
      below: { most: 6, never: [/^\s?[❯>] /, /\[y\] Approve/, /^\s?[\u2801-\u28ff] /] },
    },
    {
      frame: { kind: "bordered", top: /^\s?╭─{8,}╮/, bottom: /^\s?╰─{8,}╯/ },
      sides: { left: /^\s?│ {0,1}/, right: /(?<!\s)\s*│$/ },
      prompt: /^\s?│ ?/,
      hintColours: [],
      hints: [],
      cursorInside: false,
      below: { most: 6, never: [/^\s?[│╭]/, /^\s?[\u2801-\u28ff] /] },
    },
  ],
  patience: { still: 1_000, afterText: 5_000 },
  pasted: /\[[^\]]{1,80} \+\d+ lines\]/,
  ownPrompt: /^ ❯ \S/,
  rules: [
    {
      name: "tool-form",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 8 },
      lines: [
        /let cline use this tool\?|(?:Execute|Run) (?:this )?command\?|Use this tool\?/i,
        /^┃?\s?>?\s{1,3}(?:Yes|No)\b|\(y\/n\)/,
      ],
      composer: "not below",
    },
    {
      name: "approval-keys",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 10 },
      lines: [/\[y\] Approve\s{1,10}\[n\] Deny/],
      composer: "not below",
    },
    {
      name: "approval-buttons",
      verdict: "waiting",
      sub: "permission",
      region: { of: "above", rows: 2 },
      lines: [/(?:^|\s)(?:Approve|Run Command|Save) \(1\)\s{1,200}Reject \(2\)/],
    },
    {
      name: "trouble-buttons",
      verdict: "waiting",
      sub: "question",
      region: { of: "above", rows: 2 },
      lines: [/(?:^|\s)(?:Retry|Proceed Anyways|Resume Task) \(1\)/],
    },
    {
      name: "numbered-question",
      verdict: "waiting",
      sub: "question",
      region: { of: "composer" },
      lines: [/^\s?│ \(1-\d{1,2} or type\)/],
    },
    {
      name: "question",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 24 },
      lines: [/^\s*Cline is asking a question$/],
      composer: "not below",
    },
    {
      name: "pop-up",
      verdict: "dialog",
      region: { of: "bottom", rows: 24 },
      lines: [/Press Enter to open, any other key to close/],
    },
    {
      // Drawn over transcript and composer, so that the rest of both is still seen.
      name: "window",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 40 },
      lines: [/Type to search, (?:arrow keys|↑\/↓) navigate|\b[Ee]sc to (?:close|go back)(?: {4}|$)/],
    },
    {
      name: "menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 6 },
      lines: [/[Ee]nter to (?:select|confirm)|[Ee]sc to (?:close|cancel|go back)/],
      composer: "not below",
    },
    {
      name: "newest-item-spins",
      verdict: "busy",
      region: { of: "last turn" },
      lines: [/^\s?[\u2801-\u28ff] \S|Thinking\.\.\. \(esc to cancel\)/],
    },
    {
      name: "command-running",
      verdict: "busy",
      region: { of: "above", rows: 2 },
      lines: [/(?:^|\s)Proceed While Running \(1\)/],
    },
    {
      name: "thinking-without-composer",
      verdict: "busy",
      region: { of: "bottom", rows: 3 },
      lines: [/^\s?[\u2801-\u28ff] \S.{0,60}(?:\.\.\.|…|esc to)/],
      composer: "not below",
    },
  ],
  flags: [{ name: "failed-turn", flag: "after_error", region: { of: "above", rows: 4 }, line: /^ ?\* Error: / }],
};
