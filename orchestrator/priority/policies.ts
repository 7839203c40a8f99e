import type { PolicyName } from "./choice.ts";
import type { Policy } from "./policy.ts";
import { STRICT } from "./strict.ts";
import { URGENCY } from "./urgency.ts";

export const POLICIES: Readonly<Record<PolicyName, Policy>> = { strict: STRICT, urgency: URGENCY };
