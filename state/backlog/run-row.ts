import { z } from "zod";
import { claimId, runId, sessionName, taskId } from "../../machines/ids.ts";
import type { At } from "../../machines/ids.ts";
import { restoreRun } from "../../machines/run-snapshot.ts";
import type { RunSnapshot } from "../../machines/run-step.ts";
import { runStateOf } from "../../machines/run-step.ts";
import type { Place, Run } from "../../orchestrator/runs/run.ts";
import { fromText } from "./times.ts";

export const RUN_COLUMNS = `id, task_id, session, claim, attempt, bound, version, snapshot, due_at, due_event, place, worktree,
  port, created_at, started_at, claimed_at, ended_at`;

/** A run as it is stored: what the port shows of it, and its chart's snapshot. */
export interface RunRow {
  readonly run: Run;
  readonly snapshot: RunSnapshot;
  /** drover bound its task to its session. */
  readonly bound: boolean;
  readonly due?: { readonly at: At; readonly event: string };
}

const text = z.string().nullable();
const ROW = z.object({
  id: z.string(),
  task_id: z.string(),
  session: z.string(),
  claim: text,
  attempt: z.number(),
  bound: z.number(),
  version: z.number(),
  snapshot: z.string(),
  due_at: text,
  due_event: text,
  place: text,
  worktree: text,
  port: z.number().nullable(),
  created_at: z.string(),
  started_at: text,
  claimed_at: text,
  ended_at: text,
});

const WORKTREE = z.object({
  path: z.string(),
  branch: z.string(),
  into: z.string().exactOptional(),
  data: z.string(),
  port: z.number(),
  ports: z.number(),
});
const PLACE: z.ZodType<Place> = z.object({
  directory: z.string(),
  repository: z.string().exactOptional(),
  base: z.string().exactOptional(),
  alreadyChanged: z.boolean().exactOptional(),
  worktree: WORKTREE.exactOptional(),
});

export function parseRunRow(raw: unknown): RunRow {
  const row = ROW.parse(raw);
  const snapshot = restoreRun({ version: row.version, json: row.snapshot });
  const dueAt = fromText(row.due_at);
  const due = dueAt === undefined || row.due_event === null ? {} : { due: { at: dueAt, event: row.due_event } };
  return { run: runOf(row, snapshot), snapshot, bound: row.bound !== 0, ...due };
}

function runOf(row: z.infer<typeof ROW>, snapshot: RunSnapshot): Run {
  const { policy, round, failure, wants } = snapshot.context;
  return {
    id: runId(row.id),
    task: taskId(row.task_id),
    session: sessionName(row.session),
    state: runStateOf(snapshot),
    attempt: row.attempt,
    round,
    policy,
    hasWorktree: row.worktree !== null,
    createdAt: fromText(row.created_at) ?? 0,
    ...present("claim", row.claim === null ? undefined : claimId(row.claim)),
    ...present("failure", failure ?? undefined),
    ...present("wants", wants ?? undefined),
    ...present("place", row.place === null ? undefined : PLACE.parse(JSON.parse(row.place))),
    ...present("startedAt", fromText(row.started_at)),
    ...present("claimedDoneAt", fromText(row.claimed_at)),
    ...present("endedAt", fromText(row.ended_at)),
  };
}

const present = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
