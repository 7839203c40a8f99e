import { z } from "zod";
import { claimId, sessionName } from "../../../machines/ids.ts";
import type { TaskId } from "../../../machines/ids.ts";
import { read } from "../../../machines/read.ts";
import type { TaskMoment } from "../../../orchestrator/backlog.ts";
import type { Db } from "../../database/open-file.ts";
import { fromText } from "../times.ts";

/** What happened to a task, oldest first. */
export function readHistory(db: Db): (task: TaskId) => readonly TaskMoment[] {
  const select = db.prepare("SELECT kind, at, claim, session, data FROM task_events WHERE task_id = ? ORDER BY seq");
  return (task) => select.all(task).flatMap(momentOf);
}

const ROW = z.object({
  kind: z.string(),
  at: z.string(),
  claim: z.string().nullable(),
  session: z.string().nullable(),
  data: z.string().nullable(),
});

/** Under which name a step says why, by its kind. */
const WHY = ["reason", "seen", "note", "because"] as const;

function momentOf(row: unknown): readonly TaskMoment[] {
  const { kind, at, claim, session, data } = ROW.parse(row);
  const time = fromText(at);
  const said: unknown = data === null ? undefined : JSON.parse(data);
  const note = WHY.map((key) => read(said, key)).find((why) => typeof why === "string");
  const moment = {
    kind,
    ...(claim === null ? {} : { claim: claimId(claim) }),
    ...(session === null ? {} : { session: sessionName(session) }),
    ...(note === undefined ? {} : { note }),
  };
  return time === undefined ? [] : [{ at: time, ...moment }];
}
