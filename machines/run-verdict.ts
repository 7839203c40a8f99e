import type { RunPolicy } from "./run-context.ts";
import type { CheckOutcome } from "./run-events.ts";

interface Found {
  readonly check: CheckOutcome;
  readonly lines: number | null;
}

/** Why a person must look at work whose check did not fail; undefined if nobody needs to. */
export function whyAPerson({ review }: RunPolicy, { check, lines: changed }: Found): string | undefined {
  if (check.kind === "not run") return `the check could not be run: ${check.reason}`;
  switch (review.kind) {
    case "auto":
      return undefined;
    case "always":
      return "every run of this project is reviewed";
    case "larger":
      if (changed === null) return "nobody can tell how much it changed";
      return changed > review.lines ? `it changed ${changed} lines, more than ${review.lines}` : undefined;
  }
}

/** In one line: reasons stand in lists and notes. */
export const lines = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
