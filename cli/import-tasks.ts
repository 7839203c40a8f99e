import type { Backlog } from "../orchestrator/backlog.ts";
import type { NewTask } from "../orchestrator/task.ts";
import { checkTaskText } from "../orchestrator/text.ts";
import type { ImportedTask } from "../state/import/goals-db.ts";
import { openStores } from "./compose/stores.ts";

/** Ids of what came of each task. */
export interface Brought {
  readonly added: readonly string[];
  /** There under their id already, from an earlier import. */
  readonly known: readonly string[];
  /** Texts that could not be typed, one line each. */
  readonly left: readonly string[];
}

export type BroughtTasks =
  | ({ readonly kind: "brought" } & Brought)
  | { readonly kind: "refused"; readonly why: string };

/**
 * Adds the original's tasks under their own ids and times, so that a second import adds nothing twice. Straight into
 * goals.db: a running daemon notices rows that it did not write.
 */
export async function importTasks(tasks: readonly ImportedTask[], dataDir: string): Promise<BroughtTasks> {
  const opened = await openStores(dataDir);
  if (opened.kind === "refused") return opened;
  const { backlog, clock, close } = opened.stores;
  try {
    const brought: { readonly [K in keyof Brought]: string[] } = { added: [], known: [], left: [] };
    for (const task of tasks) {
      const one = await bring(task, backlog, clock.now());
      brought[one.what].push(one.line);
    }
    return { kind: "brought", ...brought };
  } finally {
    close();
  }
}

interface One {
  readonly what: keyof Brought;
  readonly line: string;
}

async function bring({ createdAt, ...task }: ImportedTask, backlog: Backlog, now: number): Promise<One> {
  const checked = checkTaskText(task.content);
  if (checked.kind === "refused") return { what: "left", line: `${task.id ?? firstWords(task)}: ${checked.why}` };
  if (task.id !== undefined && (await backlog.get(task.id)) !== undefined) return { what: "known", line: task.id };
  const added = await backlog.add({ ...task, content: checked.text }, createdAt ?? now);
  return { what: "added", line: added.id };
}

const firstWords = ({ content }: NewTask): string => JSON.stringify(content.slice(0, 40));
