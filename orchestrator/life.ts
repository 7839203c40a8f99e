// A task's life as times and spans, read off its events. All flow metrics derive from these.
// L1. Spans follow each other without gaps from its creation on; the last one is open until the task has ended.
// L2. What is started or ready again keeps its first time; done is the last word.
import type { At } from "../machines/ids.ts";

/** What a task does while time passes. */
export const SPANS = [
  /** Waits for other tasks. */
  "blocked",
  /** Could be given; waits for an agent. */
  "queued",
  /** Being given; its arrival is not proven yet. */
  "delivering",
  /** An agent is busy on it. */
  "active",
  /** The agent waits for a person, or nobody can tell what became of the task. */
  "waiting",
  /** The agent waits for its usage limit to end. */
  "limited",
  "checking",
  /** Waits for a person's verdict. */
  "review",
] as const;
export type SpanKind = (typeof SPANS)[number];

export interface Span {
  readonly kind: SpanKind;
  readonly from: At;
  /** Absent: it lasts. */
  readonly to?: At;
}

export interface Life {
  readonly created?: At;
  /** First: nothing to wait for but an agent. */
  readonly ready?: At;
  /** First: proven to be with an agent. */
  readonly started?: At;
  /** Last: the agent said, or was seen, to have done it. */
  readonly claimedDone?: At;
  /** Verified, or accepted. */
  readonly finished?: At;
  readonly spans: readonly Span[];
}

interface Happened {
  readonly kind: string;
  readonly at: At;
}

/** The span that begins with an event; `end`: none. Other events change nothing. */
const BEGINS: Readonly<Record<string, SpanKind | "end">> = {
  created: "blocked",
  blocked: "blocked",
  split: "blocked",
  ready: "queued",
  released: "queued",
  again: "queued",
  lost: "queued",
  retried: "queued",
  claimed: "delivering",
  sent: "delivering",
  working: "active",
  active: "active",
  waiting: "waiting",
  unsure: "waiting",
  limited: "limited",
  checking: "checking",
  review: "review",
  done: "end",
  failed: "end",
  cancelled: "end",
  quarantined: "end",
};

/** Events oldest first, as they were written. */
export function lifeOf(events: readonly Happened[]): Life {
  const first = (kind: string): At | undefined => events.find((event) => event.kind === kind)?.at;
  const last = (kind: string): At | undefined => events.findLast((event) => event.kind === kind)?.at;
  const ended = events.findLast(({ kind }) => kind in BEGINS);
  const finished = ended?.kind === "done" ? ended.at : undefined;
  return {
    ...present("created", first("created")),
    ...present("ready", first("ready")),
    ...present("started", first("working")),
    ...present("claimedDone", last("checking") ?? last("review") ?? finished),
    ...present("finished", finished),
    spans: spansOf(events),
  };
}

function spansOf(events: readonly Happened[]): readonly Span[] {
  const spans: Span[] = [];
  let open: Span | undefined;
  for (const { kind, at } of events) {
    const begins = BEGINS[kind];
    if (begins === undefined || begins === open?.kind) continue;
    // A clock that was set back makes no span of less than nothing.
    const now = Math.max(at, open?.from ?? at);
    if (open !== undefined && now > open.from) spans.push({ ...open, to: now });
    open = begins === "end" ? undefined : { kind: begins, from: now };
  }
  return open === undefined ? spans : [...spans, open];
}

/** Milliseconds spent in each kind of span, up to `now` where one is open. */
export function timeIn({ spans }: Life, now: At): Readonly<Record<SpanKind, number>> {
  const sums = { blocked: 0, queued: 0, delivering: 0, active: 0, waiting: 0, limited: 0, checking: 0, review: 0 };
  for (const { kind, from, to = now } of spans) sums[kind] += Math.max(0, to - from);
  return sums;
}

const present = <K extends string>(key: K, at: At | undefined): { readonly [P in K]?: At } =>
  at === undefined ? {} : ({ [key]: at } as { readonly [P in K]: At });
