import { FOOTER, PROMPT } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** Title first: while an answer streams the screen looks exactly idle. */
export const codex: Profile = {
  id: "codex",
  aliases: [],
  process: [/(^|\/)codex(\s|$)/, /@openai\/codex/],
  screen: [/OpenAI Codex/],
  versions: ["0.169.0"],
  composers: [
    {
      frame: { kind: "footed" },
      prompt: /^› ?/,
      hintColours: [],
      hints: [/^Ask Codex to do anything$/],
      cursorInside: true,
      below: FOOTER,
    },
  ],
  patience: PROMPT,
  pasted: /\[Pasted Content \d+ chars\]/,
  ownPrompt: /^› /,
  rules: [
    {
      name: "question",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 4 },
      lines: [/enter to submit answer/],
    },
    {
      name: "approval-menu",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 3 },
      lines: [/Press enter to confirm or esc to cancel/],
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
      region: { of: "bottom", rows: 12 },
      lines: [/Trust this folder\?|enter continue · esc back/],
      composer: "absent",
    },
    {
      name: "hook-review",
      verdict: "dialog",
      sub: "trust",
      region: { of: "bottom", rows: 12 },
      lines: [/Hooks need review|enter confirm · esc skip/],
      composer: "absent",
    },
    {
      name: "still-running-menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 8 },
      lines: [/Task is still running/],
      composer: "absent",
    },
    {
      name: "retrying",
      verdict: "busy",
      sub: "retrying",
      region: { of: "above", rows: 3 },
      lines: [/^• Reconnecting\.\.\. \d+\/\d+ \(/],
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
      region: { of: "above", rows: 3 },
      lines: [/^• .{1,80}\(\d+[hms].{0,40}esc to interrupt\)/],
    },
    {
      name: "no-status-row-yet",
      verdict: "starting",
      region: { of: "below" },
      lines: [],
      not: [/ · /],
      composer: "present",
    },
  ],
  flags: [
    { name: "failed-turn", flag: "after_error", region: { of: "last turn" }, line: /^■ / },
    { name: "interrupted", flag: "interrupted", region: { of: "last turn" }, line: /^■ Conversation interrupted/ },
  ],
};
