import { PROMPT, program } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** "esc to cancel" in the footer under the composer is a running turn; a menu takes the composer's place. */
export const antigravity: Profile = {
  id: "antigravity",
  aliases: [],
  process: [program("agy|antigravity(?:-cli)?")],
  screen: [
    /Antigravity (?:CLI|Starter)/,
    /^(?:\? for shortcuts|esc to cancel)\s{2,}Gemini /,
    /\.gemini\/antigravity-cli/,
  ],
  versions: ["1.0.10"],
  composers: [
    {
      frame: { kind: "bordered", top: /^─{8,}/, bottom: /^─{8,}/ },
      prompt: /^> ?(?!\d\. )/,
      hintColours: [],
      hints: [/^(?:Type your message|Ask anything)/],
      cursorInside: false,
      below: { most: 5, never: [/^\s*> /, /^\s*(?:[●▸✓✗]|[\u2801-\u28ff]{1,2}) /, /↑\/↓ Navigate/] },
    },
  ],
  patience: PROMPT,
  pasted: /\[Pasted [^\]]{1,40}\]/,
  ownPrompt: /^> \S/,
  rules: [
    {
      name: "folder-trust",
      verdict: "dialog",
      sub: "trust",
      region: { of: "bottom", rows: 16 },
      lines: [/trust (?:the contents of )?this (?:folder|workspace|project)/i, /^\s*[>❯] \S/],
      composer: "not below",
    },
    {
      name: "permission-menu",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 16 },
      lines: [/^\s*[>❯] \d\. \S/, /↑\/↓ Navigate|Do you want to proceed\?|^\s*(?:Allow|Accept|Run) .{0,60}\?$/],
      composer: "not below",
    },
    {
      name: "discard-question",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 3 },
      lines: [/Discard changes\? \(y\/n\)/],
    },
    {
      name: "login",
      verdict: "dialog",
      sub: "login",
      region: { of: "bottom", rows: 14 },
      lines: [/[Aa]uthorization (?:code|URL)|Select login method|Sign in with Google|Google sign-in|not signed in/],
      composer: "not below",
    },
    {
      name: "menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 20 },
      lines: [/^\s*[>❯] \S/, /[Nn]avigate|[Ee]nter to (?:select|confirm)|[Ee]sc to (?:close|go back)/],
      composer: "not below",
    },
    {
      name: "quota-reached",
      verdict: "limited",
      region: { of: "above", rows: 8 },
      lines: [
        /^\W{0,6}(?:Error: )?(?:You have exhausted your capacity|.{0,30}\bquota (?:reached|exceeded|exhausted))/i,
      ],
    },
    {
      name: "spinner-row",
      verdict: "busy",
      region: { of: "above", rows: 4 },
      lines: [/^\s{0,3}[\u2801-\u28ff]{1,2}\s{1,3}[A-Z].{0,80}(?:…|\.\.\.|esc to cancel\))/],
    },
    { name: "footer-cancel", verdict: "busy", region: { of: "below" }, lines: [/^esc to cancel\b/] },
    {
      name: "spinner-without-composer",
      verdict: "busy",
      region: { of: "bottom", rows: 3 },
      lines: [/^\s{0,3}[\u2801-\u28ff]{1,2}\s{1,3}[A-Z].{0,80}(?:…|\.\.\.|esc to cancel\))/],
      composer: "not below",
    },
  ],
  flags: [
    {
      name: "failed-turn",
      flag: "after_error",
      region: { of: "last turn" },
      line: /^\s{0,3}(?:✗|●)? ?(?:Error|Agent execution terminated)\b/,
    },
    {
      name: "cancelled",
      flag: "interrupted",
      region: { of: "last turn" },
      line: /^\s{0,3}\W? ?(?:Request cancelled|Cancelled by user|Interrupted)/,
    },
    { name: "tasks-running", flag: "background_work", region: { of: "below" }, line: /· [1-9]\d* tasks?\b/ },
  ],
};
