// Performs what a commit has written into the outbox. Every intent but `deliver` is idempotent in the world, so a row
// that is found open after a crash is simply performed again; `deliver` goes on from its own phase. A row is performed by
// one at a time: two that deliver the same claim would take each other's paste for a stranger's.
import type { SessionEvent } from "../machines/events.ts";
import type { Intent, IntentOf } from "../machines/intents.ts";
import type { SessionName } from "../machines/ids.ts";
import type { Ledger, OutboxRow } from "../state/ledger/ledger.ts";
import type { Dispatch, Text } from "./dispatch.ts";
import { Ended } from "./life.ts";
import type { Persist } from "./persist.ts";

/** What came of an intent: an event for the session, or nothing to add. */
export type Outcome = { readonly event: SessionEvent; readonly text?: Text } | undefined;

/** One performer for each kind of intent; a new kind without one does not compile. */
export type Performers = {
  readonly [K in Intent["kind"]]: (intent: IntentOf<K>, session: SessionName) => Promise<Outcome>;
};

export interface Perform {
  (row: OutboxRow): void;
  /** Resolves when nothing is being performed any more. */
  idle(): Promise<void>;
}

export function makePerform(
  performers: Performers,
  by: {
    readonly ledger: Ledger;
    readonly persist: Persist;
    readonly dispatch: Dispatch;
    readonly onBug: (error: unknown) => void;
  },
): Perform {
  const running = new Map<OutboxRow["seq"], Promise<void>>();

  const run = async ({ seq, session, intent }: OutboxRow): Promise<void> => {
    try {
      const outcome = await perform(performers, intent, session);
      if (outcome) await by.dispatch(session, outcome.event, outcome.text);
      await by.persist.surely(() => by.ledger.performed(seq));
    } catch (error) {
      if (!(error instanceof Ended)) by.onBug(error);
    }
  };

  const start = (row: OutboxRow): void => {
    if (running.has(row.seq)) return;
    running.set(
      row.seq,
      run(row).finally(() => running.delete(row.seq)),
    );
  };
  return Object.assign(start, {
    idle: async () => {
      while (running.size > 0) await Promise.all(running.values());
    },
  });
}

function perform(performers: Performers, intent: Intent, session: SessionName): Promise<Outcome> {
  switch (intent.kind) {
    case "ask":
      return performers.ask(intent, session);
    case "deliver":
      return performers.deliver(intent, session);
    case "release":
      return performers.release(intent, session);
    case "complete":
      return performers.complete(intent, session);
    case "doubt":
      return performers.doubt(intent, session);
    case "unhold":
      return performers.unhold(intent, session);
    case "overtime":
      return performers.overtime(intent, session);
  }
}
