import { z } from "zod";
import type { TaskId } from "../../../machines/ids.ts";
import type { PastEvent } from "../../../orchestrator/goals/goal-book.ts";
import type { Db } from "../../database/open-file.ts";
import { fromText } from "../times.ts";

/** A task's life, oldest first. */
export function readEvents(db: Db): (task: TaskId) => readonly PastEvent[] {
  const select = db.prepare("SELECT kind, at, session, claim, data FROM task_events WHERE task_id = ? ORDER BY seq");
  return (task) => select.all(task).map(parse);
}

const text = z.string().nullable();
const ROW = z.object({ kind: z.string(), at: text, session: text, claim: text, data: text });

function parse(raw: unknown): PastEvent {
  const { kind, at, session, claim, data } = ROW.parse(raw);
  return {
    kind,
    at: fromText(at) ?? 0,
    ...(session === null ? {} : { session }),
    ...(claim === null ? {} : { claim }),
    ...(data === null ? {} : { data: JSON.parse(data) }),
  };
}
