import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "../../adapters/clock.ts";
import type { Backlog, Clock } from "../../daemon/ports.ts";
import { COUNTED } from "../../orchestrator/priority/choice.ts";
import type { PolicyName } from "../../orchestrator/priority/choice.ts";
import { POLICIES } from "../../orchestrator/priority/policies.ts";
import { checkTaskText } from "../../orchestrator/text.ts";
import { GOAL_RULES, RUN_RULES } from "./goal-rules.ts";
import { openBacklog } from "../../state/backlog/open-backlog.ts";
import { openLedger } from "../../state/ledger/open-ledger.ts";
import type { Ledger } from "../../state/ledger/ledger.ts";
import { OURS } from "./files.ts";
import { makePrivate } from "./private.ts";

export interface Stores {
  readonly ledger: Ledger;
  readonly backlog: Backlog;
  readonly clock: Clock;
  readonly dataDir: string;
  /** Names this data directory to tmux servers and to the backlog. `[a-z0-9]+` */
  readonly hash: string;
  close(): void;
}

export type Opened =
  | { readonly kind: "open"; readonly stores: Stores }
  | { readonly kind: "refused"; readonly why: string };

/** Opens both databases of a data directory, which is made if it is not there (mode 0700). */
export async function openStores(dataDir: string, policy: PolicyName = "strict"): Promise<Opened> {
  const why = await makePrivate(dataDir, OURS);
  if (why !== undefined) {
    const line = `the data directory ${dataDir} cannot be used: ${why}. Choose another with --data-dir.`;
    return { kind: "refused", why: line };
  }
  const clock = systemClock();
  const hash = await hashOf(dataDir);
  const opened = openLedger(join(dataDir, "state.db"));
  if (opened.kind === "refused") return opened;
  const backlog = await openBacklog(join(dataDir, "goals.db"), {
    host: hash,
    checkText: checkTaskText,
    policy: POLICIES[policy],
    counted: COUNTED,
    goalRules: GOAL_RULES,
    runRules: RUN_RULES,
    now: () => clock.now(),
    pause: (ms) => new Promise((resolve) => void clock.after(ms, resolve)),
  });
  if (backlog.kind === "refused") {
    opened.ledger.close();
    return backlog;
  }
  const close = () => {
    opened.ledger.close();
    backlog.backlog.close();
  };
  return { kind: "open", stores: { ledger: opened.ledger, backlog: backlog.backlog, clock, dataDir, hash, close } };
}

/** Names a data directory, whatever path leads to it. */
export const hashOf = async (dataDir: string): Promise<string> =>
  createHash("sha256")
    .update(await realpath(dataDir))
    .digest("hex")
    .slice(0, 12);
