import { sessionName, taskId } from "../../machines/ids.ts";
import type { SessionName } from "../../machines/ids.ts";
import type { Frame } from "../../machines/frame.ts";
import type { Service, Switched } from "../service.ts";
import { makeGoalService } from "../goals/make-goal-service.ts";
import { makeRunService } from "../runs/make-run-service.ts";
import { PLANNING } from "../settings.ts";
import { checkSession } from "./check.ts";
import { knownNames, settingsOf } from "./core.ts";
import type { Core } from "./core.ts";
import { doubtAbout } from "./doubt.ts";
import { add, assign } from "./give.ts";
import { report } from "./report.ts";
import { settled, settleGeneral } from "./settle.ts";
import { viewOf } from "./view.ts";
import { whySession } from "./why-session.ts";
import { whyTask } from "./why-task.ts";
import { keepWorkBook } from "./work-book.ts";

/** The one implementation of what drover's faces may ask. */
export function makeService(core: Core): Service {
  const { backlog, clock } = core;
  return {
    goals: makeGoalService({ ...core, planning: core.settings.planning ?? PLANNING }),
    runs: makeRunService(core),
    watching: core.watching,
    startedAt: clock.now(),
    config: core.config,
    sessions: () => core.settings.sessions.map((session) => viewOf(session, core)),
    session: (name) => {
      const session = settingsOf(core, name);
      return session && viewOf(session, core);
    },
    screen: (name) => screen(name, core),
    keptScreen: (hash) => core.ledger.screen(hash),
    why: (name) => whySession(name, core),
    whyTask: (id) => whyTask(taskId(id), core),
    journal: (query) => core.ledger.journal(query),
    subscribe: (onEntry) => core.news.subscribe(onEntry),
    tasks: (filter) => backlog.list(filter),
    task: (id) => backlog.get(taskId(id)),
    doubt: (id) => doubtAbout(taskId(id), core),
    add: (task) => add(task, core),
    assign: (task) => assign(task, core),
    cancel: (id) => settled(taskId(id), backlog.cancel(taskId(id), clock.now()), core),
    retry: (id) => settled(taskId(id), backlog.retry(taskId(id), clock.now()), core),
    report: (word) => report(word, core),
    hook: core.hook,
    check: async (name) => {
      const names = namesMeant(name ?? "--all", core);
      if (names.length === 0) return [{ kind: "no such session", known: knownNames(core) }];
      return Promise.all(names.map((session) => checkSession(session, core)));
    },
    pause: (name) => switchAll(name, "pause", core),
    resume: async (name) => {
      for (const session of namesMeant(name, core)) await settleGeneral(session, core);
      return switchAll(name, "resume", core);
    },
    workLog: keepWorkBook(core),
  };
}

async function screen(name: string, core: Core): Promise<Frame | undefined> {
  if (!settingsOf(core, name)) return undefined;
  const session = sessionName(name);
  const pane = core.eyes.pane(session);
  const sight = pane && (await core.eyes.see(session, pane));
  return sight?.look.frame;
}

const namesMeant = (name: string, core: Core): readonly SessionName[] =>
  core.settings.sessions.filter((session) => name === "--all" || session.name === name).map((session) => session.name);

async function switchAll(name: string, type: "pause" | "resume", core: Core): Promise<Switched> {
  const sessions = namesMeant(name, core);
  if (sessions.length === 0) return { kind: "no such session", known: knownNames(core) };
  const at = core.clock.now();
  await Promise.all(
    sessions.map((session) =>
      core.dispatch(session, type === "pause" ? { type, at } : { type, at, claim: core.freshClaim() }),
    ),
  );
  return { kind: "switched", sessions };
}
