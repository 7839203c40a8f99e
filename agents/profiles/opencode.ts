import { FOOTER } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** The last row decides. The pane is blank for seconds at boot and when the first prompt opens the session's screen. */
export const opencode: Profile = {
  id: "opencode",
  aliases: [],
  process: [/(^|\/)opencode(\s|$)/, /opencode-ai/],
  screen: [/ctrl\+p\s+commands/],
  versions: ["1.18.33"],
  composers: [
    {
      frame: { kind: "edged", edge: "┃", bottom: /^\s*╹▀{8,}/ },
      prompt: /^\s*┃ {0,2}/,
      hintColours: ["5;8", "90"],
      hints: [/^Ask anything/],
      cursorInside: true,
      below: {
        most: FOOTER.most,
        // A dialog owns the bottom of the screen.
        never: [
          ...FOOTER.never,
          /△ (Permission required|Always allow)|\besc (dismiss|cancel)\b|Allow once\s+Allow always/,
        ],
      },
    },
  ],
  patience: { still: 1_000, afterText: 15_000 },
  pasted: /\[Pasted ~\d+ lines\]/,
  ownPrompt: /^\s*┃ {2}\S/,
  rules: [
    {
      name: "permission",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 6 },
      lines: [/Allow once\s+Allow always\s+Reject|Press Enter to allow, Esc to deny/],
      composer: "absent",
    },
    {
      name: "permission-heading",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 30 },
      lines: [/^\s*┃?\s*△ (Permission required|Always allow)/],
      composer: "absent",
    },
    {
      name: "question",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 6 },
      lines: [/enter (submit|confirm|toggle)\s+esc dismiss/],
      composer: "absent",
    },
    {
      name: "picker",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 100 },
      lines: [
        /^\s*(Select (model|agent|theme|provider|variant)|Sessions|Commands|Connect a provider|MCPs|Skills|Themes|Help)\s{2,120}esc(\/enter)?\s*$/,
      ],
    },
    {
      name: "retrying",
      verdict: "busy",
      sub: "retrying",
      region: { of: "bottom", rows: 1 },
      lines: [/\[retrying in .{1,30} attempt #\d+\]/],
    },
    {
      name: "interrupt-hint",
      verdict: "busy",
      region: { of: "bottom", rows: 2 },
      lines: [/esc (again to )?interrupt/],
    },
    {
      name: "no-footer-yet",
      verdict: "starting",
      region: { of: "bottom", rows: 40 },
      lines: [],
      not: [/ctrl\+p\b/],
      composer: "present",
    },
  ],
  flags: [],
};
