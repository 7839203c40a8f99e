import type { SessionName } from "../machines/ids.ts";
import type { Policy } from "../machines/context.ts";
import { restore } from "../machines/snapshot.ts";
import { begin } from "../machines/step.ts";
import type { SessionSnapshot } from "../machines/step.ts";
import type { Ledger } from "../state/ledger/ledger.ts";

/** The sessions as they stand: what dispatch committed last, in memory. Only dispatch writes here. */
export interface Sessions {
  names(): readonly SessionName[];
  has(name: SessionName): boolean;
  get(name: SessionName): SessionSnapshot;
  set(name: SessionName, snapshot: SessionSnapshot): void;
}

/** Brings back every named session from the ledger; one that was never seen begins anew. */
export function loadSessions(names: readonly SessionName[], ledger: Ledger, policy: Policy): Sessions {
  const held = new Map<SessionName, SessionSnapshot>();
  for (const name of names) {
    const kept = ledger.snapshot(name);
    held.set(name, kept ? restore(kept, policy) : begin(policy));
  }
  return {
    names: () => [...held.keys()],
    has: (name) => held.has(name),
    get: (name) => {
      const snapshot = held.get(name);
      if (!snapshot) throw new Error(`no session ${name}`);
      return snapshot;
    },
    set: (name, snapshot) => void held.set(name, snapshot),
  };
}
