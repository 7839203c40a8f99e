import { nearRules } from "../../agents/explain.ts";
import { profileOf } from "../../agents/profiles.ts";
import type { SessionName } from "../../machines/ids.ts";
import { workOf } from "../../machines/step.ts";
import type { SessionWhy } from "../service.ts";
import { missing } from "./check.ts";
import { settingsOf } from "./core.ts";
import type { Core } from "./core.ts";
import { viewOf } from "./view.ts";

/** Everything that speaks for or against the state of a session, with a fresh look at its pane. */
export async function whySession(name: string, core: Core): Promise<SessionWhy | undefined> {
  const session = settingsOf(core, name);
  if (!session) return undefined;
  const now = await look(session.name, core);
  return {
    view: viewOf(session, core),
    missing: whatIsMissing(session.name, core),
    said: core.said(session.name).words,
    ...(now ? { now } : {}),
  };
}

async function look(session: SessionName, core: Core): Promise<SessionWhy["now"]> {
  const pane = core.eyes.pane(session);
  const sight = pane && (await core.eyes.see(session, pane));
  if (!sight) return undefined;
  const { judgement } = sight;
  const { frame } = sight.look;
  const profile = profileOf(judgement.agent, core.profiles);
  return { frame, judgement, near: profile ? nearRules(frame, profile, judgement) : [] };
}

/** Why the session is given nothing now. */
export function whatIsMissing(session: SessionName, core: Core): string {
  if (!core.watching) return "no daemon watches; start it with: drover up";
  const snapshot = core.sessions.get(session);
  const { holding } = snapshot.context;
  const what = holding?.grant.kind === "task" ? holding.grant.task : "the general prompt";
  switch (workOf(snapshot)) {
    case "working":
      return `works on ${what}`;
    case "assigning":
      return core.heldBack(session) ?? `${what} is being delivered`;
    case "unsure":
      return `unsure about ${what}: a person must settle it`;
    case "idle-threshold":
      return "asks for a task";
    case "free":
      return missing(snapshot, session, core) ?? "nothing: idle long enough to be given the next task";
  }
}
