import { NEVER, PROMPT, program } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** The composer's hint changes while a turn runs; a menu has the same pointer as the prompt, with a number behind it. */
export const devin: Profile = {
  id: "devin",
  aliases: [],
  process: [program("devin(?:-cli)?")],
  screen: [/^\s*❭ (?:Ask Devin|Guide Devin|Press Enter to send queued)/, /\bDevin CLI\b/, /^\s*❭ 1 Yes/],
  versions: [],
  composers: [
    {
      frame: { kind: "block", row: /^ {2}\S/ },
      sides: { left: /^ {0,2}/, right: /(?<!\s)\s*$/ },
      prompt: /^\s?❭ ?(?!\d )/,
      hintColours: [],
      hints: [/^(?:Ask Devin to |Guide Devin while it works|Press Enter to send queued messages now)/],
      cursorInside: true,
      below: { most: 8, never: [/^\s*[❭·] \d /, /esc cancel/, /^\s*● /, /^[\u2800-\u28ff]{1,2} \S/] },
    },
  ],
  patience: PROMPT,
  pasted: /\[Pasted [^\]]{1,40}\]/,
  ownPrompt: NEVER,
  rules: [
    {
      name: "workspace-trust",
      verdict: "dialog",
      sub: "trust",
      region: { of: "bottom", rows: 10 },
      lines: [/trust the authors of this directory\?|^\s*❭ 1 Yes, trust/],
      composer: "not below",
    },
    {
      name: "approval-menu",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 14 },
      lines: [/^\s*[❭·]? ?\d Yes\b|Approve once/, /esc cancel/],
      composer: "not below",
    },
    {
      name: "menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 3 },
      lines: [/↑↓ select|↵ confirm|esc (?:cancel|close|back)/],
      composer: "not below",
    },
    {
      name: "login",
      verdict: "dialog",
      sub: "login",
      region: { of: "bottom", rows: 12 },
      lines: [/app\.devin\.ai\/|[Ll]og in to Devin|Waiting for (?:login|authentication)/],
      composer: "not below",
    },
    {
      name: "limit-reached",
      verdict: "limited",
      region: { of: "above", rows: 8 },
      lines: [
        /^\W{0,6}(?:Error: )?(?:You(?:'ve| have) (?:reached|hit|used) (?:all )?(?:of )?your .{0,40}(?:limit|quota|credits|ACUs)|Out of (?:credits|ACUs)|Usage limit reached)/i,
      ],
    },
    {
      name: "guide-hint",
      verdict: "busy",
      region: { of: "composer" },
      lines: [/^\s?❭ (?:Guide Devin while it works|Press Enter to send queued)/],
    },
    {
      name: "activity-row",
      verdict: "busy",
      region: { of: "above", rows: 6 },
      lines: [/^\s?[\u2800-\u28ff]{1,2} [A-Z][^·]{0,60}(?: · \d|\(esc )/],
    },
    {
      name: "interrupt-hint",
      verdict: "busy",
      region: { of: "above", rows: 3 },
      lines: [/\(esc (?:twice )?to interrupt\)/],
    },
    {
      name: "activity-without-composer",
      verdict: "busy",
      region: { of: "bottom", rows: 4 },
      lines: [/^\s?[\u2800-\u28ff]{1,2} [A-Z][^·]{0,60} · \d/],
      composer: "not below",
    },
  ],
  flags: [
    { name: "queued", flag: "queued", region: { of: "composer" }, line: /Press Enter to send queued messages now/ },
    {
      name: "context-nearly-full",
      flag: "context_low",
      region: { of: "below" },
      line: /Context: .{0,40}\((?:8[5-9]|9\d|100)%\)/,
    },
    { name: "failed-turn", flag: "after_error", region: { of: "above", rows: 6 }, line: /^\s?● Error\b/ },
  ],
};
