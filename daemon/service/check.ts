import type { Grant } from "../../machines/events.ts";
import type { SessionName } from "../../machines/ids.ts";
import { idleFor, threshold } from "../../machines/context.ts";
import { activityOf, workOf } from "../../machines/step.ts";
import type { SessionSnapshot } from "../../machines/step.ts";
import type { Checked } from "../service.ts";
import type { Core } from "./core.ts";

/** An outcome is waited for at most this long. ms */
const PATIENCE = 30_000;

/** One check-and-assign cycle of one session: asks it to ask, and waits for what comes of it. */
export async function checkSession(session: SessionName, core: Core): Promise<Checked> {
  const before = workOf(core.sessions.get(session));
  if (before === "free") await core.dispatch(session, { type: "tick", at: core.clock.now(), claim: core.freshClaim() });
  if (isUnderWay(core.sessions.get(session))) await outcome(session, core);
  return answer(session, core);
}

const isUnderWay = (snapshot: SessionSnapshot): boolean => {
  const work = workOf(snapshot);
  return work === "idle-threshold" || work === "assigning";
};

/** Resolves with the first journal entry after which nothing is under way, or when patience is over. */
function outcome(session: SessionName, core: Core): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop();
      callOff();
      resolve();
    };
    const callOff = core.clock.after(PATIENCE, done);
    const stop = core.news.subscribe(() => {
      if (!isUnderWay(core.sessions.get(session))) done();
    });
    if (!isUnderWay(core.sessions.get(session))) done();
  });
}

function answer(session: SessionName, core: Core): Checked {
  const snapshot = core.sessions.get(session);
  const { holding } = snapshot.context;
  switch (workOf(snapshot)) {
    case "working": {
      const what = holding?.grant.kind === "task" ? holding.grant.task : "the general prompt";
      return { kind: "assigned", task: what, message: `${session}: ${what} is being worked on` };
    }
    case "assigning":
    case "idle-threshold":
      return { kind: "not now", message: `${session}: still being delivered after ${PATIENCE / 1000} s` };
    case "unsure":
      return { kind: "not now", message: `${session}: ${unsure(session, holding?.grant)}` };
    case "free": {
      const why = missing(snapshot, session, core) ?? "idle, and no task is waiting for it";
      return { kind: "not now", message: `${session}: ${why}` };
    }
  }
}

const unsure = (session: SessionName, grant: Grant | undefined): string =>
  grant?.kind === "task"
    ? `unsure about ${grant.task}; look at the pane, then: drover done, tasks retry or tasks cancel ${grant.task}`
    : `unsure about the general prompt; look at the pane, then: drover resume ${session}`;

/** What is missing before a free session asks for work; undefined where nothing is. */
export function missing(snapshot: SessionSnapshot, session: SessionName, core: Core): string | undefined {
  const { context } = snapshot;
  if (context.paused) return "paused";
  const held = core.heldBack(session);
  if (held !== undefined) return `held back: ${held}`;
  if (activityOf(snapshot) !== "idle")
    return `${activityOf(snapshot)} (${context.evidence?.because ?? "not seen yet"})`;
  if (context.idle?.since === null) return "a draft stands in the composer";
  const idle = idleFor(context, core.clock.now());
  if (idle < threshold(context)) return `idle ${seconds(idle)} of ${seconds(threshold(context))}`;
  return undefined;
}

const seconds = (ms: number): string => `${Math.floor(ms / 1000)} s`;
