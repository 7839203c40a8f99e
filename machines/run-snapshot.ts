// How a run's snapshot is kept and brought back.
// S1. The policy is the one it began with: what was promised of a run holds for it, whatever the config says today.
// S2. A snapshot that this version cannot read is a bug or a newer program's: it throws, and the run stays as it is.
import type { RunContext } from "./run-context.ts";
import { read } from "./read.ts";
import type { RunSnapshot } from "./run-step.ts";
import { runMachine } from "./run.ts";

export const RUN_SNAPSHOT_VERSION = 1;

export interface KeptRun {
  readonly version: number;
  readonly json: string;
}

export const keepRun = ({ value, context }: RunSnapshot): KeptRun => ({
  version: RUN_SNAPSHOT_VERSION,
  json: JSON.stringify({ value, context }),
});

export function restoreRun(kept: KeptRun): RunSnapshot {
  if (kept.version !== RUN_SNAPSHOT_VERSION) {
    throw new Error(`run snapshot version ${kept.version} is not this drover's (${RUN_SNAPSHOT_VERSION})`);
  }
  const json: unknown = JSON.parse(kept.json);
  const value = read(json, "value");
  const context = read(json, "context");
  if (!isValue(value) || !isContext(context)) throw new Error(`not a snapshot of a run: ${kept.json.slice(0, 200)}`);
  return runMachine.resolveState({ value, context });
}

type Value = Parameters<typeof runMachine.resolveState>[0]["value"];

const isValue = (value: unknown): value is Value =>
  typeof value === "string" || (typeof value === "object" && value !== null);

const isContext = (context: unknown): context is RunContext =>
  typeof read(context, "round") === "number" && typeof read(context, "policy") === "object";
