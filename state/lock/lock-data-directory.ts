// One daemon per data directory: an exclusive SQLite transaction on a file of its own, held for life.
// The kernel drops it when the process dies, however it dies; a frozen process keeps it, as it must.
import { join } from "node:path";
import type { Db } from "../database/open-file.ts";
import { openFile } from "../database/open-file.ts";
import { isBusy, troubleWith } from "../database/sqlite-error.ts";

export type DirectoryLock =
  | { readonly kind: "locked"; release(): void }
  /** By a living process; `drover.pid` says which. */
  | { readonly kind: "held" }
  | { readonly kind: "refused"; readonly why: string };

/** Answers at once. `directory` must exist. */
export function lockDataDirectory(directory: string): DirectoryLock {
  const path = join(directory, "lock.db");
  try {
    return hold(openFile(path, 0));
  } catch (error) {
    const why = troubleWith(path, error);
    if (why === undefined) throw error;
    return { kind: "refused", why };
  }
}

function hold(db: Db): DirectoryLock {
  try {
    db.exec("BEGIN EXCLUSIVE");
    return { kind: "locked", release: () => void db.close() };
  } catch (error) {
    db.close();
    if (isBusy(error)) return { kind: "held" };
    throw error;
  }
}
