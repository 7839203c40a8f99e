import { PROMPT, program } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** The title tells first; on the screen the status row with its stop chip, and `Esc:cancel` in the footer. */
export const grok: Profile = {
  id: "grok",
  aliases: [],
  process: [program("grok"), /\/@xai-official\/grok[/-]/],
  screen: [/Grok Build/, /Ctrl\+[x.]:shortcuts/, /^\s*╰─.{0,40}\bGrok \d/, /Ctrl\+o:(?:always-approve|yolo)/],
  versions: ["1.0.0", "1.0.41"],
  composers: [
    {
      frame: { kind: "bordered", top: /^\s*╭─.*╮$/, bottom: /^\s*╰─.*╯$/ },
      sides: { left: /^\s*│ {0,3}/, right: /(?<!\s)\s*│$/ },
      prompt: /^\s*│ ❯ ?/,
      hintColours: [],
      hints: [/^Type a message\.{3}$/],
      cursorInside: false,
      below: { most: 4, never: [/^\s*[❯┃╭◆]/, /^ {5}\S/, /\[stop\]$/] },
    },
  ],
  patience: PROMPT,
  pasted: /\[Pasted[^\]]{1,40}\]/,
  ownPrompt: /^\s*❯ \S/,
  rules: [
    {
      name: "title-action-required",
      verdict: "waiting",
      sub: "permission",
      region: { of: "title" },
      lines: [/Action Required/],
    },
    {
      name: "approval-options",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 12 },
      lines: [/^\s*┃\s{1,4}[0-9a-z]\s\([●○]\)\s/, /^\s*┃.{0,10}\([●○]\) (?:Yes|No)\b|Ctrl\+o:/],
      composer: "not below",
    },
    {
      name: "question-options",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 16 },
      lines: [/^\s*┃\s{1,4}[0-9a-z]\s[([][●○x✓ ][)\]]\s/],
      composer: "not below",
    },
    {
      name: "dialog-footer",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 2 },
      lines: [/\d:select\b|Shift\+x:dismiss|Enter:(?:select|confirm|submit)/],
      composer: "not below",
    },
    {
      // Drawn over transcript and composer, so that the rest of both is still seen.
      name: "window",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 40 },
      lines: [/\s(?:↑\/↓ nav|Esc (?:close|back|cancel))\b.{0,40}│/],
    },
    {
      name: "login",
      verdict: "dialog",
      sub: "login",
      region: { of: "bottom", rows: 12 },
      lines: [
        /^\s*(?:Approve in your browser|Waiting for approval\.\.\.|Make sure your browser shows)|Sign in (?:with|to) (?:Grok|xAI|X)\b/,
      ],
      composer: "not below",
    },
    {
      name: "login-menu",
      verdict: "dialog",
      sub: "login",
      region: { of: "above", rows: 12 },
      lines: [/^\s*Login with Grok\s+l$/],
    },
    {
      name: "trust",
      verdict: "dialog",
      sub: "trust",
      region: { of: "bottom", rows: 14 },
      lines: [/trust (?:the files in |the contents of )?this (?:folder|directory|workspace)/i],
      composer: "not below",
    },
    {
      name: "usage-limit",
      verdict: "limited",
      region: { of: "above", rows: 6 },
      lines: [
        /^\W{0,8}(?:Error: )?(?:You(?:'ve| have) (?:reached|hit|used) (?:all )?(?:of )?your .{0,40}(?:limit|quota|usage)|Usage limit reached)/i,
      ],
    },
    {
      // It outlives a failed turn: the box and its footer know better.
      name: "title-spinner",
      verdict: "busy",
      region: { of: "title" },
      lines: [/[\u2801-\u28ff]|\[stop\]/],
      composer: "absent",
    },
    {
      name: "status-row",
      verdict: "busy",
      region: { of: "above", rows: 4 },
      lines: [/^\s*[\u2801-\u28ff] .{0,200}\[stop\]$/],
    },
    { name: "footer-cancel", verdict: "busy", region: { of: "below" }, lines: [/\bEsc:cancel\b|\bCtrl\+c:cancel\b/] },
    {
      name: "status-row-without-box",
      verdict: "busy",
      region: { of: "bottom", rows: 4 },
      lines: [/^\s*[\u2801-\u28ff] .{0,200}\[stop\]$/],
      composer: "not below",
    },
  ],
  flags: [
    {
      name: "still-running",
      flag: "background_work",
      region: { of: "above", rows: 4 },
      line: /\b[1-9]\d* (?:command|task|subagent)s? still running\b|^\s*┃\s{1,4}◆ \S/,
    },
    {
      name: "failed-turn",
      flag: "after_error",
      region: { of: "last turn" },
      line: /^\s*┃ {1,3}(?:Error|(?:Request|Retry) failed|[A-Z][a-z ]{2,30}\(\d{3}\)): /,
    },
    {
      name: "cancelled",
      flag: "interrupted",
      region: { of: "last turn" },
      line: /^\s*(?:Cancelled|Interrupted|Turn cancelled)\b/,
    },
  ],
};
