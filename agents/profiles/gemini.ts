import { FOOTER, PROMPT } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** The empty composer is shown while busy too, and the title says Ready before the composer is there: both are needed. */
export const gemini: Profile = {
  id: "gemini",
  aliases: [],
  process: [/(^|\/)gemini(\s|$)/, /@google\/gemini-cli/],
  screen: [/Gemini CLI/],
  versions: ["0.61.0"],
  composers: [
    {
      frame: { kind: "bordered", top: /^▄{8,}/, bottom: /^▀{8,}/, orShaded: true },
      prompt: /^ [>!*] {0,1}/,
      hintColours: ["5;248", "5;246", "90"],
      hints: [/^Type your message or @path\/to\/file$/],
      cursorInside: true,
      below: FOOTER,
    },
  ],
  patience: PROMPT,
  pasted: /\[Pasted Text: \d+ (lines|chars)\]/,
  ownPrompt: /^ > \S/,
  rules: [
    {
      name: "title-action-required",
      verdict: "waiting",
      sub: "permission",
      region: { of: "title" },
      lines: [/^✋/],
    },
    {
      name: "approval-box",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 14 },
      lines: [/Allow execution of|Apply this change\?|Allow for this session/],
      composer: "absent",
    },
    {
      name: "question-box",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 20 },
      lines: [/Answer Questions/],
      composer: "absent",
    },
    {
      name: "menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 20 },
      lines: [/^[│\s]*● \d?\.? ?\S/],
      composer: "absent",
    },
    { name: "title-working", verdict: "busy", region: { of: "title" }, lines: [/^[✦⏲]/] },
    {
      name: "thinking-row",
      verdict: "busy",
      region: { of: "above", rows: 6 },
      lines: [/\(esc to cancel, \d+/],
    },
  ],
  flags: [
    { name: "api-error", flag: "after_error", region: { of: "last turn" }, line: /^\s*✕ \[API Error/ },
    { name: "cancelled", flag: "interrupted", region: { of: "last turn" }, line: /^\s*ℹ\s+Request cancelled/ },
  ],
};
