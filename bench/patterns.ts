// What a hostile screen can cost: every built-in profile and a set of user's patterns on screens made to be slow to match.
// The slowest screens are found by the clock, the quickest of three judgements counting, and then measured by the CPU time
// of the thread over many judgements: what else the machine does is not the pattern's cost.
//
//   node bench/patterns.ts
//
// Fails where an ordinary 200x50 screen takes more than 1 ms at the median, or any screen more than 20 ms. Beside it, the
// user's patterns on the language's own engine, each on the first row that takes it more than half a second.
import { classify } from "../agents/classify.ts";
import { compilePattern } from "../agents/patterns/pattern.ts";
import type { Profile } from "../agents/profile.ts";
import { PROFILES } from "../agents/profiles.ts";
import { userProfile } from "../agents/user-profile.ts";
import type { Frame } from "../machines/frame.ts";

const MEDIAN_TARGET = 1;
const WORST_TARGET = 20;

/** Each would take a backtracking engine seconds to years on one row. */
const CATASTROPHIC = [
  "(a+)+$",
  "^(\\s*a*)*$",
  "(a|aa)+$",
  "(.*)*x",
  "(x+x+)+y",
  "(─+─+)+x",
  "^(\\d+ ?)+[smh]$",
  "(.*a){12}x",
];
const ORDINARY = [
  "esc to interrupt",
  "^\\s*❯ \\d\\. ",
  "^[·✢✳✶✻✽*] \\S.*…",
  "\\b\\d+ shells?\\b",
  "\\p{L}+ing…",
  "[a-f0-9]{7,40}$",
];

const random = chance(7);
/** Screens of words, as a transcript has them. */
const WORDS = "the test in parser.ts fails because of a missing comma • Ran npm test (12 passed) ⎿ ─── 42 │".split(" ");
const ALPHABETS = [
  " ",
  "─",
  "a",
  "1",
  "│",
  "…",
  "(",
  "❯ ",
  "a ",
  "ab",
  "1 ",
  "─│",
  "x",
  "漢",
  "·✢✳✶",
  "abc 012─│…()❯•",
];

function run(): void {
  const profiles = [...PROFILES, ...usersProfiles()];
  print(["profile", "200x50 usual", "200x50 worst", "500x200 worst", "on"]);
  const results = profiles.map((profile) => measured(profile));
  const median = Math.max(...results.map((result) => result.median));
  const worst = Math.max(...results.map((result) => result.worst));
  print(["all", ms(median), "", ms(worst)]);
  const isMet = median < MEDIAN_TARGET && worst < WORST_TARGET;
  process.stdout.write(
    `target ${isMet ? "met" : "MISSED"}: median < ${MEDIAN_TARGET} ms, worst < ${WORST_TARGET} ms\n\n`,
  );
  compareWithBacktracking();
  process.exitCode = isMet ? 0 : 1;
}

function measured(profile: Profile): { readonly median: number; readonly worst: number } {
  const usual = USUAL.map((rows) => cost(screen(rows, 200, 50), profile)).toSorted((a, b) => a - b);
  const median = usual[usual.length >> 1] ?? 0;
  const small = slowest(profile, 200, 50);
  const large = slowest(profile, 500, 200);
  print([profile.id, ms(median), ms(small.took), ms(large.took), JSON.stringify(large.row.slice(0, 40))]);
  return { median, worst: large.took };
}

function slowest(profile: Profile, cols: number, rows: number): { readonly row: string; readonly took: number } {
  const ranked = hostileRows(profile)
    .map((row) => ({ row, took: cost(screen([row], cols, rows), profile) }))
    .toSorted(slowestFirst)
    .slice(0, 5)
    .map(({ row }) => ({ row, took: cpuTime(screen([row], cols, rows), profile) }));
  return ranked.toSorted(slowestFirst)[0] ?? { row: "", took: 0 };
}

/** The kernel counts the time of a thread in steps of some milliseconds: a mean over a tenth of a second. */
function cpuTime(frame: Frame, profile: Profile): number {
  const began = process.threadCpuUsage();
  for (let times = 1; ; times += 1) {
    classify(frame, profile);
    const { user, system } = process.threadCpuUsage(began);
    if (user + system > 100_000) return (user + system) / 1_000 / times;
  }
}

