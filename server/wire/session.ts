import { z } from "@hono/zod-openapi";
import type { SessionView } from "../../daemon/service.ts";
import { isBusy, isIdle, PUBLIC_STATES } from "../../daemon/service.ts";
import type { Evidence, NearRule } from "../../machines/evidence.ts";
import { ShownWire } from "./screen.ts";
import { iso, isoOrNull, Time } from "./time.ts";

export const NearWire = z
  .object({
    rule: z.string().openapi({ example: "codex/working-row" }),
    state: z.string().openapi({ description: "The verdict that it would have given" }),
    why: z.string().openapi({ description: "What it misses, or what speaks against it" }),
    line: z.string().nullable().openapi({ description: "The line that comes nearest to what it looks for" }),
  })
  .openapi("NearRule");

export const toNearWire = ({ rule, verdict, why, line }: NearRule): z.infer<typeof NearWire> => ({
  rule,
  state: verdict,
  why,
  line: line ?? null,
});

const EvidenceWire = z
  .object({
    verdict: z.string(),
    sub: z.string().nullable(),
    flags: z.array(z.string()),
    because: z.string().openapi({ description: "The rule that matched", example: "codex/working-row" }),
    line: z.string().nullable().openapi({ description: "The line of the screen, or the title, that it matched on" }),
    source: z.string().openapi({ example: "screen" }),
    at: Time,
    agent: z.string(),
    until: Time.nullable().openapi({ description: "When a usage limit ends" }),
    screen: z.string().nullable().openapi({ description: "Hash of the screen as it was kept: /api/screens/{hash}" }),
    shown: ShownWire.nullable().openapi({ description: "What the rows of that screen do not say" }),
    near: z.array(NearWire).openapi({ description: "The rules that nearly matched, nearest first" }),
  })
  .openapi("Evidence");

/** What the list of sessions and the original status have in common. */
const shared = {
  state: z.enum(PUBLIC_STATES),
  activity: z.string().openapi({ description: "What the agent does, from evidence alone" }),
  work: z.string().openapi({ description: "What drover holds of it" }),
  paused: z.boolean(),
  because: z.string().openapi({ description: "Why the state is believed, in one sentence" }),
  target: z.string(),
  agent: z.string(),
  last_activity: Time.nullable(),
  idle_since: Time.nullable(),
  idle_count: z.int().openapi({ description: "Whole check intervals that it has been idle" }),
  is_idle: z.boolean(),
  is_busy: z.boolean(),
  tasks_completed: z.int(),
  tasks_failed: z.int(),
  work_sessions: z.int(),
  current_task: z.object({ id: z.string(), content: z.string(), priority: z.number() }).nullable(),
  claim: z.string().nullable(),
};

export const SessionWire = z
  .object({
    name: z.string(),
    ...shared,
    evidence: EvidenceWire.nullable(),
    session_start: Time.nullable(),
    environment: z.string().nullable(),
    port: z.int().nullable(),
  })
  .openapi("Session");
export type SessionWire = z.infer<typeof SessionWire>;

/** The original monitor's status; its fields come first, ours beside them. No evidence: it is answered without a token. */
export const StatusWire = z
  .object({
    session_name: z.string(),
    session_running: z.boolean(),
    uptime_seconds: z.int(),
    uptime_formatted: z.string().openapi({ example: "1h 2m 3s" }),
    feature_env: z.string().nullable(),
    feature_port: z.int().nullable(),
    ...shared,
  })
  .openapi("Status");
export type StatusWire = z.infer<typeof StatusWire>;

export const toSessionWire = (view: SessionView): SessionWire => ({
  name: view.name,
  ...toShared(view),
  evidence: view.evidence === undefined ? null : toEvidenceWire(view.evidence),
  session_start: isoOrNull(view.sessionStart),
  environment: view.environment ?? null,
  port: view.port ?? null,
});

export function toStatusWire(view: SessionView, now: number): StatusWire {
  const seconds = view.sessionStart === undefined ? 0 : Math.max(0, Math.floor((now - view.sessionStart) / 1000));
  return {
    session_name: view.name,
    session_running: view.activity !== "gone",
    uptime_seconds: seconds,
    uptime_formatted: formatUptime(seconds),
    feature_env: view.environment ?? null,
    feature_port: view.port ?? null,
    ...toShared(view),
  };
}

/** `1h 2m 3s`; hours go on beyond a day. */
export const formatUptime = (seconds: number): string =>
  `${Math.floor(seconds / 3600)}h ${Math.floor(seconds / 60) % 60}m ${seconds % 60}s`;

const toShared = (view: SessionView) => ({
  state: view.state,
  activity: view.activity,
  work: view.work,
  paused: view.paused,
  because: view.because,
  target: view.target,
  agent: view.agent,
  last_activity: isoOrNull(view.lastActivity),
  idle_since: isoOrNull(view.idleSince),
  idle_count: view.idleCount,
  is_idle: isIdle(view.state),
  is_busy: isBusy(view.state),
  tasks_completed: view.tasksCompleted,
  tasks_failed: view.tasksFailed,
  work_sessions: view.workSessions,
  current_task: view.currentTask === undefined ? null : { ...view.currentTask },
  claim: view.claim ?? null,
});

const toEvidenceWire = (evidence: Evidence): z.infer<typeof EvidenceWire> => ({
  verdict: evidence.verdict,
  sub: evidence.sub ?? null,
  flags: [...evidence.flags],
  because: evidence.because,
  line: evidence.line ?? null,
  source: evidence.source,
  at: iso(evidence.at),
  agent: evidence.agent,
  until: isoOrNull(evidence.until),
  screen: evidence.screen ?? null,
  shown: evidence.shown ? { ...evidence.shown } : null,
  near: (evidence.near ?? []).map(toNearWire),
});
