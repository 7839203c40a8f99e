// How right the detector is: on our recordings frame by frame and as a series, and on public captures where they lie
// beside the project (or in --corpus DIR). Fails below the stored floor (bench/detect/floor.json; --set-floor writes it).
//
//   npm run bench:detect -- [--corpus DIR] [--wrong] [--set-floor]
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { detect } from "../agents/detect.ts";
import { PROFILES } from "../agents/profiles.ts";
import type { Frame } from "../machines/frame.ts";
import { loadCorpus } from "./detect/corpus.ts";
import type { Capture } from "./detect/corpus.ts";
import { labelledFrames, profileFor, scoredRecordings } from "./detect/recorded.ts";
import { accuracy, add, confuse, EMPTY, falseIdle } from "./detect/score.ts";
import type { Confusion, Score } from "./detect/score.ts";
import { scoreSeries } from "./detect/series.ts";
import type { Beat, SeriesScore } from "./detect/series.ts";
import { isRight, isScored } from "./detect/truth.ts";
import type { Answer } from "./detect/truth.ts";
import { byWordLists } from "./detect/word-lists.ts";
import { earsOf } from "../test/recordings/ears.ts";
import type { Ears } from "../test/recordings/ears.ts";
import type { Recording } from "../test/recordings/load.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const FLOOR = here("./detect/floor.json");
const CORPUS = here("../../shared/corpus");
/** A little below what was reached, so that a loss shows and noise does not. */
const SLACK = 0.003;

const { values } = parseArgs({
  options: {
    corpus: { type: "string", default: CORPUS },
    wrong: { type: "boolean", default: false },
    "set-floor": { type: "boolean", default: false },
  },
});

const reached = new Map<string, number>();
const scores = new Map<string, Score>();
const baseline = new Map<string, Score>();

const count = (groups: readonly string[], label: string, ours: Answer, words: Answer): void => {
  for (const group of groups) {
    scores.set(group, add(scores.get(group) ?? EMPTY, label, ours));
    baseline.set(group, add(baseline.get(group) ?? EMPTY, label, words));
  }
};

recordings();
if (existsSync(values.corpus)) corpus(values.corpus);
else say(`no captures at ${values.corpus}: recordings only\n`);
process.exitCode = floors();

function recordings(): void {
  const all = scoredRecordings();
  const confusion: Confusion = new Map();
  for (const recording of all) {
    for (const { agent, label, answer, screen } of labelledFrames(recording)) {
      count(["frames", `frames ${agent}`], label, answer, byWordLists(screen));
      confuse(confusion, label, answer);
    }
  }
  table("Recordings, each frame by itself", "frames");
  confusionTable(confusion);
  series("as the watch looks (1 s, 250 ms after a change)", { calm: 1_000, unsettled: 250 });
  series("the same with what the agents say of themselves", { calm: 1_000, unsettled: 250 }, earsOf);
  series("at every frame (100 ms)", { calm: 100, unsettled: 100 });
  series("at every frame, with what the agents say of themselves", { calm: 100, unsettled: 100 }, earsOf);
}

function series(how: string, beat: Beat, ears?: (recording: Recording) => Ears): void {
  say(`\nRecordings as time series, ${how}\n`);
  row(["agent", "time right", "unknown", "accepting", "idle held", "unpainted", "delay median", "p99 ms"]);
  const parts = scoredRecordings().map((recording) => ({
    agent: recording.agent,
    score: scoreSeries(recording, profileFor(recording), beat, ears?.(recording)),
  }));
  for (const agent of [...new Set(parts.map((part) => part.agent)), "all"]) {
    const mine = parts.filter((part) => agent === "all" || part.agent === agent).map(({ score }) => score);
    const right = sum(mine, "right") / sum(mine, "scored");
    const delays = mine.flatMap((score) => score.delays).toSorted((a, b) => a - b);
    const held = mine.flatMap((score) => score.heldIdle);
    reached.set(`series ${beat.calm}${ears ? " with channels" : ""} ${agent}`, right);
    const unpainted = held.filter((one) => one.unpainted).length;
    row([
      agent,
      percent(right),
      percent(sum(mine, "unknown") / sum(mine, "scored")),
      percent(sum(mine, "accepting") / sum(mine, "scored")),
      `${held.length - unpainted}`,
      `${unpainted}`,
      `${at(delays, 0.5)}`,
      `${at(delays, 0.99)}`,
    ]);
    if (agent === "all") held.forEach((one) => say(`  held${one.unpainted ? ", not painted yet" : ""}: ${one.what}\n`));
  }
}

