// The service without a watch: for commands while no daemon runs. What it commits (a pause, a settled doubt) is
// performed by the next daemon, from the outbox.
import { SILENT } from "../../agents/channels/word.ts";
import { PROFILES } from "../../agents/profiles.ts";
import { makeDispatch } from "../../daemon/dispatch.ts";
import { makeLife } from "../../daemon/life.ts";
import { makeNews } from "../../daemon/news.ts";
import { makePersist } from "../../daemon/persist.ts";
import type { Service } from "../../daemon/service.ts";
import { makeService } from "../../daemon/service/make-service.ts";
import { loadSessions } from "../../daemon/sessions.ts";
import type { Settings } from "../../daemon/settings.ts";
import { claimId } from "../../machines/ids.ts";
import { systemGit } from "../../adapters/git/git.ts";
import { randomIds } from "../../adapters/ids.ts";
import { isPassing } from "../../state/database/sqlite-error.ts";
import { localTime } from "./local-time.ts";
import { plannerFor } from "./planner.ts";
import type { Stores } from "./stores.ts";

export function offlineService(settings: Settings, stores: Stores): Service {
  const { ledger, clock } = stores;
  const ids = randomIds();
  const onTrouble = (error: unknown) => process.emitWarning(String(error));
  const news = makeNews(ledger, makePersist({ life: makeLife(clock), isPassing, onTrouble }), () => clock.now());
  const sessions = loadSessions(
    settings.sessions.map(({ name }) => name),
    ledger,
    settings.policy,
  );
  const dispatch = makeDispatch({
    ledger,
    sessions,
    isPassing,
    dueOf: () => undefined,
    soon: (run) => setImmediate(run),
    later: (run) => void clock.after(1_000, run),
    onCommitted: ({ journal }) => news.publish(journal),
    onTrouble,
  });
  return makeService({
    ...stores,
    settings,
    sessions,
    news,
    dispatch,
    ids,
    git: systemGit(),
    planner: plannerFor(settings.planner, () => clock.now()),
    localTime,
    watching: false,
    eyes: {
      server: () => undefined,
      pane: () => undefined,
      see: async () => undefined,
      isGone: async () => true,
      respawned: async () => undefined,
    },
    freshClaim: () => claimId(`c-${ids.fresh()}`),
    heldBack: () => undefined,
    latest: () => undefined,
    said: () => SILENT,
    profiles: PROFILES,
    config: () => ({ loadedAt: clock.now(), refused: [], pending: [] }),
    hook: async () => ({ kind: "ignored", why: "no daemon watches" }),
  });
}
