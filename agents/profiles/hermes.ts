import { NEVER, PROMPT, program } from "../profile.ts";
import type { Profile } from "../profile.ts";

/**
 * The sign before the prompt names the state: `⚕ ❯` a turn, `⚠ ❯` an approval, `? ❯` and `✎ ❯` a question, `🔐 ❯` a
 * password; a word before it is the user's profile. The clock in the status row is `⏱` only while a turn runs.
 */
export const hermes: Profile = {
  id: "hermes",
  aliases: [],
  process: [program("hermes(?:-agent)?"), /\bhermes_cli\b/],
  screen: [
    /[⚕☤] Hermes\b/,
    /Welcome to Hermes/,
    /Hermes needs your /,
    /^\s*[⚕☤] ❯/,
    /^\s*[⚕☤] \S{1,60} │/,
    /\[o\]\S{1,12}\s{1,4}\|\s{1,4}\[s\]/,
  ],
  versions: [],
  composers: [
    {
      frame: { kind: "block", row: /^(?!\s*[─│╭╰●]|\s*[⚕☤])/ },
      prompt: /^\s*(?:[a-z0-9][\w-]{0,63} )?[❯⚡] ?(?!\d\. |[A-Z][\w ]{1,40} {3,}│)/,
      hintColours: [],
      hints: [],
      cursorInside: true,
      below: { most: 5, never: [/^\s*[│╭●]/, /[Ee]nter (?:to )?confirm/] },
    },
  ],
  patience: PROMPT,
  pasted: NEVER,
  ownPrompt: /^● \S/,
  rules: [
    { name: "title-needs-person", verdict: "waiting", region: { of: "title" }, lines: [/^⚠/] },
    {
      name: "command-approval",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 6 },
      lines: [/\[o\/s\/(?:a\/)?D\]: ?\S{0,10}$/],
      composer: "not below",
    },
    {
      name: "approval-panel",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 14 },
      lines: [/\b(?:Allow|Approve) once\b|approval required/i, /[Ee]nter (?:to )?confirm/],
      composer: "not below",
    },
    {
      name: "approval-prompt-sign",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 4 },
      lines: [/^\s*⚠\uFE0F? [❯⚡>]/],
      composer: "not below",
    },
    {
      name: "question-prompt-sign",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 4 },
      lines: [/^\s*[?✎] [❯⚡>]/],
      composer: "not below",
    },
    {
      name: "question-panel",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 6 },
      lines: [
        /↑\/↓ (?:to )?select\b.{0,60}[Ee]nter (?:to )?|type your answer (?:here )?and press Enter|[Ee]nter send · Esc/,
      ],
      composer: "not below",
    },
    {
      name: "password",
      verdict: "dialog",
      sub: "login",
      region: { of: "bottom", rows: 4 },
      lines: [/^\s*[🔐🔑]\uFE0F? [❯⚡>]|type (?:password|secret) \(hidden\)/u],
      composer: "not below",
    },
    {
      name: "setup",
      verdict: "dialog",
      sub: "login",
      region: { of: "bottom", rows: 4 },
      lines: [/(?:Run setup now|Set up a provider now)\? \[Y\/n\]/],
      composer: "not below",
    },
    {
      name: "limit-reached",
      verdict: "limited",
      region: { of: "above", rows: 8 },
      lines: [
        /^\s{0,4}\W{0,3} ?(?:Rate limited after \d+ retries|.{0,40}\b[Uu]sage limit reached|Nous Portal rate limit)/,
      ],
    },
    { name: "title-working", verdict: "busy", region: { of: "title" }, lines: [/^⏳/] },
    {
      name: "working-prompt-sign",
      verdict: "busy",
      region: { of: "bottom", rows: 4 },
      lines: [/^\s*[⚕☤]\uFE0F? [❯⚡>]|msg=interrupt · /],
      composer: "not below",
    },
    {
      name: "turn-clock",
      verdict: "busy",
      region: { of: "above", rows: 3 },
      lines: [/^\s*[⚕☤] .{0,200}│ ⏱ \d/],
    },
    {
      name: "spinner-row",
      verdict: "busy",
      region: { of: "bottom", rows: 6 },
      lines: [/\S\.{3} {1,3}\( {0,4}\d{1,5}\.\d ?s\)$/],
      composer: "not below",
    },
  ],
  flags: [
    {
      name: "background",
      flag: "background_work",
      region: { of: "above", rows: 4 },
      line: /│ [⛓▶⚙] [1-9]|^ (?:(?:Subagents|Live work) · )?[1-9]\d* live(?: ·|$)/,
    },
    { name: "failed-turn", flag: "after_error", region: { of: "last turn" }, line: /^\s{0,4}(?:❌|✗) \S/ },
    {
      name: "interrupted",
      flag: "interrupted",
      region: { of: "last turn" },
      line: /^\s{0,4}(?:⚡|⏹)? ?(?:Interrupted|Operation interrupted)/,
    },
  ],
};
