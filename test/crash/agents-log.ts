import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

const entry = z.discriminatedUnion("ev", [
  z.object({ ev: z.literal("boot"), pid: z.int() }),
  z.object({ ev: z.literal("paste"), pid: z.int(), text: z.string() }),
  z.object({ ev: z.literal("eaten"), pid: z.int(), text: z.string() }),
  z.object({ ev: z.literal("submit"), pid: z.int(), text: z.string() }),
  z.object({ ev: z.literal("swallowed"), pid: z.int() }),
  z.object({ ev: z.literal("done"), pid: z.int() }),
  z.object({ ev: z.literal("asked"), pid: z.int(), question: z.string() }),
  z.object({ ev: z.literal("answered"), pid: z.int(), by: z.enum(["enter", "person"]) }),
]);
/** What an agent wrote down of itself. */
export type Entry = z.infer<typeof entry>;

export const readLog = (file: string): readonly Entry[] =>
  whole(file)
    .split("\n")
    .slice(0, -1)
    .map((line) => entry.parse(JSON.parse(line)));

/** All bytes that reached the agent, as text. */
export const readRaw = (file: string): string => whole(file);

const whole = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");
