import type { Db } from "./open-file.ts";

/**
 * The same function, run as one transaction that takes the write lock at its start: what it read still holds when it
 * writes. It is undone if it throws.
 */
export function inTransaction<A extends unknown[], R>(db: Db, work: (...args: A) => R): (...args: A) => R {
  const transaction = db.transaction(work);
  return (...args) => transaction.immediate(...args);
}
