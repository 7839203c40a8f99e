import { NEVER, PROMPT, program } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** The prompt stays while a turn runs; "esc to interrupt" with a timer above it is the turn. */
export const muse: Profile = {
  id: "muse",
  aliases: [],
  process: [program("muse(?:-code|-cli)?")],
  screen: [/\bMuse Code\b/, /^\s*muse-[\w.-]{1,40} · /, /^──? Voice input \(/],
  versions: ["0.1.0", "0.2.1"],
  composers: [
    {
      frame: { kind: "bordered", top: /^─{2,}(?: Voice input \(.{0,40}\) )?─{2,}/, bottom: /^─{8,}/ },
      prompt: /^⟩ ?/,
      hintColours: [],
      hints: [],
      cursorInside: true,
      below: { most: 5, never: [/^\s*[⟩◆›] ?\S/, /Enter to (?:select|toggle)/] },
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
      region: { of: "bottom", rows: 14 },
      lines: [/Do you trust this workspace\?/, /Trust and continue|Use Up\/Down/],
      composer: "not below",
    },
    {
      name: "approval-menu",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 12 },
      lines: [
        /Allow (?:this stage )?once|Yes, proceed/,
        /Always allow in this workspace|Allow for this session|don't ask again this session/,
      ],
      composer: "not below",
    },
    {
      name: "question",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 8 },
      lines: [/Enter to (?:select|toggle)\b/],
      composer: "not below",
    },
    {
      name: "menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 8 },
      lines: [/enter (?:confirm|save)\b|space toggle\b/, /esc (?:go back|close)/],
      composer: "not below",
    },
    {
      name: "limit-reached",
      verdict: "limited",
      region: { of: "above", rows: 8 },
      lines: [
        /^\W{0,6}(?:Error: )?(?:You(?:'ve| have) (?:reached|hit) your .{0,40}(?:limit|quota)|Usage limit reached)/i,
      ],
    },
    {
      name: "working-row",
      verdict: "busy",
      region: { of: "above", rows: 8 },
      lines: [/^\W{0,4}[A-Z].{0,160}\(\d.{0,20}esc to interrupt\)/],
    },
    {
      name: "working-without-composer",
      verdict: "busy",
      region: { of: "bottom", rows: 4 },
      lines: [/^\W{0,4}[A-Z].{0,160}\(\d.{0,20}esc to interrupt\)/],
      composer: "not below",
    },
  ],
  flags: [
    {
      name: "failed-turn",
      flag: "after_error",
      region: { of: "above", rows: 6 },
      line: /^\W{0,4}(?:Error: |Request failed)/,
    },
  ],
};
