import type { SessionName } from "../../machines/ids.ts";
import { deliver } from "../delivery/deliver.ts";
import type { Deliverer } from "../delivery/deliverer.ts";
import type { HeldBack } from "../held-back.ts";
import type { Performers } from "../perform.ts";
import type { Persist } from "../persist.ts";
import type { Settings } from "../settings.ts";
import type { Placer } from "../runs/place.ts";
import { ask } from "./ask.ts";
import { complete, doubt, overtime, release, unhold } from "./end.ts";

interface Around {
  readonly persist: Persist;
  readonly held: HeldBack;
  readonly note: (session: SessionName, type: string, data: unknown) => void;
  /** Let the watch look more often for a while. */
  readonly heat: () => void;
  /** A run may have left something to be done. */
  readonly kick: () => void;
  readonly placer: Omit<Placer, "backlog" | "eyes">;
}

export function makePerformers(settings: Settings, by: Deliverer, around: Around): Performers {
  const ender = { ...by, maxAttempts: settings.maxAttempts, kick: around.kick };
  return {
    ask: ask({ ...by, ...around.placer, persist: around.persist, settings, forgetHeldBack: around.held.forget }),
    deliver: async ({ claim, grant }, session) => {
      // A crash may have come between a delivery's end and its mark as performed.
      if (!by.isHeld(session, claim)) return undefined;
      around.heat();
      const event = await deliver(claim, by);
      if (event?.type === "delivered" && grant.kind === "task") await by.backlog.working(claim, grant.fence);
      around.held.forget(session);
      around.heat();
      return event && { event };
    },
    release: release(ender),
    complete: complete(ender),
    doubt: doubt(ender),
    unhold: unhold(ender),
    overtime: overtime((session, claim) => around.note(session, "overtime", { claim })),
  };
}
