import type { At, SessionName } from "../machines/ids.ts";
import type { TimerChange, TimerRow } from "../state/ledger/ledger.ts";
import type { Clock, Stop } from "./ports.ts";

/** Durable timers: the rows are the truth, this only wakes up when the next one is due. */
export interface Alarms {
  /** Nothing rings before: a timer that asks for a task must not run ahead of recovery. */
  begin(): void;
  apply(session: SessionName, changes: readonly TimerChange[]): void;
  /** When this timer is due now; undefined if it is not set. One that rang is set until its event is committed. */
  dueOf(session: SessionName, id: string): At | undefined;
  /** Nothing rings any more: what is set after this, by the last commits, is for the next start. */
  stop(): void;
}

/** The longest single wait: a clock that was set back or a machine that slept is noticed within it. ms */
const LONGEST_WAIT = 60_000;

export function makeAlarms(rows: readonly TimerRow[], clock: Clock, ring: (timer: TimerRow) => void): Alarms {
  const pending = new Map(rows.map((row) => [key(row.session, row.id), row]));
  const rang = new Set<TimerRow>();
  let cancel: Stop = () => {};
  let life: "not begun" | "awake" | "stopped" = "not begun";

  const arm = () => {
    if (life !== "awake") return;
    cancel();
    const due = Math.min(...[...pending.values()].filter((row) => !rang.has(row)).map((row) => row.due));
    if (!Number.isFinite(due)) return;
    cancel = clock.after(Math.min(Math.max(0, due - clock.now()), LONGEST_WAIT), fire);
  };
  const fire = () => {
    const now = clock.now();
    for (const row of pending.values()) {
      if (row.due > now || rang.has(row)) continue;
      rang.add(row);
      ring(row);
    }
    arm();
  };

  return {
    begin: () => {
      life = "awake";
      arm();
    },
    apply: (session, changes) => {
      for (const change of changes) {
        const before = pending.get(key(session, change.id));
        if (before) rang.delete(before);
        if (change.kind === "cancel") pending.delete(key(session, change.id));
        else pending.set(key(session, change.id), { session, ...change });
      }
      if (changes.length > 0) arm();
    },
    dueOf: (session, id) => pending.get(key(session, id))?.due,
    stop: () => {
      life = "stopped";
      cancel();
    },
  };
}

const key = (session: SessionName, id: string): string => `${session}\n${id}`;
