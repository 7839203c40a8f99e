import { PROMPT, program } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** The footer says "to interrupt" at rest too: only the spinner row with its timer counts. */
export const auggie: Profile = {
  id: "auggie",
  aliases: [],
  process: [program("auggie"), /\/@augmentcode\/auggie\//],
  screen: [
    /Auggie by Augment/,
    /'auggie --print/,
    /^\s*│ › Try '/,
    /^ Type \/ for commands • /,
    /New to Augment\?/,
    /^\s*\[INSERT\] \? to show shortcuts/,
  ],
  versions: ["0.36.0"],
  composers: [
    {
      frame: { kind: "bordered", top: /^\s?╭─{8,}╮/, bottom: /^\s?╰─{8,}╯/ },
      sides: { left: /^\s?│ {0,3}/, right: /(?<!\s)\s*│$/ },
      prompt: /^\s?│ › ?/,
      hintColours: [],
      hints: [/^Try '.{1,80}' or type \/ for commands$/, /^Message will be queued and run after current task/],
      cursorInside: false,
      below: { most: 5, never: [/^\s?[│╭]/, /^\s*[»›] /, /\[[A-Z]\]\w+ +\[[A-Z]\]\w+/] },
    },
  ],
  patience: PROMPT,
  pasted: /\[Pasted [^\]]{1,40}\]/,
  ownPrompt: /^ › \S/,
  rules: [
    {
      name: "tool-approval",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 20 },
      lines: [/Tool Approval Required|^\s*\[A\]llow/i, /\[?A\]?llow\b.{0,20}\[?D\]?eny/],
      composer: "not below",
    },
    {
      name: "letter-menu",
      verdict: "dialog",
      sub: "question",
      region: { of: "bottom", rows: 4 },
      lines: [/\[[A-Z]\][a-z]+ +\[[A-Z]\][a-z]+/],
      composer: "not below",
    },
    {
      name: "login",
      verdict: "dialog",
      sub: "login",
      region: { of: "bottom", rows: 16 },
      lines: [
        /^\s*(?:→ )?Login to continue$|auth\.augmentcode\.com|Press Enter to (?:open|log in|login|sign in)|Sign in to Augment/i,
      ],
      composer: "not below",
    },
    {
      name: "menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 16 },
      lines: [/^[│\s]*[›❯▸] \S/, /(?:↑↓|to navigate|[Ee]nter to (?:select|confirm)|[Ee]sc to (?:cancel|close|exit))/],
      composer: "not below",
    },
    {
      name: "out-of-credits",
      verdict: "limited",
      region: { of: "above", rows: 6 },
      lines: [
        /^\W{0,6}(?:Error: )?(?:You(?:'ve| have) run out of|You are out of|Out of) (?:\w{1,12} )?(?:credits|messages)/i,
      ],
    },
    {
      name: "spinner-row",
      verdict: "busy",
      region: { of: "above", rows: 4 },
      lines: [/^\s{0,2}[\u2801-\u28ff] .{0,120}\(\d.{0,20}esc to interrupt\)/],
    },
    {
      name: "spinner-without-box",
      verdict: "busy",
      region: { of: "bottom", rows: 3 },
      lines: [/^\s{0,2}[\u2801-\u28ff] .{0,120}\(\d.{0,20}esc to interrupt\)/],
      composer: "not below",
    },
    {
      name: "welcome-without-box",
      verdict: "starting",
      region: { of: "bottom", rows: 12 },
      lines: [/^\s*Getting started with Auggie/],
      composer: "absent",
    },
  ],
  flags: [
    {
      name: "failed-turn",
      flag: "after_error",
      region: { of: "last turn" },
      line: /^\s?[»✗❌] (?:Error|Request failed|API error)/,
    },
    {
      name: "interrupted",
      flag: "interrupted",
      region: { of: "above", rows: 4 },
      line: /^\s*\W{0,2} ?(?:Interrupted|Cancelled) by user/i,
    },
    { name: "queued", flag: "queued", region: { of: "above", rows: 4 }, line: /^\s*\d+ (?:message|task)s? queued/i },
  ],
};
