import type { Pool } from "../../orchestrator/priority/policy.ts";
import type { Candidate } from "../../orchestrator/strict-order.ts";
import type { Db } from "../database/open-file.ts";
import type { ClaimRules } from "./options.ts";
import { graphBehind } from "./queries/graph-behind.ts";
import { graphSeeds } from "./queries/graph-seeds.ts";
import { sinceOldest } from "./queries/since-oldest.ts";
import type { Asking } from "./queries/takeable.ts";
import { takeable } from "./queries/takeable.ts";

/** The chosen one and those shown as next in line. */
const LINE = 6;
/** First of the line where the graph is weighed too; more of them change hardly any choice. */
const WIDE_LINE = 48;
/** A policy needs to know no more of the past. */
const PAST = 8;

/** What the policy chooses from. */
export function readPool(
  db: Db,
  { policy, counted }: Pick<ClaimRules, "policy" | "counted">,
): (asking: Asking) => Pool {
  const line = takeable(db);
  const seeds = graphSeeds(db);
  const behind = graphBehind(db);
  const since = sinceOldest(db);
  return (asking) => {
    const { session, at } = asking;
    const considered = line.count(asking, counted);
    const plain = { session, at, considered, graph: [], sinceOldest: 0 };
    if (policy.looksAt === "line") return { ...plain, candidates: line.first(asking, LINE) };
    const candidates = once([...line.first(asking, WIDE_LINE), ...seeds(asking)]);
    return { ...plain, candidates, graph: behind(candidates.map(({ id }) => id)), sinceOldest: since(PAST) };
  };
}

const once = (candidates: readonly Candidate[]): readonly Candidate[] => [
  ...new Map(candidates.map((candidate) => [candidate.row, candidate])).values(),
];
