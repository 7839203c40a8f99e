import type { Evidence } from "../../machines/evidence.ts";
import { idleFor } from "../../machines/context.ts";
import type { SessionContext } from "../../machines/context.ts";
import { activityOf, stateOf, workOf } from "../../machines/step.ts";
import type { SessionView } from "../service.ts";
import type { SessionSettings } from "../settings.ts";
import type { Core } from "./core.ts";

/** A session as people and programs see it: state, why, and what it holds. */
export function viewOf(session: SessionSettings, core: Core): SessionView {
  const snapshot = core.sessions.get(session.name);
  const { context } = snapshot;
  const evidence = whole(core.latest(session.name), context.evidence ?? undefined);
  const now = core.clock.now();
  return {
    name: session.name,
    state: stateOf(snapshot),
    activity: activityOf(snapshot),
    work: workOf(snapshot),
    paused: context.paused,
    because: because(core.heldBack(session.name), evidence, now),
    target: session.tmux,
    agent: session.agent === "auto" && evidence ? evidence.agent : session.agent,
    idleCount: Math.floor(idleFor(context, now) / core.settings.checkInterval),
    tasksCompleted: context.tasksCompleted,
    tasksFailed: context.tasksFailed,
    workSessions: context.workSessions,
    ...(evidence ? { evidence } : {}),
    ...present("sessionStart", context.sessionStart),
    ...present("lastActivity", context.lastActivity),
    ...present("idleSince", context.idle?.since ?? null),
    ...holding(context, core),
    ...(session.environment === undefined ? {} : { environment: session.environment }),
    ...(session.port === undefined ? {} : { port: session.port }),
  };
}

/** The latest look, with what was kept when it was told: screen, and what nearly matched. */
function whole(latest: Evidence | undefined, told: Evidence | undefined): Evidence | undefined {
  if (!latest || !told || latest.because !== told.because || latest.verdict !== told.verdict) return latest ?? told;
  const { screen, shown, near } = told;
  return {
    ...latest,
    ...(screen === undefined ? {} : { screen }),
    ...(shown === undefined ? {} : { shown }),
    ...(near === undefined ? {} : { near }),
  };
}

const present = <K extends string>(key: K, value: number | null): { readonly [P in K]?: number } =>
  value === null ? {} : ({ [key]: value } as { readonly [P in K]: number });

function holding({ holding: held }: SessionContext, core: Core): Pick<SessionView, "currentTask" | "claim"> {
  if (!held) return {};
  if (held.grant.kind === "general") return { claim: held.claim };
  const { task, priority } = held.grant;
  const content = core.ledger.delivery(held.claim)?.text ?? "";
  return {
    claim: held.claim,
    currentTask: { id: task, priority, content: content.split("\n").slice(0, -1).join("\n") },
  };
}

/** `codex/working-row: "• Working (12s" (screen, 2 s ago)` */
function because(held: string | undefined, evidence: Evidence | undefined, now: number): string {
  if (held !== undefined) return `held back: ${held}`;
  if (!evidence) return "not seen yet";
  const line = evidence.line === undefined || evidence.line === "" ? "" : `: ${JSON.stringify(evidence.line)}`;
  return `${evidence.because}${line} (${evidence.source}, ${Math.max(0, Math.round((now - evidence.at) / 1000))} s ago)`;
}
