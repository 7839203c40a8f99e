import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { Service } from "../../daemon/service.ts";

export interface Summary {
  readonly tasks: number;
  readonly done: number;
  /** Tasks whose text was submitted more than once, by what the agents themselves logged. */
  readonly typedTwice: number;
}

const logLine = z.object({ ev: z.string(), text: z.string().optional() });

/** Judged by the agents' own logs: what they were sent is what counts. */
export async function summaryOf(service: Service, logs: readonly string[]): Promise<Summary> {
  const tasks = await service.tasks({});
  const submitted = (await Promise.all(logs.map(submissions))).flat();
  const times = (id: string) => submitted.filter((text) => text.includes(`[drover ${id}]`)).length;
  return {
    tasks: tasks.length,
    done: tasks.filter(({ id, status }) => status === "done" && times(id) > 0).length,
    typedTwice: tasks.filter(({ id }) => times(id) > 1).length,
  };
}

async function submissions(file: string): Promise<readonly string[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => logLine.parse(JSON.parse(line)))
    .flatMap(({ ev, text: sent }) => (ev === "submit" && sent !== undefined ? [sent] : []));
}
