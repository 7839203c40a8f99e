// How a session's snapshot is kept and brought back.
// S1. The policy is the user's of today: it replaces the one in the snapshot.
// S2. Timers are not in the snapshot; they are rows. Restoring performs nothing.
// S3. A snapshot that this version cannot read, or that contradicts itself, loses no claim: what it held becomes
//     `unsure`, its counters stay.
import type { Policy, SessionContext } from "./context.ts";
import { initialContext } from "./context.ts";
import type { At } from "./ids.ts";
import { read } from "./read.ts";
import { sessionMachine } from "./session.ts";
import { activityOf, workOf } from "./step.ts";
import type { SessionSnapshot } from "./step.ts";
import { parseContext } from "./snapshot-context.ts";

export const SNAPSHOT_VERSION = 1;

/** Each takes the JSON of its version to the next one. Version 1 is the first. */
const upgrades: Readonly<Record<number, (json: unknown) => unknown>> = {};

export interface Kept {
  readonly version: number;
  readonly json: string;
}

export const keep = (snapshot: SessionSnapshot): Kept => ({
  version: SNAPSHOT_VERSION,
  json: JSON.stringify({ value: snapshot.value, context: snapshot.context }),
});

/** What another monitor counted for a session. */
export interface Counters {
  readonly sessionStart?: At;
  readonly lastActivity?: At;
  readonly tasksCompleted: number;
  readonly tasksFailed: number;
  readonly workSessions: number;
}

/** The same session with these counters; what it holds and what it knows of its agent stay. */
export function keepWithCounters(snapshot: SessionSnapshot, counters: Counters): Kept {
  const { sessionStart, lastActivity, tasksCompleted, tasksFailed, workSessions } = counters;
  const context = {
    ...snapshot.context,
    sessionStart: sessionStart ?? snapshot.context.sessionStart,
    lastActivity: lastActivity ?? snapshot.context.lastActivity,
    tasksCompleted,
    tasksFailed,
    workSessions,
  };
  return { version: SNAPSHOT_VERSION, json: JSON.stringify({ value: snapshot.value, context }) };
}

/** Throws on JSON that is none and on a version newer than this program: both mean that the wrong file was opened. */
export function restore(kept: Kept, policy: Policy): SessionSnapshot {
  if (kept.version > SNAPSHOT_VERSION) {
    throw new Error(`snapshot version ${kept.version} is newer than this drover (${SNAPSHOT_VERSION})`);
  }
  const json = upgrade(JSON.parse(kept.json), kept.version);
  const context: SessionContext = { ...initialContext(policy), ...parseContext(json), policy };
  return resolve(json, context) ?? safe(context);
}

function upgrade(json: unknown, version: number): unknown {
  let current = json;
  for (let from = version; from < SNAPSHOT_VERSION; from += 1) {
    const to = upgrades[from];
    if (!to) throw new Error(`no way from snapshot version ${from}`);
    current = to(current);
  }
  return current;
}

function resolve(json: unknown, context: SessionContext): SessionSnapshot | undefined {
  const value = read(json, "value");
  if (typeof value !== "object" || value === null) return undefined;
  try {
    const snapshot = sessionMachine.resolveState({ value: { ...value }, context });
    return isWhole(snapshot, value) ? snapshot : undefined;
  } catch {
    return undefined;
  }
}

/** XState fills a region that is missing with its initial state: without this, a claim could be held by a free session. */
function isWhole(snapshot: SessionSnapshot, value: object): boolean {
  const { context } = snapshot;
  const work = workOf(snapshot);
  return (
    flat(snapshot.value) === flat(value) &&
    (context.holding !== null) === (work === "assigning" || work === "working" || work === "unsure") &&
    (context.asking !== null) === (work === "idle-threshold") &&
    (context.idle !== null) === (activityOf(snapshot) === "idle") &&
    context.paused === (snapshot.value.control === "paused")
  );
}

const flat = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? Object.entries(value)
        .map(([key, below]) => `${key}(${flat(below)})`)
        .toSorted()
        .join()
    : String(value);

const safe = (context: SessionContext): SessionSnapshot =>
  sessionMachine.resolveState({
    value: {
      activity: "unknown",
      work: context.holding ? "unsure" : "free",
      control: context.paused ? "paused" : "feeding",
    },
    context: { ...context, idle: null, asking: null },
  });
