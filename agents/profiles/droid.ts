import { NEVER, PROMPT, program } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** A running turn says how to stop it; every menu names its keys in its last row. */
export const droid: Profile = {
  id: "droid",
  aliases: [],
  process: [program("droid"), /\/@factory\/cli[/-]|\/node_modules\/droid\//],
  screen: [
    /Welcome to Factory CLI|\bFactory\b.{0,20}\bDroid\b/i,
    /^\s*(?:Auto \((?:Off|Low|Medium|High)\)|Spec)\b.{0,80}(?:shift\+tab|Tab to cycle)/i,
    /^\s*shift\+tab to cycle modes · ctrl\+N/,
  ],
  versions: ["0.215.0"],
  composers: [
    {
      frame: { kind: "bordered", top: /^\s?╭─{8,}╮/, bottom: /^\s?╰─{8,}╯/ },
      sides: { left: /^\s?│ {0,3}/, right: /(?<!\s)\s*│$/ },
      prompt: /^\s?│ [>!$] {0,2}/,
      hintColours: [],
      hints: [/^(?:Try "|Ask Droid|Type your message|Message Droid)/],
      cursorInside: false,
      below: { most: 5, never: [/^\s?[│╭]/, /^\s*[>❯] /, /[Ee]nter (?:to )?select/] },
    },
    {
      frame: { kind: "bordered", top: /^\s?─{8,}/, bottom: /^\s?─{8,}/ },
      prompt: /^\s?[>❯!$] {0,2}/,
      hintColours: [],
      hints: [/^(?:Try "|Ask Droid|Type your message|Message Droid)/],
      cursorInside: false,
      below: { most: 5, never: [/^\s?[│╭]/, /^\s*[>❯] /, /[Ee]nter (?:to )?select/] },
    },
  ],
  patience: PROMPT,
  pasted: /\[Pasted [^\]]{1,40}\]/,
  ownPrompt: NEVER,
  rules: [
    {
      name: "approval-menu",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 14 },
      lines: [
        /^[│\s]*[>❯]? ?(?:\d\. )?(?:Yes, (?:allow|and)|No, cancel|Allow (?:once|always))/i,
        /[Ee]nter (?:to )?select|[Ee]sc (?:to )?cancel/,
      ],
      composer: "not below",
    },
    {
      name: "trust",
      verdict: "dialog",
      sub: "trust",
      region: { of: "bottom", rows: 16 },
      lines: [/trust (?:the files in )?this (?:folder|directory|workspace)/i],
      composer: "not below",
    },
    {
      name: "login",
      verdict: "dialog",
      sub: "login",
      region: { of: "bottom", rows: 16 },
      lines: [
        /Please login with your Factory account|Press Enter to (?:open|log ?in|sign in)|app\.factory\.ai|Enter (?:the|your) (?:code|API key)|Waiting for authentication/i,
      ],
      composer: "not below",
    },
    {
      name: "menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 6 },
      lines: [/(?:↑\/?↓|to navigate|navigate).{0,60}(?:[Ee]nter|[Ee]sc)/],
      composer: "not below",
    },
    {
      name: "limit-reached",
      verdict: "limited",
      region: { of: "above", rows: 8 },
      lines: [
        /^\W{0,6}(?:Error: )?(?:You(?:'ve| have) (?:reached|hit|used) (?:all )?(?:of )?your .{0,60}(?:limit|tokens|quota|usage)|Usage limit reached|Ready for more\?)/i,
      ],
    },
    {
      name: "spinner-row",
      verdict: "busy",
      region: { of: "above", rows: 6 },
      lines: [/^\s{0,3}[^\s\w] .{0,120}\besc to (?:stop|interrupt)\b/i],
    },
    {
      name: "stop-hint",
      verdict: "busy",
      region: { of: "below" },
      lines: [/\besc to stop\b/i],
    },
    {
      name: "spinner-without-box",
      verdict: "busy",
      region: { of: "bottom", rows: 4 },
      lines: [/^\s{0,3}[\u2801-\u28ff] .{0,120}\besc to stop\b/i],
      composer: "not below",
    },
  ],
  flags: [
    {
      name: "failed-turn",
      flag: "after_error",
      region: { of: "above", rows: 6 },
      line: /^\W{0,4}(?:Error: |API error|Request failed)/,
    },
    {
      name: "interrupted",
      flag: "interrupted",
      region: { of: "above", rows: 6 },
      line: /^\W{0,4}(?:Request (?:interrupted|cancelled)|Interrupted) by user/,
    },
    {
      name: "queued",
      flag: "queued",
      region: { of: "above", rows: 4 },
      line: /^\W{0,4}\d* ?(?:messages? )?[Qq]ueued\b/,
    },
  ],
};
