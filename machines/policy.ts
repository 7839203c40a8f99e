import type { Policy } from "./context.ts";

/** What holds where the user set nothing. */
export const DEFAULT_POLICY: Policy = {
  idleThreshold: 180_000,
  handThreshold: 2_000,
  settle: 3_000,
  unseenTurn: 20_000,
  lost: 5_000,
  overtime: 7_200_000,
  generalPromptMax: 1,
};
