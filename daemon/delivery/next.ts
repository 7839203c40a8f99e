import type { Phase } from "../../machines/delivery.ts";

/** What a phase came to: the next phase, or the event that ends the delivery for the session. */
export type Next =
  | { readonly kind: "phase"; readonly phase: Phase }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "unsure"; readonly seen: string };
