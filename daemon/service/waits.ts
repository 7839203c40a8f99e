import { letsIn } from "../../orchestrator/project-filter.ts";
import type { Task } from "../../orchestrator/task.ts";
import type { Wait } from "../service.ts";
import type { SessionSettings } from "../settings.ts";
import { settingsOf } from "./core.ts";
import type { Core } from "./core.ts";
import { whatIsMissing } from "./why-session.ts";

/** Why nobody works on a task that no session holds. Whatever decides which task comes first has its lines here, too. */
export function waitsOf(task: Task, core: Core): readonly Wait[] {
  const { id, status, note } = task;
  const reason = note === undefined ? "" : `: ${note}`;
  switch (status) {
    case "blocked":
      return [{ why: "a task that it depends on is not verified yet" }];
    case "pending":
      return pending(task, core);
    case "claimed":
    case "sent":
    case "working":
      return [{ why: `it is ${status}, and no session of this data directory holds it` }];
    case "checking":
      return [{ why: "its check has not ended" }];
    case "review":
      return [{ why: `a person must review it${reason}; drover review show ${id}` }];
    case "unsure":
    case "quarantined":
      return [
        { why: `${status}${reason}; settle it: drover done ${id}, drover tasks retry ${id} or tasks cancel ${id}` },
      ];
    case "failed":
    case "cancelled":
      return [{ why: `${status}${reason}; drover tasks retry ${id} puts it back in line` }];
    case "done":
      return [];
  }
}

function pending(task: Task, core: Core): readonly Wait[] {
  const { notBefore } = task;
  const early: readonly Wait[] =
    notBefore !== undefined && notBefore > core.clock.now()
      ? [{ why: "it failed and is tried again later", until: notBefore }]
      : [];
  if (task.session !== undefined) {
    const bound = settingsOf(core, task.session);
    const why = bound ? whatIsMissing(bound.name, core) : "the only session that may take it is not in the config";
    return [...early, { session: task.session, why }];
  }
  return [...early, ...core.settings.sessions.map((session) => whyNot(session, task, core))];
}

function whyNot({ name, projects }: SessionSettings, { project }: Task, core: Core): Wait {
  const takes = project === "" || projects.length === 0 || letsIn(projects, project);
  const why = takes ? whatIsMissing(name, core) : `does not take project ${project}, only ${projects.join(", ")}`;
  return { session: name, why };
}
