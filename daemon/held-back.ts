import type { SessionName } from "../machines/ids.ts";
import type { Held } from "./delivery/guards.ts";

/** What holds a delivery back, per session: told once per reason, forgotten when the delivery ends. */
export interface HeldBack {
  say(session: SessionName, held: Held): void;
  forget(session: SessionName): void;
  of(session: SessionName): string | undefined;
}

export function makeHeldBack(note: (session: SessionName, type: string, data: unknown) => void): HeldBack {
  const reasons = new Map<SessionName, string>();
  return {
    say: (session, held) => {
      if (reasons.get(session) === held.why) return;
      reasons.set(session, held.why);
      note(session, "held back", held);
    },
    forget: (session) => void reasons.delete(session),
    of: (session) => reasons.get(session),
  };
}
