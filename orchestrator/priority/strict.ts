import { compareStrict, explainStrict } from "../strict-order.ts";
import type { Policy } from "./policy.ts";

/** The original order: priority, then age. */
export const STRICT: Policy = {
  name: "strict",
  looksAt: "line",
  choose: ({ candidates, considered }) => {
    const [best, ...next] = candidates.toSorted(compareStrict);
    return best && { best, choice: explainStrict(best, next, considered) };
  },
};
