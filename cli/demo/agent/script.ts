import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

/** How this agent behaves. Durations in ms; prompts are counted from 1 in each run of the program. */
export interface Script {
  readonly name: string;
  readonly boot: number;
  /** Each turn takes a time in this range, chosen by `seed`. */
  readonly work: { readonly min: number; readonly max: number };
  readonly seed: number;
  /** Prompts for which it asks to run a command. */
  readonly approve: readonly number[];
  /** Prompts that end in an error. */
  readonly error: readonly number[];
  /** The first Enter is not taken: it leaves a new line in the composer, or no trace. */
  readonly swallow: "newline" | "silent" | "no";
  /** So long after the first paint a dialog covers the composer. */
  readonly dialog?: number;
  /** It leaves after this prompt. */
  readonly exitAfter?: number;
  /** It reads the terminal only once in so many ms. */
  readonly slowRead: number;
  /** A file that gets one JSON line for each event. */
  readonly log?: string;
}

/** From flags, and from the JSON file that `--script` names; flags win. Throws on what it does not know. */
export function parseScript(args: readonly string[]): Script {
  const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true });
  const { script, ...flags } = values;
  const given = script === undefined ? flags : { ...readScript(script), ...flags };
  return {
    name: given.name ?? "demo-agent",
    boot: parseCount("boot", given.boot ?? "800"),
    work: parseRange(given.work ?? "2000-5000"),
    seed: parseCount("seed", given.seed ?? "1"),
    approve: parseCounts("approve", given.approve),
    error: parseCounts("error", given.error),
    swallow: parseSwallow(given.swallow ?? "no"),
    slowRead: parseCount("slow-read", given["slow-read"] ?? "0"),
    ...(given.dialog === undefined ? {} : { dialog: parseCount("dialog", given.dialog) }),
    ...(given["exit-after"] === undefined ? {} : { exitAfter: parseCount("exit-after", given["exit-after"]) }),
    ...(given.log === undefined ? {} : { log: given.log }),
  };
}

const OPTIONS = {
  script: { type: "string" },
  name: { type: "string" },
  boot: { type: "string" },
  work: { type: "string" },
  seed: { type: "string" },
  approve: { type: "string" },
  error: { type: "string" },
  swallow: { type: "string" },
  dialog: { type: "string" },
  "exit-after": { type: "string" },
  "slow-read": { type: "string" },
  log: { type: "string" },
} as const;

type Given = { [Name in Exclude<keyof typeof OPTIONS, "script">]?: string };

function readScript(path: string): Given {
  const entries = Object.entries(JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>);
  const unknown = entries.find(([name]) => name === "script" || !(name in OPTIONS));
  if (unknown) throw new Error(`${path}: unknown option ${unknown[0]}`);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function parseCount(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${option}: ${JSON.stringify(text)} is not a whole number`);
  return Number(text);
}

const parseCounts = (option: string, text = ""): readonly number[] =>
  text === "" ? [] : text.split(",").map((count) => parseCount(option, count));

function parseRange(text: string): Script["work"] {
  const [min = "", max = min] = text.split("-");
  return { min: parseCount("work", min), max: parseCount("work", max) };
}

function parseSwallow(text: string): Script["swallow"] {
  if (text === "newline" || text === "silent" || text === "no") return text;
  throw new Error(`--swallow: ${JSON.stringify(text)} is not newline, silent or no`);
}
