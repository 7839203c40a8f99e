// Which of the tasks that a session could take it gets.
// D1. A choice is a function of the pool alone: the same pool gives the same choice, ties and all.
// D2. Its record names what was weighed and what the strict order would have given; nothing else went into it.
// D3. What a person gave to the session by hand comes first, under every policy.
import type { At, SessionName, TaskId } from "../../machines/ids.ts";
import type { Choice, PolicyName } from "./choice.ts";
import type { Candidate } from "../strict-order.ts";
import type { Size } from "../task.ts";

/** A task that is not done, as far as the graph matters. */
export interface OpenTask {
  readonly id: TaskId;
  readonly priority: number;
  readonly createdAt: At;
  readonly size?: Size;
  /** Its own, or its goal's. */
  readonly deadline?: At;
  /** What must be done first and is not: what it depends on, and its parts. */
  readonly waitsFor: readonly TaskId[];
}

export interface Pool {
  readonly session: SessionName;
  readonly at: At;
  /** Those that the session could take now and that may matter; in no order. */
  readonly candidates: readonly Candidate[];
  /** How many it could take; counted up to a bound. */
  readonly considered: number;
  /** The candidates, and what waits behind them. Empty for a policy that looks along the line alone. */
  readonly graph: readonly OpenTask[];
  /** Dispatches since one was given to the oldest task out of turn. */
  readonly sinceOldest: number;
}

export interface Decision {
  readonly best: Candidate;
  readonly choice: Choice;
}

export interface Policy {
  readonly name: PolicyName;
  /** What it wants to see: the first of the line, or the graph around it too. */
  readonly looksAt: "line" | "graph";
  /** Undefined for an empty pool. */
  choose(pool: Pool): Decision | undefined;
}
