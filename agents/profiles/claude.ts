import { FOOTER } from "../profile.ts";
import type { ComposerShape, Profile, Region } from "../profile.ts";

/** While a turn runs the prompt sign is grey: dark theme, light theme, true colour, sixteen colours. */
const GREY = ["5;246", "5;245", "5;244", "5;242", "5;241", "2;153;153;153", "2;102;102;102", "90"];

/** What an empty composer says. */
const HINTS = [
  /^(Try "|Press up to edit queued messages|Resend your message|Type your message|Ask a question or describe)/,
];

/** A dialog owns the bottom of the screen: a composer above one is a quoted or a dead one. */
const BELOW = {
  most: FOOTER.most,
  never: [
    ...FOOTER.never,
    /^\s{0,4}❯ (\d\. |Yes|No\b)/,
    // A used-up plan waits by itself, with a ready composer above its countdown.
    /^(?!\s*Continuing ).{0,160}\b(Esc|Enter|enter) to (cancel|confirm|select|exit)\b/,
    /^\s{0,3}(Do you want to |Would you like to proceed)/,
    /^[⏺●] [A-Z]\w{1,20}\(/,
  ],
};

const composer = { hintColours: [], hints: HINTS, busyPromptColours: GREY, cursorInside: true } as const;

const COMPOSERS: readonly ComposerShape[] = [
  {
    ...composer,
    frame: { kind: "bordered", top: /^─{8,}/, bottom: /^─{8,}/ },
    prompt: /^[❯>!#&]\s?/,
    below: BELOW,
  },
  {
    ...composer,
    frame: { kind: "bordered", top: /^╭─{8,}/, bottom: /^╰─{8,}/ },
    sides: { left: /^│\s{0,3}/, right: /\s*│$/ },
    prompt: /^│\s[>❯!#]\s?/,
    below: BELOW,
  },
  {
    ...composer,
    frame: { kind: "bordered", top: /^ ╌{8,}/, bottom: /^ ╌{8,}/ },
    prompt: /^ │ /,
    below: BELOW,
  },
  // No borders, as in a cropped screen: believed only when it is empty and the agent's own footer stands below.
  {
    ...composer,
    frame: { kind: "line" },
    prompt: /^❯\s*$/,
    below: {
      ...BELOW,
      most: 4,
      some: /\? for shortcuts|\b(Opus|Sonnet|Haiku|claude-\w+) |^\s*⏵⏵ |shift\+tab to cycle|bypass permissions on/,
    },
  },
];

/** The status row of a turn, tips, checklists and queued prompts between it and the composer left out. */
const STATUS: Region = { of: "above", rows: 1, past: /^ {2,}⎿|^ {4,}|^ *[☐☒✔◼◻✓□■] |^[❯>] \S/ };
const SPINNER = String.raw`^[·✢✳✶✻✽✺✹∗*●○] `;

/** The prompt sign is grey while a turn runs; the footer's hint goes away as soon as anything is typed. */
export const claude: Profile = {
  id: "claude",
  aliases: ["claude-code"],
  process: [/(^|\/)claude(\s|$)/, /@anthropic-ai\/claude-code/],
  screen: [/Claude Code/, /^\s*⏵⏵ /],
  versions: ["1.0", "2.0", "2.1.142", "2.1.330"],
  composers: COMPOSERS,
  patience: { still: 100, afterText: 2_000 },
  pasted: /\[Pasted text #\d+( \+\d+ lines)?\]/,
  ownPrompt: /^[❯>] \S/,
  rules: [
    {
      name: "limit-menu",
      verdict: "limited",
      sub: "menu",
      region: { of: "bottom", rows: 12 },
      lines: [/Stop and wait for limit to reset/],
      composer: "absent",
    },
    {
      name: "trust",
      verdict: "dialog",
      sub: "trust",
      region: { of: "bottom", rows: 20 },
      lines: [/trust (this|the files in this) folder|Is this a project you (created|trust)/i, /^\s*❯ /],
      composer: "absent",
    },
    {
      name: "login",
      verdict: "dialog",
      sub: "login",
      region: { of: "bottom", rows: 24 },
      lines: [/Select login method|Paste code here if prompted|Detected a custom API key|Browser didn't open\?/],
      composer: "absent",
    },
    {
      name: "theme",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 24 },
      lines: [/Choose the (text|option) .{0,30}looks best|^\s*Syntax (theme|highlighting)/],
      composer: "absent",
    },
    {
      name: "approval-menu",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 4 },
      lines: [/Esc to cancel · Tab to (amend|add additional instructions)/],
      composer: "absent",
    },
    {
      name: "plan-menu",
      verdict: "waiting",
      sub: "plan",
      region: { of: "bottom", rows: 16 },
      lines: [/^\s*(Would you like to proceed\?|Ready to code\?|Exit plan mode\?)/, /^\s*❯ (\d\. )?\S/],
      composer: "absent",
    },
    {
      name: "proceed-menu",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 16 },
      lines: [/^\s*(Do you want to |Claude needs your permission|Claude in Chrome wants to )/, /^\s*❯? ?\d\. \S/],
      composer: "absent",
    },
    {
      name: "question-tabs",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 40 },
      lines: [/^(←\s{1,3}|\s)?[☐☒✔] \S/, /^\s*(❯ )?\d\. \S/],
      composer: "absent",
    },
    {
      name: "question-menu",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 12 },
      lines: [
        /Enter to select · .{1,60} · Esc to cancel|^\s*\d\. (Type something\.?|Chat about this)$|Ready to submit your answers\?|press n to add notes/,
      ],
      composer: "absent",
    },
    {
      name: "menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 14 },
      lines: [
        /^ {0,4}❯ (\d\. )?[A-Z]|(Enter|enter) to (confirm|select|continue|apply)\b|Esc to (cancel|exit|close|go back)\b|↑\/↓ to (navigate|select)/,
      ],
      not: [/^[·✢✳✶✻✽*] .{1,120}…|^\s*esc to interrupt|Stop and wait for limit to reset/],
      composer: "absent",
    },
    {
      name: "transcript-viewer",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 3 },
      lines: [/Showing (detailed|full) transcript|ctrl\+[or] to toggle/],
    },
    {
      name: "limit-countdown",
      verdict: "limited",
      region: { of: "below" },
      lines: [/Usage limit reached · limit resets |Continuing (automatically|shortly)/],
    },
    {
      name: "limit-reached",
      verdict: "limited",
      region: { of: "last turn" },
      lines: [
        /^[\s●⏺⎿]{0,14}(You've (hit|reached) your .{0,30}limit|Claude usage limit reached|\S{1,12}[- ]hour limit reached|(Opus|Weekly|Session) .{0,20}limit reached)/,
      ],
    },
    { name: "title-working", verdict: "busy", region: { of: "title" }, lines: [/^[◐◑◒◓]/] },
    {
      name: "retrying",
      verdict: "busy",
      sub: "retrying",
      region: { of: "above", rows: 4 },
      lines: [/^[·✢✳✶✻✽*] API [eE]rror .{0,80}[rR]etrying in |^\s*⎿\s+API Error .{0,120}Retrying in /],
    },
    {
      name: "spinner-row",
      verdict: "busy",
      region: STATUS,
      lines: [new RegExp(String.raw`${SPINNER}\S.{0,160}… ?\((\d+[hms]|esc|ctrl)`)],
    },
    {
      name: "bare-spinner-row",
      verdict: "busy",
      region: STATUS,
      lines: [new RegExp(String.raw`${SPINNER}([A-Z][\p{L}'’-]{2,30}|Compacting conversation)…( \(.{0,80}\))?$`, "u")],
    },
    {
      name: "token-count",
      verdict: "busy",
      region: { of: "above", rows: 2 },
      lines: [/\(\d+[hms]( \d+[ms])? · [↑↓⚒] ?[\d.]+k? tokens/i],
    },
    {
      name: "waits-for-background-agents",
      verdict: "busy",
      sub: "background",
      region: STATUS,
      lines: [new RegExp(String.raw`${SPINNER}Waiting for \d+ .{1,60} to finish`)],
    },
    {
      name: "interrupt-hint-above",
      verdict: "busy",
      region: { of: "above", rows: 2 },
      lines: [/(esc|ctrl\+c) to interrupt/i],
    },
    {
      name: "footer-interrupt",
      verdict: "busy",
      region: { of: "below" },
      lines: [/(^|[·(] ?|\s)(esc|ctrl\+c) to interrupt/],
    },
    {
      name: "spinner-at-the-bottom",
      verdict: "busy",
      region: { of: "bottom", rows: 6 },
      lines: [new RegExp(String.raw`${SPINNER}\S.{0,160}… ?\((\d+[hms]|esc|ctrl)|^\s*esc to interrupt`)],
      composer: "absent",
    },
  ],
  flags: [
    { name: "api-error", flag: "after_error", region: { of: "last turn" }, line: /^[●⏺⎿ ]{0,8}API Error/ },
    { name: "interrupted", flag: "interrupted", region: { of: "last turn" }, line: /^\s*⎿\s+Interrupted/ },
    {
      name: "shell-runs",
      flag: "background_work",
      region: { of: "below" },
      line: /(^|[·\s])\d+ (shell|bash|background task)s?\b/,
    },
    {
      name: "shell-still-runs",
      flag: "background_work",
      region: STATUS,
      line: /· \d+ (shell|background task|agent)s? still running/,
    },
    { name: "queued", flag: "queued", region: { of: "last turn" }, line: /⎿\s+Queued · / },
    {
      name: "context-low",
      flag: "context_low",
      region: { of: "below" },
      line: /Context (left until auto-compact|low)|Context limit reached/i,
    },
    {
      name: "context-full",
      flag: "context_low",
      region: { of: "last turn" },
      line: /Context limit reached · \/compact/,
    },
  ],
};
