// Times in goals.db are UTC text, `2026-11-24 14:32:31.123`: they sort as they stand, and every SQLite reads them.
import type { At } from "../../machines/ids.ts";

export const toText = (at: At): string => new Date(at).toISOString().replace("T", " ").replace("Z", "");

/** Undefined for null and for what is no time. */
export function fromText(text: string | null): At | undefined {
  if (text === null) return undefined;
  const at = Date.parse(`${text.replace(" ", "T")}Z`);
  return Number.isNaN(at) ? undefined : at;
}
