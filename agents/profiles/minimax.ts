import { PROMPT, program } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** While a turn runs its footer takes the place of the box; dialogs do too. */
export const minimax: Profile = {
  id: "minimax",
  aliases: [],
  process: [program("mcode|minimax(?:-code)?"), /\/@minimax-ai\/(?:minimax-)?code[/-]/],
  screen: [
    /✦ MiniMax-/,
    /^Message · Enter send · /,
    /· Ctrl\+X steer ·|· Enter queue · .{0,60}Esc stop$/,
    /^\W{0,8}1 Allow for this conversation/,
    /Start · @ file · \/ autocomplete/,
  ],
  versions: ["0.1.2"],
  composers: [
    {
      frame: { kind: "line" },
      sides: { left: /^\s*│ ?/, right: /(?<!\s)\s*│$/ },
      prompt: /^\s*│ (?:› ?|(?=Start · @ file))/,
      hintColours: [],
      hints: [/^Start · @ file/],
      cursorInside: false,
      below: { most: 6, never: [/Esc stop$/, /^\s*[●├└•] ?\S/, /Approval needed/, /^\s*╭/] },
    },
  ],
  patience: PROMPT,
  pasted: /\[Pasted [^\]]{1,40}\]/,
  ownPrompt: /^› \S/,
  rules: [
    {
      name: "approval",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 16 },
      lines: [
        /^\W{0,8}Approval needed/,
        /^\W{0,8}\d? ?(?:Allow for this conversation|Always allow this action|Deny)\b/,
      ],
      composer: "not below",
    },
    {
      name: "plan-review",
      verdict: "waiting",
      sub: "plan",
      region: { of: "bottom", rows: 24 },
      lines: [/^\s*╭─+ ?(?:Plan Review|Use Plan mode\?)|Frozen Runtime snapshot|Use Plan mode\?/],
      composer: "not below",
    },
    {
      name: "question",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 24 },
      lines: [/^\s*╭─+ ?Ask ─/],
      composer: "not below",
    },
    {
      name: "menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 4 },
      lines: [/[Ee]nter (?:confirm|select|choose)\b|[Ee]sc (?:deny|cancel|close|back)\b/],
      composer: "not below",
    },
    {
      name: "quota-used-up",
      verdict: "limited",
      region: { of: "above", rows: 6 },
      lines: [
        /^\W{0,6}(?:Error: )?.{0,60}(?:quota (?:exceeded|exhausted|used up)|usage limit reached|insufficient balance)/i,
      ],
    },
    {
      name: "turn-footer",
      verdict: "busy",
      region: { of: "bottom", rows: 4 },
      lines: [/^\s*[\u2801-\u28ff] \S.{0,160}\bEsc stop\b|· Enter queue · .{0,80}Esc stop$/],
    },
  ],
  flags: [
    {
      name: "failed-turn",
      flag: "after_error",
      region: { of: "last turn" },
      line: /^\s*(?:[└●✗] )?(?:Error: |Request failed|Failed in \d)/,
    },
    {
      name: "interrupted",
      flag: "interrupted",
      region: { of: "last turn" },
      line: /^\s*└ (?:Stopped|Interrupted|Cancelled)\b/,
    },
  ],
};
