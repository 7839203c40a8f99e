import { FOOTER, NEVER, PROMPT } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** The scripted agent of `drover demo`. */
export const demo: Profile = {
  id: "drover-demo-agent",
  aliases: ["demo-agent"],
  process: [/demo[-/]agent/],
  screen: [/^demo> /],
  versions: ["1"],
  composers: [
    {
      frame: { kind: "footed", footer: NEVER },
      prompt: /^demo> ?/,
      hintColours: [],
      hints: [/^Ask me anything$/],
      cursorInside: true,
      below: FOOTER,
    },
  ],
  patience: PROMPT,
  pasted: /\[pasted \d+ lines\]/,
  ownPrompt: /^> /,
  rules: [
    {
      name: "approval",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 6 },
      lines: [/^Enter to confirm · Esc to cancel/],
      composer: "absent",
    },
    {
      name: "working-row",
      verdict: "busy",
      region: { of: "above", rows: 2 },
      lines: [/^\* Working… \(\d+s\)/],
    },
    {
      name: "booting",
      verdict: "starting",
      region: { of: "bottom", rows: 2 },
      lines: [/^demo agent is starting…/],
      composer: "absent",
    },
  ],
  flags: [
    { name: "error-line", flag: "after_error", region: { of: "last turn" }, line: /^! error: / },
    { name: "interrupted-line", flag: "interrupted", region: { of: "last turn" }, line: /^! interrupted/ },
  ],
};
