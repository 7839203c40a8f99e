import type { Eyes } from "../../daemon/delivery/sight.ts";
import type { Processes } from "../../daemon/ports.ts";
import type { Settings } from "../../daemon/settings.ts";

/** Answers the ids of all processes that run in the panes of these sessions now. */
export const agentsIn =
  (settings: () => Settings, eyes: Eyes, processes: Processes) => async (): Promise<readonly number[]> => {
    const looks = await Promise.all(
      settings().sessions.map(async ({ name }) => {
        const pane = eyes.pane(name);
        return pane && (await eyes.server(name)?.look([pane]))?.get(pane);
      }),
    );
    const panePids = looks.flatMap((look) => (look ? [look.facts.identity.panePid] : []));
    const below = await Promise.all(panePids.map((pid) => processes.below(pid)));
    return below.flat().map(({ pid }) => pid);
  };
