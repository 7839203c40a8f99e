import { begin } from "../../machines/step.ts";
import { keepWithCounters, restore } from "../../machines/snapshot.ts";
import type { Counters } from "../../machines/snapshot.ts";
import { lockDataDirectory } from "../../state/lock/lock-data-directory.ts";
import type { Io } from "../io.ts";
import { dataDirOf, loadConfig } from "../places.ts";
import type { Common } from "../places.ts";
import { settingsOf } from "./settings.ts";
import { openStores } from "./stores.ts";

export type Imported =
  | { readonly kind: "imported"; readonly session: string }
  | { readonly kind: "refused"; readonly why: string };

/** Gives the first session of the config what the original monitor had counted. Not while a daemon runs: it would not know. */
export async function importState(counters: Counters, common: Common, io: Io): Promise<Imported> {
  const loaded = await loadConfig(common, io);
  const composed = loaded.kind === "ok" ? settingsOf(loaded.config, loaded.file) : loaded;
  if (composed.kind === "wrong") return { kind: "refused", why: composed.errors.join("\n") };
  const { settings } = composed;
  const name = settings.sessions[0]?.name;
  if (name === undefined) return { kind: "refused", why: "the config names no session" };
  const dataDir = dataDirOf(common, io);
  const opened = await openStores(dataDir);
  if (opened.kind === "refused") return opened;
  const { ledger, clock, close } = opened.stores;
  const lock = lockDataDirectory(dataDir);
  try {
    if (lock.kind === "refused") return lock;
    if (lock.kind === "held") return { kind: "refused", why: "a daemon runs; stop it first: drover down" };
    const kept = ledger.snapshot(name);
    const before = kept ? restore(kept, settings.policy) : begin(settings.policy);
    ledger.seed(name, keepWithCounters(before, counters), counters, clock.now());
    return { kind: "imported", session: name };
  } finally {
    close();
    if (lock.kind === "locked") lock.release();
  }
}
