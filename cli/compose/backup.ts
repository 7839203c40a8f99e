import { existsSync } from "node:fs";
import { link, mkdtemp, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { copyDatabases, DATABASES } from "../../state/backup/copy-databases.ts";
import { writeTar } from "../../state/backup/tar.ts";

export type BackedUp =
  | { readonly kind: "written"; readonly bytes: number }
  | { readonly kind: "refused"; readonly why: string };

/** Writes both databases into one new file, the owner's alone. It stands there whole or not at all. */
export async function backUp(dataDir: string, file: string): Promise<BackedUp> {
  if (existsSync(file)) return { kind: "refused", why: `${file} is there already and was left as it is` };
  let folder: string | undefined;
  try {
    folder = await mkdtemp(`${file}.`);
    const copied = await copyDatabases(dataDir, folder);
    if (copied.kind === "refused") return copied;
    const draft = join(folder, "backup.tar");
    const bytes = await pack(folder, draft);
    await put(draft, file);
    return { kind: "written", bytes };
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return { kind: "refused", why: `${file} cannot be written: ${error.message}` };
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

async function pack(folder: string, draft: string): Promise<number> {
  const file = await open(draft, "wx", 0o600);
  try {
    const members = DATABASES.map((name) => ({ name, path: join(folder, name) }));
    const bytes = await writeTar(file, members, new Date());
    await file.sync();
    return bytes;
  } finally {
    await file.close();
  }
}

/** A link is made only where nothing is; where the file system knows no links, a moment's race is left. */
const put = (draft: string, file: string): Promise<void> =>
  link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") throw error;
    return rename(draft, file);
  });
