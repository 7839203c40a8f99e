// Claude Code's status file, `sessions/<pid>.json`: one for each interactive session, not documented, so it may change.
// S1. It is believed only for the very process it names: a killed agent leaves its file behind, still "busy".
// S2. A status that is not known is unknown, never idle.
import type { At, PaneId } from "../../machines/ids.ts";
import type { ProcessIdentity } from "../../machines/frame.ts";
import { brief, numberOf, textOf } from "./json.ts";
import type { Word } from "./word.ts";

/** Whom the file must be about. */
export interface Owner {
  readonly process: ProcessIdentity;
  readonly pane: PaneId;
}

export type FileRead =
  | { readonly kind: "word"; readonly word: Word }
  /** Somebody else's, or it says nothing yet. */
  | { readonly kind: "nothing"; readonly why: string };

export function readStatusFile(json: unknown, owner: Owner, read: At): FileRead {
  const stranger = notOf(json, owner);
  if (stranger !== undefined) return { kind: "nothing", why: stranger };
  const status = textOf(json, "status");
  if (status === undefined) return { kind: "nothing", why: "it names no status yet" };
  const since = numberOf(json, "statusUpdatedAt") ?? read;
  return {
    kind: "word",
    word: { ...wordFor(status, textOf(json, "waitingFor")), at: Math.min(since, read), heard: read },
  };
}

function notOf(json: unknown, { process, pane }: Owner): string | undefined {
  if (numberOf(json, "pid") !== process.pid) return "it is about another process";
  if (!isStart(textOf(json, "procStart"), process.start)) return "its process started at another time";
  const place = textOf(json, "tmux");
  if (place !== undefined && !place.endsWith(`.${pane}`)) return `it is about ${brief(place)}, not about ${pane}`;
  return undefined;
}

/** The start as the system writes it: clock ticks since boot (Linux) or a date (`ps`), which may be written otherwise. */
function isStart(said: string | undefined, known: string): boolean {
  if (said === undefined) return false;
  if (said === known) return true;
  if (/^\d+$/.test(said) || /^\d+$/.test(known)) return false;
  return Math.abs(Date.parse(`${said} UTC`) - Date.parse(`${known} UTC`)) <= 1_000;
}

const WAITING_FOR: readonly (readonly [RegExp, string])[] = [
  [/permission/, "permission"],
  [/input/, "question"],
  [/dialog/, "dialog"],
];

function wordFor(status: string, waitingFor: string | undefined): Omit<Word, "at" | "heard"> {
  const word = { channel: "status-file", flags: [], because: "claude/status-file" } as const;
  const line = waitingFor === undefined ? `status ${brief(status)}` : `status ${brief(status)}, ${brief(waitingFor)}`;
  switch (status) {
    case "busy":
    case "idle":
      return { ...word, line, verdict: status };
    case "shell":
      return { ...word, line, verdict: "idle", flags: ["background_work"] };
    case "waiting": {
      const sub = WAITING_FOR.find(([pattern]) => pattern.test(waitingFor ?? ""))?.[1];
      return { ...word, line, verdict: "waiting", ...(sub === undefined ? {} : { sub }) };
    }
    default:
      return { ...word, line, verdict: "unknown" };
  }
}
