// The one door: nothing else changes a session.
// D1. One event at a time per session, in the order in which they came.
// D2. A group of events is one transaction; memory follows the commit, never precedes it.
// D3. An effect starts only after the commit of its group.
// D4. A timer that was called off or set anew while its event waited is nobody's any more.
// D5. A commit that fails for a passing reason (disk full, locked) is tried again; the events wait, none is lost.
// D6. `close` is answered when nothing waits to be committed, or only for a commit that failed and has its turn later.
//     From then on nothing is written, and whoever comes late waits for ever: it has ended with the daemon.
import type { SessionEvent } from "../machines/events.ts";
import type { Delivery } from "../machines/delivery.ts";
import type { Intent } from "../machines/intents.ts";
import type { At, SessionName } from "../machines/ids.ts";
import { keep } from "../machines/snapshot.ts";
import { stateOf, step } from "../machines/step.ts";
import type { SessionSnapshot, Stepped } from "../machines/step.ts";
import type { JournalEntry, Ledger, OutboxRow, TimerChange, Transition } from "../state/ledger/ledger.ts";
import type { Sessions } from "./sessions.ts";

/** The text that a granted claim will type; kept with the claim in the same commit. */
export interface Text {
  readonly text: string;
  readonly tag: string;
}

export interface Dispatched {
  readonly snapshot: SessionSnapshot;
  readonly changed: boolean;
}

/** `settled`: what is still being done, which may dispatch once more. */
export type Door = Dispatch & { close(settled: () => Promise<void>): Promise<void> };

export type Dispatch = (session: SessionName, event: SessionEvent, text?: Text) => Promise<Dispatched>;

/** A group as it was written: its effects may start. */
export interface Committed {
  readonly transitions: readonly Transition[];
  readonly outbox: readonly OutboxRow[];
  readonly journal: readonly JournalEntry[];
}

interface DoorParts {
  readonly ledger: Ledger;
  readonly sessions: Sessions;
  /** When a timer is due, by what is committed. */
  readonly dueOf: (session: SessionName, id: string) => At | undefined;
  /** Runs a group soon, once per burst. */
  readonly soon: (run: () => void) => void;
  /** Runs a group again after a failed commit. */
  readonly later: (run: () => void) => void;
  /** True for a failed commit that may pass (SQLITE_FULL, SQLITE_BUSY, SQLITE_IOERR). */
  readonly isPassing: (error: unknown) => boolean;
  readonly onCommitted: (group: Committed) => void;
  readonly onTrouble: (error: unknown) => void;
}

interface Waiting {
  readonly session: SessionName;
  readonly event: SessionEvent;
  readonly text: Text | undefined;
  readonly resolve: (done: Dispatched) => void;
  readonly reject: (error: unknown) => void;
}

export function makeDispatch(door: DoorParts): Door {
  const queue: Waiting[] = [];
  let due = false;
  let failed = false;
  let closed = false;

  const run = () => {
    if (closed) return;
    due = false;
    failed = false;
    const group = queue.splice(0);
    const staged = stage(group, door);
    try {
      commit(staged, door);
    } catch (error) {
      if (!door.isPassing(error)) return group.forEach(({ reject }) => reject(error));
      queue.unshift(...group);
      due = true;
      failed = true;
      door.onTrouble(error);
      return door.later(run);
    }
    group.forEach(({ resolve }, index) => {
      const done = staged[index];
      if (done) resolve({ snapshot: done.stepped.snapshot, changed: done.stepped.changed });
    });
  };

  const dispatch: Dispatch = (session, event, text) =>
    new Promise((resolve, reject) => {
      queue.push({ session, event, text, resolve, reject });
      if (due) return;
      due = true;
      door.soon(run);
    });
  const isSilent = () => queue.length === 0 || failed;
  const close = async (settled: () => Promise<void>): Promise<void> => {
    do {
      while (!isSilent()) await new Promise<void>((resolve) => door.soon(resolve));
      await settled();
    } while (!isSilent());
    closed = true;
  };
  return Object.assign(dispatch, { close });
}

interface Staged {
  readonly session: SessionName;
  readonly before: SessionSnapshot;
  readonly stepped: Stepped;
  readonly transition: Transition | undefined;
}

/** Steps the group on copies: nothing shows before the commit (keeps D2). */
function stage(group: readonly Waiting[], { sessions, dueOf }: DoorParts): readonly Staged[] {
  const latest = new Map<SessionName, SessionSnapshot>();
  const touched = new Set<string>();
  return group.map((waiting) => {
    const { session, event } = waiting;
    const before = latest.get(session) ?? sessions.get(session);
    if (isStale(waiting, touched, dueOf)) return { session, before, stepped: unchanged(before), transition: undefined };
    const stepped = step(before, event);
    latest.set(session, stepped.snapshot);
    for (const { id } of stepped.timers) touched.add(`${session}\n${id}`);
    const worthWriting = stepped.changed || event.type === "timer";
    return { session, before, stepped, transition: worthWriting ? transitionOf(waiting, before, stepped) : undefined };
  });
}

/** Keeps D4. */
const isStale = ({ session, event }: Waiting, touched: ReadonlySet<string>, dueOf: DoorParts["dueOf"]): boolean =>
  event.type === "timer" &&
  event.due !== undefined &&
  (touched.has(`${session}\n${event.event}`) || dueOf(session, event.event) !== event.due);

const unchanged = (snapshot: SessionSnapshot): Stepped => ({ snapshot, intents: [], timers: [], changed: false });

function commit(staged: readonly Staged[], door: DoorParts): void {
  const transitions = staged.flatMap(({ transition }) => (transition ? [transition] : []));
  const written = transitions.length > 0 ? door.ledger.commit(transitions) : { outbox: [], journal: [] };
  for (const { session, stepped } of staged) door.sessions.set(session, stepped.snapshot);
  if (transitions.length > 0) door.onCommitted({ transitions, ...written });
}

function transitionOf(waiting: Waiting, before: SessionSnapshot, stepped: Stepped): Transition {
  const { session, event } = waiting;
  return {
    session,
    at: event.at,
    event,
    from: stateOf(before),
    to: stateOf(stepped.snapshot),
    snapshot: keep(stepped.snapshot),
    intents: stepped.intents,
    timers: [...spent(event), ...stepped.timers.map((timer) => dueAt(timer, event))],
    deliveries: stepped.intents.flatMap((intent) => newDelivery(intent, waiting)),
  };
}

/** A timer that fired is over, whatever the chart made of it. */
const spent = (event: SessionEvent): readonly TimerChange[] =>
  event.type === "timer" ? [{ kind: "cancel", id: event.event }] : [];

const dueAt = (timer: Stepped["timers"][number], event: SessionEvent): TimerChange =>
  timer.kind === "cancel" ? timer : { kind: "set", id: timer.id, due: event.at + timer.after, event: timer.event };

function newDelivery(intent: Intent, { session, text, event }: Waiting): readonly Delivery[] {
  if (intent.kind !== "deliver") return [];
  if (!text) throw new Error(`${event.type} granted ${intent.claim} without its text`);
  return [{ claim: intent.claim, session, grant: intent.grant, ...text, phase: { name: "assigned" } }];
}
