import type { At, TaskId } from "../../../machines/ids.ts";
import type { Depended } from "../../../orchestrator/goals/goal-book.ts";
import type { Edge } from "../../../orchestrator/goals/cycle.ts";
import type { Task } from "../../../orchestrator/task.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import type { GoalRules } from "../options.ts";
import { addDependency } from "../queries/add-dependency.ts";
import { edgesFrom } from "../queries/edges-from.ts";
import { findTask } from "../queries/find-task.ts";
import { openPartsOf } from "../queries/open-parts.ts";
import { removeDependency } from "../queries/remove-dependency.ts";
import { addEvent } from "../queries/task-events.ts";

type Depend = (task: TaskId, needs: readonly TaskId[], at: At) => Depended;

/** A whole and all its parts that have not begun wait together. */
export function dependOn(db: Db, { circleAmong }: GoalRules): Depend {
  const ready = changeable(db);
  const parts = openPartsOf(db);
  const edges = edgesFrom(db);
  const add = addDependency(db);
  const record = addEvent(db);
  return inTransaction(db, (task: TaskId, needs: readonly TaskId[], at: At): Depended => {
    const found = ready(task, needs);
    if (found.kind !== "changeable") return found;
    const waiting = parts(task);
    const added = waiting.flatMap((part) => needs.map((need): Edge<TaskId> => ({ task: part, need })));
    const circle = circleAmong([...edges([...needs, ...waiting]), ...added], waiting);
    if (circle !== undefined) return { kind: "circle", circle };
    for (const { task: part, need } of added) add(part, need);
    record({ task, kind: "changed", at, data: { dependsOn: needs } });
    return found.after();
  });
}

export function undepend(db: Db): Depend {
  const ready = changeable(db);
  const parts = openPartsOf(db);
  const remove = removeDependency(db);
  const record = addEvent(db);
  return inTransaction(db, (task: TaskId, needs: readonly TaskId[], at: At): Depended => {
    const found = ready(task, []);
    if (found.kind !== "changeable") return found;
    for (const part of parts(task)) for (const need of needs) remove(part, need);
    record({ task, kind: "changed", at, data: { noLongerDependsOn: needs } });
    return found.after();
  });
}

type Changeable =
  | { readonly kind: "changeable"; readonly after: () => Depended }
  | Exclude<Depended, { kind: "depended" }>;

function changeable(db: Db): (task: TaskId, needs: readonly TaskId[]) => Changeable {
  const find = findTask(db);
  return (id, needs) => {
    const missing = [id, ...needs].find((one) => find(one) === undefined);
    const task = find(id)?.task;
    if (missing !== undefined || task === undefined) return { kind: "no such task", task: missing ?? id };
    if (!isWaiting(task)) return { kind: "too late", task };
    return { kind: "changeable", after: () => ({ kind: "depended", task: find(id)?.task ?? task }) };
  };
}

const isWaiting = ({ status }: Task): boolean => status === "pending" || status === "blocked";
