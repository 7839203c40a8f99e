import { z } from "@hono/zod-openapi";
import { FAILURES, RUN_STATES } from "../../daemon/run-service.ts";
import type { ListedRun, Review, RoundReport, Run, RunView } from "../../daemon/run-service.ts";
import { iso, isoOrNull, Time } from "./time.ts";

const WorktreeWire = z
  .object({
    path: z.string(),
    branch: z.string(),
    into: z.string().nullable().openapi({ description: "The branch it was made from, and is merged into" }),
    data: z.string(),
    port: z.int().openapi({ description: "The first of `ports` of its own" }),
    ports: z.int(),
  })
  .openapi("Worktree");

export const RunWire = z
  .object({
    id: z.string(),
    task: z.string(),
    content: z.string().nullable().openapi({ description: "The task's text; null: the task is gone" }),
    session: z.string(),
    state: z.enum(RUN_STATES),
    attempt: z.int(),
    round: z.int().openapi({ description: "Follow-ups so far" }),
    claim: z.string().nullable(),
    failure: z.object({ kind: z.enum(FAILURES), reason: z.string() }).nullable(),
    wants: z.string().nullable().openapi({ description: "Why a person must look at it" }),
    directory: z.string().nullable(),
    base: z.string().nullable().openapi({ description: "The commit from which its change is counted" }),
    already_changed: z.boolean().openapi({ description: "There were changes before it began; they are counted too" }),
    worktree: WorktreeWire.or(z.null()),
    has_worktree: z.boolean().openapi({ description: "It was not removed" }),
    created_at: Time,
    started_at: Time.nullable(),
    claimed_done_at: Time.nullable(),
    ended_at: Time.nullable(),
  })
  .openapi("Run");
export type RunWire = z.infer<typeof RunWire>;

export const ReportWire = z
  .object({
    round: z.int(),
    at: Time,
    ended: z.string().openapi({ description: "How the turn was known to have ended" }),
    arrived: z.string().nullable().openapi({ description: "How the arrival of the text was proven" }),
    message: z.string().nullable().openapi({ description: "The agent's last words, from its screen" }),
    check: z
      .object({
        command: z.string(),
        outcome: z.enum(["none", "passed", "failed", "not run"]),
        reason: z.string().nullable(),
        directory: z.string(),
        seconds: z.number(),
        output: z.string(),
      })
      .nullable(),
    change: z
      .object({
        files: z.array(
          z.object({ path: z.string(), added: z.int().nullable(), removed: z.int().nullable() }).openapi("ChangedFile"),
        ),
        added: z.int(),
        removed: z.int(),
        more: z.int().openapi({ description: "Files that are not listed" }),
      })
      .nullable(),
    unmeasured: z.string().nullable().openapi({ description: "Why nobody can tell what changed" }),
    details_removed_at: Time.nullable().openapi({
      description: "Since then last words, output, names of files and the patch are gone; counts and verdicts stay",
    }),
  })
  .openapi("RoundReport");
export type ReportWire = z.infer<typeof ReportWire>;

export const ReviewWire = z
  .object({
    why: z.string(),
    asked_at: Time,
    verdict: z.enum(["approved", "rejected"]).nullable(),
    message: z.string().nullable(),
    settled_at: Time.nullable(),
  })
  .openapi("Review");

export const RunViewWire = z
  .object({ run: RunWire, review: ReviewWire.or(z.null()), reports: z.array(ReportWire) })
  .openapi("RunView");
export type RunViewWire = z.infer<typeof RunViewWire>;

export function toRunWire({ run, task }: ListedRun): RunWire {
  const { place } = run;
  return {
    id: run.id,
    task: run.task,
    content: task?.content ?? null,
    session: run.session,
    state: run.state,
    attempt: run.attempt,
    round: run.round,
    claim: run.claim ?? null,
    failure: run.failure ?? null,
    wants: run.wants ?? null,
    directory: place?.directory ?? null,
    base: place?.base ?? null,
    already_changed: place?.alreadyChanged ?? false,
    worktree: toWorktreeWire(run),
    has_worktree: run.hasWorktree,
    created_at: iso(run.createdAt),
    started_at: isoOrNull(run.startedAt),
    claimed_done_at: isoOrNull(run.claimedDoneAt),
    ended_at: isoOrNull(run.endedAt),
  };
}

function toWorktreeWire({ place }: Run): RunWire["worktree"] {
  if (place?.worktree === undefined) return null;
  const { into, ...rest } = place.worktree;
  return { ...rest, into: into ?? null };
}

export const toRunViewWire = (view: RunView): RunViewWire => ({
  run: toRunWire(view),
  review: view.review === undefined ? null : toReviewWire(view.review),
  reports: view.reports.map(toReportWire),
});

const toReviewWire = ({ why, askedAt, verdict, message, settledAt }: Review) => ({
  why,
  asked_at: iso(askedAt),
  verdict: verdict ?? null,
  message: message ?? null,
  settled_at: isoOrNull(settledAt),
});

function toReportWire(report: RoundReport): ReportWire {
  const { round, at, ended, arrived, message, check, change, unmeasured, detailsRemovedAt } = report;
  return {
    round,
    at: iso(at),
    ended,
    arrived: arrived ?? null,
    message: message ?? null,
    unmeasured: unmeasured ?? null,
    details_removed_at: isoOrNull(detailsRemovedAt),
    check:
      check === undefined
        ? null
        : {
            command: check.command,
            outcome: check.outcome.kind,
            reason: "reason" in check.outcome ? check.outcome.reason : null,
            directory: check.directory,
            seconds: check.took / 1_000,
            output: check.output,
          },
    change: change === undefined ? null : { ...change, files: change.files.map((file) => ({ ...file })) },
  };
}
