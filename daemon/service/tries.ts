import type { Proof } from "../../machines/events.ts";
import type { ClaimId } from "../../machines/ids.ts";
import { read } from "../../machines/read.ts";
import type { TaskMoment } from "../../orchestrator/backlog.ts";
import type { JournalEntry } from "../../state/ledger/ledger.ts";
import type { Try } from "../service.ts";
import type { Core } from "./core.ts";

/** Each claim on a task that this data directory's ledger knows of, oldest first. */
export function triesOf(history: readonly TaskMoment[], core: Core): readonly Try[] {
  const claims = new Set(history.flatMap(({ claim }) => (claim === undefined ? [] : [claim])));
  return [...claims].flatMap((claim) => {
    const entries = core.ledger.entriesOf(claim);
    const [first] = entries;
    return first ? [tryOf(claim, first, entries)] : [];
  });
}

function tryOf(claim: ClaimId, first: JournalEntry, entries: readonly JournalEntry[]): Try {
  const deliveries = entries.filter(({ kind }) => kind === "delivery");
  const chosen = textOf(read(entries.find(({ kind }) => kind === "dispatch")?.data, "choice"), "because");
  const proof = deliveries.map(({ data }) => proofOf(read(read(data, "phase"), "proof"))).findLast((found) => found);
  const last = read(deliveries.at(-1)?.data, "phase");
  const ended = textOf(last, "how") ?? textOf(last, "seen");
  return {
    claim,
    session: first.session,
    phases: deliveries.map(({ at, type }) => ({ at, name: type })),
    ...(chosen === undefined ? {} : { chosen }),
    ...(proof === undefined ? {} : { proof }),
    ...(ended === undefined ? {} : { ended }),
  };
}

function textOf(value: unknown, key: string): string | undefined {
  const found = read(value, key);
  return typeof found === "string" ? found : undefined;
}

function proofOf(value: unknown): Proof | undefined {
  const kind = read(value, "kind");
  const seen = read(value, "seen");
  return (kind === "receipt" || kind === "screen") && typeof seen === "string" ? { kind, seen } : undefined;
}
