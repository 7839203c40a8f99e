import { FOOTER } from "../profile.ts";
import type { ComposerShape, Profile } from "../profile.ts";

const composer = {
  hintColours: ["5;248", "5;246", "90"],
  hints: [/^Type your message or @path\/to\/file$/],
  cursorInside: true,
  below: {
    most: FOOTER.most,
    // A dialog owns the bottom of the screen.
    never: [...FOOTER.never, /^[│\s]{0,8}● {0,2}\d{1,2}\. /, /Allow execution of|\bEsc to cancel$/],
  },
} as const;

const COMPOSERS: readonly ComposerShape[] = [
  {
    ...composer,
    frame: { kind: "bordered", top: /^▄{8,}/, bottom: /^▀{8,}/, orShaded: true },
    prompt: /^ [>!*] {0,1}/,
  },
  { ...composer, frame: { kind: "bordered", top: /^─{8,}$/, bottom: /^─{8,}$/ }, prompt: /^ [>!*] {0,1}/ },
  // The echo of a sent prompt stands in a box too, one column further in.
  {
    ...composer,
    frame: { kind: "bordered", top: /^ ?╭─{8,}/, bottom: /^ ?╰─{8,}/ },
    sides: { left: /^ ?│ {0,3}/, right: /\s*│$/ },
    prompt: /^ ?│ [>!*] ?/,
  },
];

/** The empty composer is shown while busy too, and the title says Ready before the composer is there: both are needed. */
export const gemini: Profile = {
  id: "gemini",
  aliases: [],
  process: [/(^|\/)gemini(\s|$)/, /@google\/gemini-cli/],
  screen: [/Gemini CLI/],
  versions: ["0.1", "0.61.0"],
  composers: COMPOSERS,
  patience: { still: 100, afterText: 2_000 },
  pasted: /\[Pasted Text: \d+ (lines|chars)\]/,
  ownPrompt: /^ > \S/,
  rules: [
    // Before the title, which says of a question, too, that an action is required.
    {
      name: "question-box",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 20 },
      lines: [/Answer Questions/],
      composer: "absent",
    },
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
      lines: [/Allow execution of|Apply this change\?|Allow for this session|Do you want to proceed\?/],
      composer: "absent",
    },
    {
      name: "usage-limit",
      verdict: "limited",
      sub: "menu",
      region: { of: "bottom", rows: 30 },
      lines: [/Usage limit reached for /],
      composer: "absent",
    },
    {
      name: "login",
      verdict: "dialog",
      sub: "login",
      region: { of: "bottom", rows: 30 },
      lines: [/How would you like to authenticate|Waiting for (auth|authentication)|Enter Gemini API Key/i],
      composer: "absent",
    },
    {
      name: "trust",
      verdict: "dialog",
      sub: "trust",
      region: { of: "bottom", rows: 30 },
      lines: [/Do you trust (the files in )?this folder/i],
      composer: "absent",
    },
    {
      name: "menu-footer",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 3 },
      lines: [/Enter to (select|submit) · .{0,60}Esc to cancel/],
      composer: "absent",
    },
    {
      name: "menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 20 },
      lines: [/^[│\s]{0,8}● {0,2}\d?\.? ?\S|\(Use Enter to select/],
      not: [/Usage limit reached for /],
      composer: "absent",
    },
    { name: "title-working", verdict: "busy", region: { of: "title" }, lines: [/^[✦⏲]/] },
    {
      name: "thinking-row",
      verdict: "busy",
      region: { of: "above", rows: 6 },
      lines: [/\(esc to cancel(, \d+|$)|^\s?[\u2801-\u28ff] \S/],
    },
  ],
  flags: [
    { name: "api-error", flag: "after_error", region: { of: "last turn" }, line: /^\s*✕ \[API Error/ },
    { name: "cancelled", flag: "interrupted", region: { of: "last turn" }, line: /^\s*ℹ\s+Request cancelled/ },
  ],
};