const slowestFirst = (a: { readonly took: number }, b: { readonly took: number }): number => b.took - a.took;

/** As many patterns as a config may have, looking at every row. */
function usersProfiles(): readonly Profile[] {
  const twenty = (patterns: readonly string[]) =>
    Array.from({ length: 18 }, (_, at) => patterns[at % patterns.length] ?? "");
  return [
    made("user-catastrophic", twenty(CATASTROPHIC)),
    made("user-ordinary", twenty(ORDINARY)),
    made("user-mixed", twenty([...CATASTROPHIC, ...ORDINARY])),
  ];
}

function made(id: string, busy: readonly string[]): Profile {
  const user = userProfile(
    id,
    { composer: "^(\\w+ ?)*> ?(?<text>.*)$", idle: ["^ready> *$"], busy: busy.map(never) },
    PROFILES,
    200,
  );
  if (user.kind === "wrong") throw new Error(user.errors.join("\n"));
  return user.profile;
}

/** Ends in what rows begin with, so that each is read to its end, and no rule that matches saves the others. */
const never = (pattern: string): string => `(?:${pattern})\\x7f`;

/** Runs of one sign or a few, and rows sewn together from what the profile's own patterns look for. */
function hostileRows(profile: Profile): readonly string[] {
  const sources = [
    ...profile.rules.flatMap(({ lines, not = [] }) => [...lines, ...not]),
    ...profile.composers.map(({ prompt }) => prompt),
    ...profile.flags.map(({ line }) => line),
  ].map(({ source }) => source);
  const scraps = [...new Set(sources.flatMap((source) => source.match(/[^\\^$.*+?()[\]{}|]{2,}/g) ?? []))];
  const sewn = scraps.flatMap((scrap) => [
    scrap.repeat(500),
    Array.from({ length: 200 }, () => pick([scrap, " ", "(", "1", "…", pick(scraps)])).join(""),
    `${scrap}${pick(ALPHABETS).repeat(500)}`,
    `  ${scrap}${"(1s".repeat(200)}`,
  ]);
  return [...ALPHABETS.map((sign) => sign.repeat(500)), ...sewn].flatMap((row) => [row, `\x7f${row}`]);
}

/** These rows over and over; the caret on the last one. */
function screen(rows: readonly string[], cols: number, count: number): Frame {
  const cut = rows.map((row) => row.slice(0, cols));
  return {
    at: 0,
    rows: Array.from({ length: count }, (_, at) => cut[at % cut.length] ?? ""),
    size: { cols, rows: count },
    cursor: { x: 0, y: count - 1, visible: true },
    alternate: false,
    title: cut[0] ?? "",
    command: "node",
  };
}

const cost = (frame: Frame, profile: Profile): number =>
  Math.min(...Array.from({ length: 3 }, () => timed(() => classify(frame, profile))));

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** Rows of growing length, until the language's own engine takes too long. */
function compareWithBacktracking(): void {
  print(["pattern", "characters", "backtracking", "bounded", ""]);
  for (const source of CATASTROPHIC) {
    const compiled = compilePattern(source);
    if (compiled.kind === "refused") throw new Error(compiled.why);
    const native = new RegExp(source, "u");
    const sign = ["a", "─", "1", "x"].find((one) => source.includes(one === "1" ? "\\d" : one)) ?? "a";
    for (let length = 20; length <= 500; length += 2) {
      const row = `${sign.repeat(length)}!`;
      const slow = timed(() => native.test(row));
      if (slow < 500 && length < 499) continue;
      print([source, String(length), ms(slow), ms(timed(() => compiled.pattern.test(row))), ""]);
      break;
    }
  }
}

function pick<T>(from: readonly T[]): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new Error("nothing to pick from");
  return found;
}

/** The same numbers in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}

function print(cells: readonly string[]): void {
  const widths = [20, 14, 13, 14, 0];
  process.stdout.write(
    `${cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join(" ")
      .trimEnd()}\n`,
  );
}

const USUAL = Array.from({ length: 50 }, () =>
  Array.from({ length: 50 }, () => Array.from({ length: 4 + Math.floor(random() * 26) }, () => pick(WORDS)).join(" ")),
);

run();
