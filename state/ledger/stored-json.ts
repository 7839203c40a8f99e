import type { z } from "zod";

/** Reads a JSON column. What does not fit was not written by drover: a broken ledger is no state to go on from. */
export function storedJson<T>(schema: z.ZodType<T>, json: string, where: string): T {
  const read = schema.safeParse(JSON.parse(json));
  if (!read.success) throw new Error(`state.db, ${where}: ${read.error.message}`);
  return read.data;
}
