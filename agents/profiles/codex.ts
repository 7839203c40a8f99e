import { FOOTER } from "../profile.ts";
import type { ComposerShape, Profile, Region } from "../profile.ts";

const FOOTER_ROW = /\? for shortcuts|(context|\d%) left\b|tab to queue message|^\s{0,4}\S.{1,60} · [~/]/;

/** What a menu, a question or a form of the agent's says in its last rows. */
const MENU_FOOTER =
  /^\s*(Press|Use) .{0,60}\b(enter|esc|space|tab)\b|\b(enter|ctrl \+ .{1,10}) to (submit|select|confirm|continue|resume|save)\b.{0,60}(\||esc|$)|\| \S{1,12} to interrupt$/i;

/** The status row of a turn; what is queued, and details of what runs, stand between it and the composer. */
const STATUS: Region = {
  of: "above",
  rows: 2,
  past: /^\s+[└↳│⌥⎇•]|^\s{4,}\S|^• (Queued|Messages to be)|^\s*\d+ background terminals? running/,
};

const COMPOSER: Omit<ComposerShape, "prompt"> = {
  frame: { kind: "footed", footer: FOOTER_ROW },
  hintColours: [],
  hints: [/^Ask Codex to do anything$/],
  cursorInside: true,
  below: {
    most: FOOTER.most,
    never: [...FOOTER.never, MENU_FOOTER, /^\s{0,4}\d\. \S/, /^\s*› \d+\. /, /^[•✔■✗] \S/],
  },
};

/** Title first: while an answer streams the screen looks exactly idle. */
export const codex: Profile = {
  id: "codex",
  aliases: [],
  process: [/(^|\/)codex(\s|$)/, /@openai\/codex/],
  screen: [/OpenAI Codex/, /^› Ask Codex to do anything$/],
  versions: ["0.98.0", "0.111.0", "0.136.0", "0.145.0", "0.169.0"],
  composers: [
    { ...COMPOSER, prompt: /^›(?! ?\d+\. ) ?/ },
    // A numbered row behind the sign is the pointer of a menu, unless the model's row stands below it: a menu takes its place.
    { ...COMPOSER, prompt: /^›(?= ?\d+\. ) ?/, below: { ...COMPOSER.below, some: FOOTER_ROW } },
  ],
  // The title says busy within 60 ms of Enter.
  patience: { still: 200, afterText: 700 },
  pasted: /\[Pasted Content \d+ chars\]/,
  ownPrompt: /^› /,
  rules: [
    {
      name: "question",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 4 },
      lines: [/\bto submit (answer|all)\b/],
      composer: "absent",
    },
    {
      name: "unanswered-questions",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 6 },
      lines: [/^\s*\d+ unanswered questions?$/],
      composer: "absent",
    },
    {
      name: "tool-form",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 3 },
      lines: [/\benter to submit \| \S{1,12} to cancel/],
      composer: "absent",
    },
    {
      name: "plan-menu",
      verdict: "waiting",
      sub: "plan",
      region: { of: "bottom", rows: 6 },
      lines: [/\d\. Yes, implement this plan/],
      composer: "absent",
    },
    {
      name: "approval-menu",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 3 },
      lines: [/Press .{1,30} to confirm or \S{1,12} to cancel/i],
      composer: "absent",
    },
    {
      name: "title-action-required",
      verdict: "waiting",
      sub: "permission",
      region: { of: "title" },
      lines: [/^\[ [!.] \]/],
    },
    {
      name: "trust",
      verdict: "dialog",
      sub: "trust",
      region: { of: "bottom", rows: 14 },
      lines: [
        /Trust this folder\?|enter continue · esc back|trust the contents of this directory|^> You are (running Codex )?in |Failed to set trust/,
      ],
      composer: "absent",
    },
    {
      name: "hook-review",
      verdict: "dialog",
      sub: "trust",
      region: { of: "bottom", rows: 12 },
      lines: [/Hooks need review|enter confirm · esc skip|Trust all and continue/],
      composer: "absent",
    },
    {
      name: "login",
      verdict: "dialog",
      sub: "login",
      region: { of: "bottom", rows: 20 },
      lines: [/Sign in with (ChatGPT|Device Code)|Finish signing in via your browser/],
      composer: "absent",
    },
    {
      name: "still-running-menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 8 },
      lines: [/Task is still running|No action is required\. Codex will keep waiting/],
      composer: "absent",
    },
    {
      name: "menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 3 },
      lines: [MENU_FOOTER],
      composer: "absent",
    },
    {
      name: "menu-pointer",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 8 },
      lines: [/^\s{0,4}› \d+\. \S/],
      composer: "absent",
    },
    {
      name: "usage-limit",
      verdict: "limited",
      region: { of: "last turn" },
      lines: [/^■ You've hit your usage limit/],
    },
    {
      name: "retrying",
      verdict: "busy",
      sub: "retrying",
      region: STATUS,
      lines: [/^• (Reconnecting|Stream .{1,60} retrying).{0,20} \d+\/\d+/],
    },
    {
      name: "title-spinner",
      verdict: "busy",
      region: { of: "title" },
      lines: [/^[\u2801-\u28ff]/],
    },
    {
      name: "working-row",
      verdict: "busy",
      region: STATUS,
      // A narrow pane cuts the hint off.
      lines: [/^\s{0,2}[•◦▌●○].{1,120}\(\d+[hms].{0,60} (esc|ctrl|f\d{1,2}) ?(to inter|to…|\+?.{0,3} to|…|$)/i],
    },
    {
      name: "queued-prompts",
      verdict: "busy",
      region: { of: "above", rows: 3 },
      lines: [/^\s+↳ |^• (Queued follow-up|Messages to be submitted)/],
    },
    {
      name: "footer-queue",
      verdict: "busy",
      region: { of: "below" },
      lines: [/tab to queue message/],
    },
    {
      name: "footer-spinner",
      verdict: "busy",
      region: { of: "below" },
      lines: [/[\u2801-\u28ff]/],
    },
    {
      name: "working-at-the-bottom",
      verdict: "busy",
      region: { of: "bottom", rows: 3 },
      lines: [/^\s{0,2}(▌ )?[•◦] .{1,120}\(\d+[hms].{0,60}(esc|ctrl c) to interrupt/i],
      composer: "absent",
    },
    {
      name: "model-loading",
      verdict: "starting",
      region: { of: "bottom", rows: 40 },
      lines: [/^│ model:\s+loading/],
      composer: "present",
    },
    {
      name: "no-status-row-yet",
      verdict: "starting",
      region: { of: "bottom", rows: 200 },
      lines: [],
      not: [FOOTER_ROW, / · /, /^[•─■] /],
      composer: "present",
    },
  ],
  flags: [
    { name: "failed-turn", flag: "after_error", region: { of: "last turn" }, line: /^■ / },
    { name: "interrupted", flag: "interrupted", region: { of: "last turn" }, line: /^■ Conversation interrupted/ },
    {
      name: "background-terminal",
      flag: "background_terminal",
      region: { of: "above", rows: 2 },
      line: /\d+ background terminals? running/,
    },
    { name: "context-low", flag: "context_low", region: { of: "below" }, line: /\b\d% (context )?left/ },
  ],
};
