import type { Spooled } from "../../daemon/ports.ts";

/** The path of a text that a test laid into a spool; a refusal fails the test. */
export function written(spooled: Spooled): string {
  if (spooled.kind === "refused") throw new Error(spooled.why);
  return spooled.path;
}
