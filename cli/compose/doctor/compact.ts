import { existsSync } from "node:fs";
import { join } from "node:path";
import { compact } from "../../../state/database/examine.ts";
import type { Compacted } from "../../../state/database/examine.ts";
import { lockDataDirectory } from "../../../state/lock/lock-data-directory.ts";
import { DATABASES } from "./examine.ts";

export type CompactedAll =
  | { readonly kind: "done"; readonly databases: readonly ({ readonly name: string } & Compacted)[] }
  | { readonly kind: "refused"; readonly why: string };

/** Not beside a daemon: the data directory is held meanwhile. */
export function compactAll(dataDir: string): CompactedAll {
  const present = DATABASES.filter(({ name }) => existsSync(join(dataDir, name)));
  if (present.length === 0) return { kind: "refused", why: `nothing is kept in ${dataDir} yet; start with: drover up` };
  const lock = lockDataDirectory(dataDir);
  if (lock.kind === "held") return { kind: "refused", why: `a daemon runs on ${dataDir}; first: drover down` };
  if (lock.kind === "refused") return lock;
  try {
    return { kind: "done", databases: present.map(({ name }) => ({ name, ...compact(join(dataDir, name)) })) };
  } finally {
    lock.release();
  }
}
