import { FOOTER, PROMPT } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** The prompt sign is grey while a turn runs; the footer's hint goes away as soon as anything is typed. */
export const claude: Profile = {
  id: "claude",
  aliases: ["claude-code"],
  process: [/(^|\/)claude(\s|$)/, /@anthropic-ai\/claude-code/],
  screen: [/Claude Code/],
  versions: ["2.1.330"],
  composers: [
    {
      frame: { kind: "bordered", top: /^─{8,}/, bottom: /^─{8,}/ },
      prompt: /^❯\s?/,
      hintColours: [],
      hints: [/^(Try "|Press up to edit queued messages|Resend your message)/],
      busyPromptColours: ["5;246", "5;244", "2;153;153;153", "90"],
      cursorInside: true,
      below: FOOTER,
    },
  ],
  patience: PROMPT,
  pasted: /\[Pasted text #\d+( \+\d+ lines)?\]/,
  ownPrompt: /^❯ /,
  rules: [
    {
      name: "approval-menu",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 3 },
      lines: [/Esc to cancel · Tab to amend/],
      composer: "absent",
    },
    {
      name: "question-menu",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 3 },
      lines: [/Enter to select · .{1,40} · Esc to cancel/],
      composer: "absent",
    },
    {
      name: "proceed-menu",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 12 },
      lines: [/^\s*Do you want to /, /^\s*❯ \d\. /],
      composer: "absent",
    },
    {
      name: "trust",
      verdict: "dialog",
      sub: "trust",
      region: { of: "bottom", rows: 20 },
      lines: [/trust (this|the files in this) folder/i, /^\s*❯ /],
      composer: "absent",
    },
    {
      name: "menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 14 },
      lines: [/^ *❯ (\d\. )?[A-Z]/],
      composer: "absent",
    },
    {
      name: "retrying",
      verdict: "busy",
      sub: "retrying",
      region: { of: "above", rows: 4 },
      lines: [/^[·✢✳✶✻✽*] API error · retrying in /],
    },
    {
      name: "spinner-row",
      verdict: "busy",
      region: { of: "above", rows: 4 },
      lines: [/^[·✢✳✶✻✽*] \S.{0,120}…/],
    },
    {
      name: "footer-interrupt",
      verdict: "busy",
      region: { of: "below" },
      lines: [/esc to interrupt/],
    },
  ],
  flags: [
    { name: "api-error", flag: "after_error", region: { of: "last turn" }, line: /^[●⎿ ]{0,8}API Error/ },
    { name: "interrupted", flag: "interrupted", region: { of: "last turn" }, line: /^\s*⎿\s+Interrupted/ },
    { name: "shell-runs", flag: "background_work", region: { of: "below" }, line: /(^|[·\s])\d+ shells?\b/ },
    { name: "queued", flag: "queued", region: { of: "last turn" }, line: /⎿\s+Queued · / },
  ],
};
