// All that goals.db keeps, out into a file and in from one. Straight at goals.db, whether a daemon runs or not: it notices
// rows that it did not write.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { idsFrom } from "../../orchestrator/exchange/book.ts";
import type { Book, BroughtIn, ReadBook, Reading, Written } from "../../orchestrator/exchange/book.ts";
import { readMarkdown } from "../../orchestrator/exchange/read-markdown.ts";
import { writeMarkdown } from "../../orchestrator/exchange/write-markdown.ts";
import { readJsonLines, writeJsonLines } from "../../state/exchange/json-lines.ts";
import { readBeads } from "../../state/exchange/read-beads.ts";
import { writeBeads } from "../../state/exchange/write-beads.ts";
import type { Stores } from "./stores.ts";
import { openStores } from "./stores.ts";

export type { Mistake } from "../../orchestrator/exchange/book.ts";

export const FORMATS = ["jsonl", "markdown", "beads"] as const;
export type Format = (typeof FORMATS)[number];

interface Codec {
  readonly write: (book: Book) => Written;
  readonly read: (text: string, reading: Reading) => ReadBook;
}

const CODECS: Readonly<Record<Format, Codec>> = {
  jsonl: { write: (book) => ({ text: writeJsonLines(book), leftOut: [] }), read: readJsonLines },
  markdown: { write: writeMarkdown, read: readMarkdown },
  beads: { write: writeBeads, read: readBeads },
};

/** By the file's name, where nothing is said. */
export function formatOf(file: string): Format {
  if (/\.(md|markdown)$/i.test(file)) return "markdown";
  return /(^|\/)\.beads\/[^/]*\.jsonl$/.test(file) ? "beads" : "jsonl";
}

export type Exported =
  | { readonly kind: "exported"; readonly text: string; readonly leftOut: readonly string[]; readonly counts: Counts }
  | { readonly kind: "refused"; readonly why: string };
export type Counts = { readonly [K in keyof Book]: number };

export async function exportBook(dataDir: string, format: Format): Promise<Exported> {
  if (!existsSync(join(dataDir, "goals.db"))) {
    return { kind: "refused", why: `nothing is kept in ${dataDir} yet; start with: drover up` };
  }
  return withStores(dataDir, async ({ backlog }): Promise<Exported> => {
    const book = await backlog.book();
    const counts = { visions: book.visions.length, goals: book.goals.length, tasks: book.tasks.length };
    return { kind: "exported", counts, ...CODECS[format].write(book) };
  });
}

export type Imported =
  | (Extract<BroughtIn, { kind: "brought" }> & { readonly leftOut: readonly string[] })
  | Extract<BroughtIn, { kind: "refused" }>
  | { readonly kind: "unusable"; readonly why: string };

export async function importBook(text: string, format: Format, dataDir: string): Promise<Imported> {
  const read = CODECS[format].read(text, { now: Date.now(), idFor: idsFrom(hash) });
  if (read.kind === "refused") return read;
  const came = await withStores(dataDir, async ({ backlog, clock }) => backlog.bringIn(read.book, clock.now()));
  if (came.kind === "brought") return { ...came, leftOut: read.leftOut };
  return "why" in came ? { kind: "unusable", why: came.why } : came;
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 12);

type Unusable = { readonly kind: "refused"; readonly why: string };

async function withStores<T>(dataDir: string, work: (stores: Stores) => Promise<T>): Promise<T | Unusable> {
  const opened = await openStores(dataDir);
  if (opened.kind === "refused") return opened;
  try {
    return await work(opened.stores);
  } finally {
    opened.stores.close();
  }
}

/** Undefined: it cannot be read. */
export const readText = (file: string): Promise<string | undefined> =>
  readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === undefined) throw error;
    return undefined;
  });

/** The file stands there whole or not at all; one that is there is replaced only where that is wanted. Answers why not. */
export async function writeWhole(file: string, text: string, replace: boolean): Promise<string | undefined> {
  if (!replace && existsSync(file)) return `${file} is there already and was left as it is; --force replaces it`;
  const draft = `${file}.${process.pid}.part`;
  try {
    await writeFile(draft, text, { flag: "wx" });
    await (replace ? rename(draft, file) : link(draft, file).catch(renameWhereNoLinks(draft, file)));
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return `${basename(file)} cannot be written: ${error.message}`;
  } finally {
    await rm(draft, { force: true });
  }
}

const renameWhereNoLinks = (draft: string, file: string) => (error: NodeJS.ErrnoException) => {
  if (error.code === "EEXIST") throw error;
  return rename(draft, file);
};
