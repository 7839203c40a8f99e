import { NEVER, PROMPT } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** A line editor with select menus drawn below the output; a live menu begins with a filled diamond. */
export const goose: Profile = {
  id: "goose",
  aliases: [],
  process: [/^(?:\S*\/)?goose(?:\s+(?:session|run|term|recipe|s|r)(?:\s|$)|\s+-|\s*$)/],
  screen: [/^\( O\)>/, /^🪿 /u, /^Goose is running!/, /^\s{2}__\( O\)>/, /^starting session \| provider: /],
  versions: [],
  composers: [
    {
      frame: { kind: "line" },
      prompt: /^(?:\( O\)>|🪿(?! goose)) ?/u,
      hintColours: [],
      hints: [/^Press Enter to send/, /^Press Ctrl[-+]C again to exit/],
      cursorInside: true,
      below: { most: 2, never: [/^[◆◇│└●○]/, /^\S/] },
    },
  ],
  patience: PROMPT,
  pasted: NEVER,
  ownPrompt: /^(?:\( O\)>|🪿(?! goose)) \S/u,
  rules: [
    {
      name: "tool-approval",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 10 },
      lines: [/^◆\s{1,3}.{0,200}(?:allow|Allow|Approve)/, /^│\s{1,3}[●○]\s/],
      composer: "not below",
    },
    {
      name: "plan-menu",
      verdict: "waiting",
      sub: "plan",
      region: { of: "bottom", rows: 8 },
      lines: [/^◆\s{1,3}.{0,200}\bplan\b/, /^│\s{1,3}[●○]\s/],
      composer: "not below",
    },
    {
      name: "menu",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 24 },
      lines: [/^◆\s{1,3}\S/, /^│\s{1,3}\S/],
      composer: "not below",
    },
    {
      name: "out-of-credits",
      verdict: "limited",
      region: { of: "above", rows: 6 },
      lines: [
        /^\s{0,2}(?:Ran into this error: |error: )?.{0,60}(?:[Ii]nsufficient credits|[Qq]uota exceeded|[Uu]sage limit)/,
      ],
    },
    {
      name: "thinking-row",
      verdict: "busy",
      region: { of: "bottom", rows: 4 },
      lines: [/^[◒◐◓◑]\s{1,3}\S|\(Ctrl\+C to interrupt\)$/],
      composer: "not below",
    },
    {
      name: "tool-spinner",
      verdict: "busy",
      region: { of: "bottom", rows: 2 },
      lines: [/^[⠋⠙⠚⠛⠓⠒⠊⠉] \S/],
      composer: "not below",
    },
    {
      name: "no-prompt-yet",
      verdict: "starting",
      region: { of: "bottom", rows: 8 },
      lines: [/^(?:Goose is running!|🪿 goose|starting session \| provider: )/u],
      not: [/^\( O\)> \S/],
      composer: "absent",
    },
    {
      name: "turn-without-prompt",
      verdict: "busy",
      region: { of: "since prompt" },
      lines: [/\S/],
      not: [/[$#%❯➜] ?$/, /^Closing session/],
      composer: "absent",
    },
  ],
  flags: [
    {
      name: "failed-turn",
      flag: "after_error",
      region: { of: "last turn" },
      line: /^(?:Ran into this error: |\s{0,2}error: )/,
    },
    {
      name: "interrupted",
      flag: "interrupted",
      region: { of: "last turn" },
      line: /^(?:The existing call to|Interrupted before the model)/,
    },
    {
      name: "context-nearly-full",
      flag: "context_low",
      region: { of: "above", rows: 3 },
      line: /^\s{0,4}(?:Context: )?[●○━╌]{5,40} (?:8[5-9]|9\d|100)%/,
    },
  ],
};
