import { PROMPT, program } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** The box is there in every state; the row below it, or the box's own lower left corner, says what runs. */
export const amp: Profile = {
  id: "amp",
  aliases: [],
  process: [program("amp"), /\/@(?:sourcegraph\/amp|ampcode\/cli)[/-]/],
  screen: [
    /Welcome to Amp/,
    /^╭─.{0,60}\b(?:smart|rush|deep|free|large)\b/,
    /^\s*[∿≈∼~] (?:Waiting|Streaming|Running|Thinking)/,
  ],
  versions: [],
  composers: [
    {
      frame: { kind: "bordered", top: /^\s{0,2}╭.*╮$/, bottom: /^\s{0,2}╰.*╯$/ },
      sides: { left: /^\s{0,2}│ ?/, right: /(?<!\s)\s*│$/ },
      prompt: /^\s{0,2}│ ?/,
      hintColours: [],
      hints: [],
      cursorInside: false,
      below: { most: 3, never: [/^\s{0,2}[│╭┃]/, /^\s*[✓✗▸]/] },
    },
  ],
  patience: PROMPT,
  pasted: /\[Pasted text #\d+(?: \+\d+ lines)?\]/,
  ownPrompt: /^\s*┃ \S/,
  rules: [
    {
      name: "title-confirmation",
      verdict: "waiting",
      sub: "permission",
      region: { of: "title" },
      lines: [/confirmation needed/],
    },
    {
      name: "approval-menu",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 16 },
      lines: [
        /^[│\s]*[▸›❯]?\s?[●○]?\s?(?:Approve|Yes)\b/,
        /^[│\s]*[▸›❯]?\s?[●○]?\s?(?:Allow All|Allow File|Deny|No)\b/,
      ],
    },
    {
      name: "waiting-for-approval",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 4 },
      lines: [/^[╰\s]*\W{0,3} ?Waiting for approval/],
    },
    {
      name: "login",
      verdict: "dialog",
      sub: "login",
      region: { of: "bottom", rows: 6 },
      lines: [/log in to Amp\? \[\(y\)es|Paste your code here|ampcode\.com\/auth|Starting login flow/],
      composer: "not below",
    },
    {
      name: "out-of-credits",
      verdict: "limited",
      region: { of: "above", rows: 6 },
      lines: [
        /^\W{0,6}(?:Error: )?(?:You(?:'re| are) out of|Out of|Insufficient) (?:free )?(?:credits?|credit balance|usage)\b/i,
      ],
    },
    { name: "title-spinner", verdict: "busy", region: { of: "title" }, lines: [/^[\u2801-\u28ff] /] },
    {
      name: "footer-cancel",
      verdict: "busy",
      region: { of: "below" },
      lines: [/\b[Ee]sc to (?:cancel|interrupt)\b|^\s*[∿≈∼~] \S/],
    },
    {
      name: "corner-activity",
      verdict: "busy",
      region: { of: "composer" },
      lines: [/^\s{0,2}╰ \S{1,3} [A-Z]/],
    },
    {
      name: "welcome-without-box",
      verdict: "starting",
      region: { of: "bottom", rows: 24 },
      lines: [/Welcome to Amp/],
      composer: "absent",
    },
  ],
  flags: [
    { name: "failed-turn", flag: "after_error", region: { of: "above", rows: 6 }, line: /^\s*(?:✗ )?Error: / },
    {
      name: "context-nearly-full",
      flag: "context_low",
      region: { of: "below" },
      line: /\b(?:8[5-9]|9\d|100)% of \d+k/,
    },
  ],
};
