import Database from "better-sqlite3";

/** Another connection holds the lock that was needed. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && (error.code.startsWith("SQLITE_BUSY") || error.code === "SQLITE_LOCKED");

export const isConstraint = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith("SQLITE_CONSTRAINT");

/** One line for the operator about a file that cannot be used; undefined if the error is not about the file. */
export function troubleWith(path: string, error: unknown): string | undefined {
  if (error instanceof TypeError && /directory does not exist/i.test(error.message))
    return `${path} cannot be opened: its directory does not exist. Create it, or choose another data directory.`;
  if (!(error instanceof Database.SqliteError)) return undefined;
  const advice = ADVICE.find(([code]) => error.code.startsWith(code))?.[1];
  return advice === undefined ? undefined : `${path} ${advice}`;
}

/** The same for whoever can only say it and stop, a lock that another holds included. Throws what is not about the file. */
export function lineAbout(path: string, error: unknown): string {
  if (isBusy(error)) return `${path} is locked by another program. Try again later.`;
  const why = troubleWith(path, error);
  if (why !== undefined) return why;
  throw error;
}

/** The file under a running daemon is broken: nothing can be remembered any more, so nothing must be done. */
export const isDamage = (error: unknown): boolean =>
  error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|READONLY|CANTOPEN)/.test(error.code);

const ADVICE: readonly (readonly [code: string, advice: string])[] = [
  ["SQLITE_NOTADB", "is not an SQLite database. Move it away, or choose another data directory."],
  ["SQLITE_CORRUPT", "is damaged. Restore it from a backup, or move it away to start anew."],
  ["SQLITE_CANTOPEN", "cannot be opened. Check that it is a file, and who may read and write it and its directory."],
  ["SQLITE_READONLY", "cannot be written. Check who may write it and its directory."],
  ["SQLITE_PERM", "cannot be written. Check who may write it and its directory."],
  ["SQLITE_FULL", "cannot grow: the disk is full. Make room and start again."],
  ["SQLITE_IOERR", "cannot be read or written: the disk answered with an error."],
];

/** A failed commit that may go through later: another holds the lock, the disk is full or answered with an error. */
export const isPassing = (error: unknown): boolean =>
  isBusy(error) ||
  (error instanceof Database.SqliteError &&
    ["SQLITE_FULL", "SQLITE_IOERR"].some((code) => error.code.startsWith(code)));
