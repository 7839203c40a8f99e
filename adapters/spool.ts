// Task texts on disk, one file a claim.
// S1. A file under its real name is whole: it is written under another name, synced, then renamed, then the folder synced.
// S2. A disk that does not take it is a refusal, not a bug.
// S3. Only the owner can read it: folder 0700, file 0600.
import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Spool, Spooled } from "../daemon/ports.ts";

/** A spool in this folder, which is made at the first write. */
export function fileSpool(folder: string): Spool {
  const home = resolve(folder);
  return {
    write: (claim, text) => write(home, claim, text),
    read: (claim) => readFile(join(home, claim), "utf8").catch(absent),
    remove: (claim) => remove(join(home, claim)),
    sweep: async (keep) => {
      const left = await readdir(home).catch(() => []);
      await Promise.all(
        left.filter((name) => !keep.some((claim) => claim === name)).map((name) => remove(join(home, name))),
      );
    },
  };
}

const remove = (path: string): Promise<void> => rm(path, { force: true }).catch(() => undefined);

async function write(home: string, name: string, text: string): Promise<Spooled> {
  try {
    return { kind: "written", path: await writeWhole(home, name, text) };
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return { kind: "refused", why: `the text could not be laid ready: ${error.message}` };
  }
}

async function writeWhole(home: string, name: string, text: string): Promise<string> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const path = join(home, name);
  const draft = join(home, `.${name}.${randomBytes(6).toString("hex")}`);
  try {
    await writeSynced(draft, text);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(home);
  return path;
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function absent(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
