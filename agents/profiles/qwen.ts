import { FOOTER } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** After a turn a ghost suggestion can stand in the composer: grey, its first letter underlined. It is no draft. */
export const qwen: Profile = {
  id: "qwen",
  aliases: [],
  process: [/(^|\/)qwen(\s|$)/, /@qwen-code\/qwen-code/],
  screen: [/Qwen Code/],
  versions: ["0.24.4"],
  composers: [
    {
      frame: { kind: "bordered", top: /^─{8,}/, bottom: /^─{8,}/ },
      prompt: /^[>!*] {0,1}/,
      hintColours: ["5;103", "5;246", "90"],
      hints: [/^Type your message or @path\/to\/file$/],
      cursorInside: true,
      below: {
        most: FOOTER.most,
        // A dialog owns the bottom of the screen.
        never: [...FOOTER.never, /^[│\s]{0,8}[›●] {0,2}\d\. /, /Waiting for user confirmation|Allow execution of:/],
      },
    },
  ],
  patience: { still: 100, afterText: 2_000 },
  pasted: /\[Pasted Content \d+ chars\]( #\d+)?/,
  ownPrompt: /^ {2}> \S/,
  rules: [
    // Before the title, which is the same for a question and for a permission.
    {
      name: "question",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 20 },
      lines: [/^\s*↑\/↓: Navigate \| Enter: Select/],
      composer: "absent",
    },
    { name: "title-waiting", verdict: "waiting", sub: "permission", region: { of: "title" }, lines: [/^✳/] },
    {
      name: "confirmation",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 12 },
      lines: [/Waiting for user confirmation|Allow execution of:|Yes, allow once/],
      composer: "absent",
    },
    {
      name: "menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 16 },
      lines: [/^[│\s]*[›●] \d\. \S/],
      composer: "absent",
    },
    { name: "title-busy", verdict: "busy", region: { of: "title" }, lines: [/^◐/] },
    {
      name: "thinking-row",
      verdict: "busy",
      region: { of: "above", rows: 4 },
      lines: [/esc to cancel\)/],
    },
    {
      name: "footer-steer",
      verdict: "busy",
      region: { of: "below" },
      lines: [/Enter to steer/],
    },
  ],
  flags: [
    { name: "api-error", flag: "after_error", region: { of: "last turn" }, line: /^\s*✕ \[API Error/ },
    { name: "cancelled", flag: "interrupted", region: { of: "last turn" }, line: /Request cancelled/ },
  ],
};
