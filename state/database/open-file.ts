// Opening a database file.
// F1. A new file is the owner's alone (0600); SQLite gives its -wal and -shm the same mode.
// F2. An existing database is never opened by other means than SQLite: closing any other descriptor of the file would
//     drop all locks this process holds on it (POSIX record locks belong to the process, not to the descriptor).
import { chmodSync, closeSync, openSync } from "node:fs";
import Database from "better-sqlite3";

export type Db = Database.Database;

/** Opens or creates. `timeout`: milliseconds for which a busy database may hold the calling thread. */
export function openFile(path: string, timeout: number): Db {
  createPrivate(path);
  const db = new Database(path, { timeout });
  keepPrivate(path);
  return db;
}

/** Every commit is on disk before it is answered; readers never wait for a writer. */
export function makeDurable(db: Db): void {
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
}

function createPrivate(path: string): void {
  try {
    // "wx" fails on a file that exists before a descriptor comes to be: keeps F2.
    closeSync(openSync(path, "wx", 0o600));
  } catch {
    // It exists, or cannot be created: SQLite says so better.
  }
}

function keepPrivate(path: string): void {
  try {
    chmodSync(path, 0o600);
  } catch {
    // Another user's file that we may write: its mode is his affair.
  }
}
