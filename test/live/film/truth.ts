// What an agent truly did, and from when to when, as the one who drives it knows: by the keys that were sent, by the
// requests that reached the model, and by rows of the screen that were waited for. Never by drover's own judgement.
// T1. Spans follow each other without gaps; one may begin in the past (a byte that left earlier), not before its
//     predecessor.
// T2. `settle` is a change under way: the cause is known, the screen does not show it yet. It is never scored.

/** `typed`: text stands in the composer, not submitted. `shell`: no agent runs. */
export type State = "shell" | "boot" | "dialog" | "idle" | "typed" | "busy" | "waiting" | "limited" | "settle";

export interface Span {
  readonly state: State;
  readonly sub?: string;
  /** ms since the epoch. */
  readonly from: number;
  readonly to: number;
  /** When what led to it happened; absent: at `from`. */
  readonly cause?: number;
}

export interface Truth {
  /** From `at` on (now, if absent) this is so. `cause`: when what led to it happened, if not at the last `changes`. */
  is(state: State, sub?: string, at?: number, cause?: number): void;
  /** A change was caused at this time; what comes of it is not seen yet. */
  changes(at?: number): void;
  now(): State;
  /** All spans, the last one closed now. */
  spans(): readonly Span[];
}

type Open = Omit<Span, "to">;

export function makeTruth(): Truth {
  const done: Span[] = [];
  let open: Open = { state: "shell", from: Date.now() };
  const next = (span: Open) => {
    const from = Math.max(span.from, open.from);
    if (from > open.from) done.push({ ...open, to: from });
    open = { ...span, from };
  };
  return {
    is: (state, sub, at = Date.now(), cause) => {
      const since = cause ?? (open.state === "settle" ? open.from : undefined);
      next({
        state,
        from: at,
        ...(sub === undefined ? {} : { sub }),
        ...(since === undefined ? {} : { cause: since }),
      });
    },
    changes: (at = Date.now()) => next({ state: "settle", from: at }),
    now: () => open.state,
    spans: () => [...done, { ...open, to: Date.now() }],
  };
}
