import { NEVER, PROMPT, program } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** The composer's lower border holds its last line of text; the loader row above it ends with its key. */
export const omp: Profile = {
  id: "omp",
  aliases: [],
  process: [program("omp"), /\/@oh-my-pi\/pi-coding-agent\//],
  screen: [/^╭─{1,3} OMP /, /[⟨⟦]esc[⟩⟧]$/, /\bomp v\d/, /up\/down navigate {2}enter select {2}esc cancel/],
  versions: ["18.3.4"],
  composers: [
    {
      frame: { kind: "headed", top: /^\s?╭.*╮$/, row: /^\s?[│╰].*[│╯]$/ },
      sides: { left: /^\s?[│╰]─? {0,2}/, right: /\s*─?[│╯]$/ },
      prompt: /^\s?[│╰]─? {0,2}/,
      hintColours: [],
      hints: [],
      cursorInside: false,
      below: { most: 4, never: [/^\s?[│╭╰❯]/, /[⟨⟦]esc[⟩⟧]$/, /esc cancel/, /^\S.{40}/] },
    },
  ],
  patience: PROMPT,
  pasted: /\[(?:paste|Pasted) #\d+[^\]]{0,30}\]/,
  ownPrompt: NEVER,
  rules: [
    {
      name: "tool-approval",
      verdict: "waiting",
      sub: "permission",
      region: { of: "bottom", rows: 14 },
      lines: [/^[│|\s]*(?:Allow tool: |[❯>]? ?(?:Approve|Deny)$)/, /enter select\b.{0,20}esc cancel/],
      nearest: /enter select\b|^\s?[╰+]/,
      composer: "not below",
    },
    {
      name: "plan-review",
      verdict: "waiting",
      sub: "plan",
      region: { of: "bottom", rows: 14 },
      lines: [/Approve and execute|Refine plan/, /esc cancel/],
      composer: "not below",
    },
    {
      name: "question",
      verdict: "waiting",
      sub: "question",
      region: { of: "bottom", rows: 8 },
      lines: [/enter select · n note|space toggle · enter |enter submit · ↑\/↓ scroll|current prompt to answer/],
      composer: "not below",
    },
    {
      name: "menu",
      verdict: "dialog",
      sub: "picker",
      region: { of: "bottom", rows: 5 },
      lines: [/enter select\b|up\/down navigate|esc (?:cancel|close|back)/],
      nearest: /enter select\b|up\/down navigate|esc (?:cancel|close|back)|^\s?[╰+]/,
      composer: "not below",
    },
    {
      name: "usage-limit",
      verdict: "limited",
      region: { of: "above", rows: 8 },
      lines: [/^\s?Error: .{0,120}(?:usage limit|quota (?:exceeded|reached)|out of credits)/i],
    },
    {
      name: "retrying",
      verdict: "busy",
      sub: "retrying",
      region: { of: "above", rows: 6 },
      lines: [/^\W{0,4}[Rr]etrying \(?\d+\/\d+\)? (?:in \d|now)/],
    },
    {
      name: "loader-row",
      verdict: "busy",
      region: { of: "above", rows: 4 },
      lines: [/^\s{0,2}\S{1,3} .{0,160}(?:[⟨⟦[]esc[⟩⟧\]]|\(esc to cancel\))$/],
    },
    {
      name: "loader-without-composer",
      verdict: "busy",
      region: { of: "bottom", rows: 3 },
      lines: [/^\s{0,2}[\u2801-\u28ff] .{0,160}(?:[⟨⟦[]esc[⟩⟧\]]|\(esc to cancel\))$/],
      composer: "not below",
    },
  ],
  flags: [
    { name: "failed-turn", flag: "after_error", region: { of: "last turn" }, line: /^Error: / },
    {
      name: "interrupted",
      flag: "interrupted",
      region: { of: "above", rows: 4 },
      line: /^\s?(?:Operation aborted|Aborted|Interrupted)$/,
    },
  ],
};
