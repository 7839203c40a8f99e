import type { SessionWhyWire } from "../../server/wire/why.ts";
import { nearLines } from "./near-lines.ts";

/** `drover why SESSION` for people. `now` in ms since the epoch. */
export function sessionLines({ session, missing, said, now: look }: SessionWhyWire, now: number): readonly string[] {
  const { evidence } = session;
  const held = session.claim === null ? "" : `, holds ${session.current_task?.id ?? "the general prompt"}`;
  const facts: readonly (readonly [string, string])[] = [
    ...(evidence ? evidenceFacts(evidence, now) : [["because", "not seen yet"] as const]),
    ["missing", missing],
    ...said.map((word) => ["says", `${spoken(word)} (${age(word.heard, now)})`] as const),
    ...(look ? [["now", lookSaid(look)] as const] : []),
  ];
  return [
    `${session.name}: ${session.state}${session.paused ? ", paused" : ""} (${session.activity}, ${session.work}${held})`,
    ...facts.map(([label, text]) => `  ${label.padEnd(8)} ${text}`),
    ...nearLines(look?.near ?? evidence?.near ?? []),
  ];
}

type Evidence = NonNullable<SessionWhyWire["session"]["evidence"]>;

const evidenceFacts = (evidence: Evidence, now: number): readonly (readonly [string, string])[] => [
  ["because", ruled(evidence.verdict, evidence)],
  ["source", `${evidence.source}, ${age(evidence.at, now)}, judged as ${evidence.agent}`],
  ...(evidence.flags.length > 0 ? [["flags", evidence.flags.join(", ")] as const] : []),
  ...(evidence.until === null ? [] : [["until", evidence.until] as const]),
];

const lookSaid = (look: NonNullable<SessionWhyWire["now"]>): string =>
  `${ruled(look.state, look)} (${[look.source, ...look.flags].join(", ")})`;

const spoken = (word: SessionWhyWire["said"][number]): string => `${word.channel}: ${ruled(word.verdict, word)}`;

interface Ruled {
  readonly sub: string | null;
  readonly because: string;
  readonly line: string | null;
}

const ruled = (state: string, { sub, because, line }: Ruled): string =>
  `${state}${sub === null ? "" : ` (${sub})`} by ${because}${line ? `: ${JSON.stringify(line)}` : ""}`;

const age = (iso: string, now: number): string => `${Math.max(0, Math.round((now - Date.parse(iso)) / 1000))} s ago`;
