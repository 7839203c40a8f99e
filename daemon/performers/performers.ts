import type { SessionName } from "../../machines/ids.ts";
import { deliver } from "../delivery/deliver.ts";
import type { Deliverer } from "../delivery/deliverer.ts";
import type { HeldBack } from "../held-back.ts";
import type { Performers } from "../perform.ts";
import type { Settings } from "../settings.ts";
import type { Placer } from "../runs/place.ts";
import { ask } from "./ask.ts";
import { complete, doubt, overtime, release, unhold } from "./end.ts";

interface Around {
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
    ask: ask({ ...by, ...around.placer, settings }),
    deliver: async ({ claim, grant }, session) => {
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
