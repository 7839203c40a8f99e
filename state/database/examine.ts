// What a database file is like, found out without changing it, and made small again.
import { existsSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { z } from "zod";
import { newerSchema } from "../migrations/migrate.ts";
import type { Schema } from "../migrations/migrate.ts";
import { lineAbout } from "./sqlite-error.ts";

export type Examined =
  | { readonly kind: "absent" }
  /** `bytes` of the file, `free` of them in pages that nothing uses. */
  | { readonly kind: "sound"; readonly bytes: number; readonly free: number }
  /** One line: what is wrong, and what to do. */
  | { readonly kind: "unsound"; readonly why: string };

/** Reads the whole file once; a writer is not held up. */
export function examine(path: string, schema: Schema): Examined {
  if (!existsSync(path)) return { kind: "absent" };
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true, timeout: 2_000 });
    try {
      const why = newerSchema(db, schema, path) ?? damage(path, db.pragma("quick_check(1)", { simple: true }));
      if (why !== undefined) return { kind: "unsound", why };
      const pages = (name: string) => z.number().parse(db.pragma(name, { simple: true }));
      const size = pages("page_size");
      return { kind: "sound", bytes: pages("page_count") * size, free: pages("freelist_count") * size };
    } finally {
      db.close();
    }
  } catch (error) {
    return { kind: "unsound", why: lineAbout(path, error) };
  }
}

export type Compacted =
  | { readonly kind: "compacted"; readonly before: number; readonly after: number }
  | { readonly kind: "refused"; readonly why: string };

/**
 * Writes the file anew without its free pages. One transaction of SQLite's: whatever interrupts it leaves the file as it
 * was. It takes the file's size again of the disk, and nobody else may have it open for writing meanwhile.
 */
export function compact(path: string): Compacted {
  const before = bytesOf(path);
  try {
    const db = new Database(path, { fileMustExist: true, timeout: 2_000 });
    try {
      db.exec("VACUUM");
      db.pragma("wal_checkpoint(TRUNCATE)");
    } finally {
      db.close();
    }
  } catch (error) {
    return { kind: "refused", why: lineAbout(path, error) };
  }
  return { kind: "compacted", before, after: bytesOf(path) };
}

const bytesOf = (path: string): number =>
  [path, `${path}-wal`].reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);

const damage = (path: string, found: unknown): string | undefined =>
  found === "ok" ? undefined : `${path} is damaged: ${String(found)}. Restore it from a backup, or move it away.`;
