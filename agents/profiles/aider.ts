import { NEVER, PROMPT, program } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** A line editor: the prompt is gone while a turn runs, so output below the last prompt is a turn that has not ended. */
export const aider: Profile = {
  id: "aider",
  aliases: [],
  process: [program("aider(?:-chat)?"), /\s-m aider(?:\s|$)/],
  screen: [/^Aider v\d+\.\d/, /^Tokens: [\d.]{1,9}[kM]? sent, /, /^Repo-map: using \d/],
  versions: ["0.81.1"],
  composers: [
    {
      frame: {
        kind: "block",
        row: /^(?!\s?\S{1,12} (?:Waiting for|Updating repo map)|Retrying in |litellm\.|.{0,200}[$#%❯➜] ?$)/,
      },
      prompt: /^(?:[a-z-]{1,20}(?: multi)?)?> ?/,
      hintColours: [],
      hints: [],
      cursorInside: true,
      below: { most: 0, never: [] },
    },
  ],
  patience: PROMPT,
  pasted: NEVER,
  ownPrompt: /^(?:[a-z-]{1,20}(?: multi)?)?> \S/,
  rules: [
    {
      name: "approval",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 3 },
      lines: [
        /^(?:Run shell command|Edit the files|Apply edits|Create new file|Allow (?:edits|creation))/,
        /\(Y\)es\/\(N\)o.{0,80}: ?\S{0,20}$/,
      ],
      composer: "not below",
    },
    {
      name: "confirmation",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 2 },
      lines: [/\(Y\)es\/\(N\)o.{0,80}: ?\S{0,20}$/],
      composer: "not below",
    },
    {
      name: "rate-limited",
      verdict: "limited",
      region: { of: "above", rows: 6 },
      lines: [/^(?:The API provider has rate limited you|Insufficient credits with the API provider)/],
    },
    {
      name: "retrying",
      verdict: "busy",
      sub: "retrying",
      region: { of: "bottom", rows: 3 },
      lines: [/^Retrying in \d+(?:\.\d+)? seconds/],
      composer: "not below",
    },
    {
      name: "waiting-for-model",
      verdict: "busy",
      region: { of: "bottom", rows: 2 },
      lines: [/^\s?\S{1,12} (?:Waiting for \S|Updating repo map|Scanning repo|Generating commit message)/],
      composer: "not below",
    },
    {
      name: "no-prompt-yet",
      verdict: "starting",
      region: { of: "bottom", rows: 14 },
      lines: [/^Aider v\d+\.\d/],
      not: [/^(?:[a-z-]{1,20}(?: multi)?)?> /],
      composer: "absent",
    },
    {
      name: "turn-without-prompt",
      verdict: "busy",
      region: { of: "since prompt" },
      lines: [/\S/],
      not: [/[$#%❯➜] ?$/, /^Traceback /],
      composer: "absent",
    },
  ],
  flags: [
    {
      name: "api-error",
      flag: "after_error",
      region: { of: "last turn" },
      line: /^litellm\.\w{1,40}(?:Error|Exception)/,
    },
    {
      name: "interrupted",
      flag: "interrupted",
      region: { of: "last turn" },
      line: /^\^C (?:again to exit|KeyboardInterrupt)/,
    },
    {
      name: "context-full",
      flag: "context_low",
      region: { of: "last turn" },
      line: /^(?:Your estimated chat context of|Model \S{1,80} has hit a token limit!)/,
    },
  ],
};
