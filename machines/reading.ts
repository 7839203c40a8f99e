import type { Evidence } from "./evidence.ts";

/** What evidence means for the activity region. `draft` is idle with a person's text in the composer. */
export type Reading = "unknown" | "busy" | "clear" | "draft" | "waiting" | "limited" | "gone";

/** How each verdict becomes activity. An error with a ready composer reaches us as idle with `after_error`. */
export function readingOf(evidence: Evidence): Reading {
  switch (evidence.verdict) {
    case "busy":
      return "busy";
    case "idle":
      return "clear";
    case "typed":
      return "draft";
    case "waiting":
    case "dialog":
      return "waiting";
    case "limited":
      return "limited";
    case "gone":
      return "gone";
    case "error":
    case "starting":
    case "unknown":
      return "unknown";
  }
}