function corpus(folder: string): void {
  const confusion: Confusion = new Map();
  for (const capture of loadCorpus(folder)) {
    if (!isScored(capture.label)) continue;
    const ours = answerTo(capture);
    const source = capture.file.split("/")[0] ?? "";
    const groups = [`kind ${capture.real}`, `source ${source}`, `agent ${capture.agent}`];
    if (capture.real !== "synthetic") groups.push("kind all not synthetic");
    count(groups, capture.label, ours, byWordLists(capture.screen));
    if (capture.real !== "synthetic") confuse(confusion, capture.label, ours);
    if (values.wrong && !isRight(capture.label, ours)) say(`  ${capture.file}: ${capture.label} → ${ours.state}\n`);
  }
  table("Public captures, by kind", "kind ");
  confusionTable(confusion);
  table("Public captures, by source", "source ");
  table("Public captures, by agent", "agent ");
}

/** A file has no pane: what its agent is comes with it. */
function answerTo({ screen, agent }: Capture): Answer {
  const { verdict, flags } = detect(frameOf(screen), agent, PROFILES, {
    at: Date.now(),
    utcOffsetMinutes: 0,
  });
  return { state: verdict, flags };
}

function frameOf(screen: string): Frame {
  const rows = screen.replace(/\n$/, "").split("\n");
  return {
    at: 0,
    rows,
    size: { cols: Math.max(...rows.map(({ length }) => length)), rows: rows.length },
    cursor: { x: -1, y: -1, visible: true },
    alternate: false,
    title: "",
    command: "",
  };
}

function table(title: string, group: string): void {
  say(`\n${title}\n`);
  row(["", "screens", "right", "called idle", "word lists", "called idle"]);
  for (const [name, score] of [...scores].filter(([key]) => key.startsWith(group)).toSorted()) {
    const words = baseline.get(name) ?? EMPTY;
    const harm = ({ calledIdle, notIdle }: Score) => `${calledIdle} of ${notIdle}`;
    row([
      name.replace(group, "") || "all",
      `${score.screens}`,
      percent(accuracy(score)),
      harm(score),
      percent(accuracy(words)),
      harm(words),
    ]);
    reached.set(`right: ${name}`, accuracy(score));
    reached.set(`not called idle: ${name}`, 1 - falseIdle(score));
  }
}

function confusionTable(confusion: Confusion): void {
  const states = [...new Set([...confusion.values()].flatMap((answers) => [...answers.keys()]))].toSorted();
  say("\n");
  row(["label", ...states]);
  for (const [label, answers] of [...confusion].toSorted()) {
    row([label, ...states.map((state) => `${answers.get(state) ?? ""}`)]);
  }
}

/** 0: nothing fell below its floor. */
function floors(): number {
  if (values["set-floor"]) {
    const floor = Object.fromEntries([...reached].map(([key, value]) => [key, Math.floor(value * 10_000) / 10_000]));
    writeFileSync(FLOOR, `${JSON.stringify(floor, undefined, 2)}\n`);
  }
  const stored = z.record(z.string(), z.number()).parse(JSON.parse(readFileSync(FLOOR, "utf8")));
  const fallen = [...reached].filter(([key, value]) => value < (stored[key] ?? 0) - SLACK);
  fallen.forEach(([key, value]) =>
    say(`below its floor: ${key} ${percent(value)}, was ${percent(stored[key] ?? 0)}\n`),
  );
  say(fallen.length === 0 ? "\nnothing below its floor\n" : "");
  return fallen.length === 0 ? 0 : 1;
}

function sum(parts: readonly SeriesScore[], key: "scored" | "right" | "unknown" | "accepting"): number {
  return parts.reduce((total, part) => total + part[key], 0);
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function row(cells: readonly string[]): void {
  say(`${cells.map((cell, at_) => (at_ === 0 ? cell.padEnd(36) : cell.padStart(12))).join(" ")}\n`);
}

function say(text: string): void {
  process.stdout.write(text);
}
