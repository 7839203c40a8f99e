import type { At } from "../../machines/ids.ts";
import type { Explain } from "../../orchestrator/strict-order.ts";
import type { CheckText } from "../../orchestrator/text.ts";
import type { Pause } from "./when-free.ts";

export interface ClaimRules {
  /** Id of this data directory: whose claims are ours at the next start. */
  readonly host: string;
  readonly checkText: CheckText;
  readonly explain: Explain;
}

export interface BacklogOptions extends ClaimRules {
  readonly now: () => At;
  readonly pause: Pause;
}
