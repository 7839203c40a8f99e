import type { Delivery } from "../../machines/delivery.ts";
import type { At, SessionName } from "../../machines/ids.ts";
import { inTransaction } from "../database/in-transaction.ts";
import type { Db } from "../database/open-file.ts";
import { makeDurable, openFile } from "../database/open-file.ts";
import { troubleWith } from "../database/sqlite-error.ts";
import { LEDGER_SCHEMA } from "../migrations/ledger/schema.ts";
import { foundVersion, hasTable, migrate, newerSchema } from "../migrations/migrate.ts";
import type { JournalEntry, Ledger, OutboxRow, StoredSnapshot, Transition } from "./ledger.ts";
import { prune } from "./prune.ts";
import { bytesInUse, oldestKept } from "./size.ts";
import { addToOutbox } from "./queries/add-to-outbox.ts";
import { appendJournal } from "./queries/append-journal.ts";
import { changeTimer } from "./queries/change-timer.ts";
import { lastSeq } from "./queries/last-seq.ts";
import { loadScreen } from "./queries/load-screen.ts";
import { loadSnapshot } from "./queries/load-snapshot.ts";
import { readDelivery, readOpenDeliveries } from "./queries/read-deliveries.ts";
import { countJournal, readEntriesOf, readJournal } from "./queries/read-journal.ts";
import { readOutbox } from "./queries/read-outbox.ts";
import { readTimers } from "./queries/read-timers.ts";
import { removeFromOutbox } from "./queries/remove-from-outbox.ts";
import { saveDelivery } from "./queries/save-delivery.ts";
import { saveScreen } from "./queries/save-screen.ts";
import { saveSnapshot } from "./queries/save-snapshot.ts";

export type OpenedLedger =
  | { readonly kind: "open"; readonly ledger: Ledger }
  /** One line: which file, what is wrong, what to do. The file is as it was. */
  | { readonly kind: "refused"; readonly why: string };

/** Milliseconds. Only a command that looks into the ledger beside the daemon can ever hold it, and briefly. */
const BUSY = 1_000;

/** Opens or creates `state.db`. Its directory must exist. */
export function openLedger(path: string): OpenedLedger {
  try {
    return prepare(openFile(path, BUSY), path);
  } catch (error) {
    const why = troubleWith(path, error);
    if (why === undefined) throw error;
    return { kind: "refused", why };
  }
}

function prepare(db: Db, path: string): OpenedLedger {
  try {
    const why = newerSchema(db, LEDGER_SCHEMA, path) ?? foreign(db, path);
    if (why !== undefined) {
      db.close();
      return { kind: "refused", why };
    }
    makeDurable(db);
    migrate(db, LEDGER_SCHEMA);
    return { kind: "open", ledger: over(db) };
  } catch (error) {
    db.close();
    throw error;
  }
}

const foreign = (db: Db, path: string): string | undefined =>
  foundVersion(db, LEDGER_SCHEMA) === 0 && hasTable(db, "journal")
    ? `${path} belongs to another program. Move it away, or choose another data directory.`
    : undefined;

function over(db: Db): Ledger {
  const append = appendJournal(db);
  const save = saveDelivery(db);
  const write = writeTransition(db);
  return {
    commit: inTransaction(db, (group: readonly Transition[]) => gathered(group.map(write))),
    advance: inTransaction(db, (delivery: Delivery, at: At) => {
      save(delivery, at);
      return append(deliveryEntry(delivery, at));
    }),
    recordChoice: (session, claim, choice, at) =>
      append({ at, session, kind: "dispatch", type: choice.policy, data: { claim, choice } }),
    note: (session, type, data, at) => append({ at, session, kind: "note", type, data }),
    seed: db.transaction((session: SessionName, snapshot: StoredSnapshot, from: unknown, at: At) => {
      saveSnapshot(db)(session, snapshot);
      return append({ at, session, kind: "note", type: "imported", data: from });
    }),
    performed: removeFromOutbox(db),
    snapshot: loadSnapshot(db),
    timers: readTimers(db),
    outbox: readOutbox(db),
    openDeliveries: readOpenDeliveries(db),
    delivery: readDelivery(db),
    journal: readJournal(db),
    entriesOf: readEntriesOf(db),
    count: countJournal(db),
    lastSeq: lastSeq(db),
    keepScreen: saveScreen(db),
    screen: loadScreen(db),
    prune: prune(db),
    bytes: bytesInUse(db),
    oldest: oldestKept(db),
    close: () => void db.close(),
  };
}

interface Written {
  readonly outbox: readonly OutboxRow[];
  readonly journal: readonly JournalEntry[];
}

function writeTransition(db: Db): (transition: Transition) => Written {
  const append = appendJournal(db);
  const snapshot = saveSnapshot(db);
  const timer = changeTimer(db);
  const save = saveDelivery(db);
  const send = addToOutbox(db);
  return (transition) => {
    const { session, at, event, from, to, deliveries, intents } = transition;
    const journal = [append({ at, session, kind: "event", type: event.type, from, to, data: event })];
    snapshot(session, transition.snapshot);
    for (const change of transition.timers) timer(session, change);
    for (const delivery of deliveries) {
      save(delivery, at);
      journal.push(append(deliveryEntry(delivery, at)));
    }
    return { journal, outbox: intents.map((intent) => send(session, intent, at)) };
  };
}

const gathered = (written: readonly Written[]): Written => ({
  outbox: written.flatMap(({ outbox }) => outbox),
  journal: written.flatMap(({ journal }) => journal),
});

/** Without the text, which the delivery's own row keeps. */
const deliveryEntry = ({ claim, session, grant, tag, phase }: Delivery, at: At): Omit<JournalEntry, "seq"> => ({
  at,
  session,
  kind: "delivery",
  type: phase.name,
  data: { claim, grant, tag, phase },
});
