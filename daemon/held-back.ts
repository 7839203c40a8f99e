import type { SessionName } from "../machines/ids.ts";

/** What holds a delivery back, per session: told once per reason, forgotten when the delivery ends. */
export interface HeldBack {
  say(session: SessionName, why: string): void;
  forget(session: SessionName): void;
  of(session: SessionName): string | undefined;
}

export function makeHeldBack(note: (session: SessionName, type: string, data: unknown) => void): HeldBack {
  const reasons = new Map<SessionName, string>();
  return {
    say: (session, why) => {
      if (reasons.get(session) === why) return;
      reasons.set(session, why);
      note(session, "held back", { why });
    },
    forget: (session) => void reasons.delete(session),
    of: (session) => reasons.get(session),
  };
}
