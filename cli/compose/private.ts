// What only the owner may enter and read.
// P1. A folder of drover's is the owner's with mode 0700; one that another user made under our name is refused.
// P2. A folder that plainly holds somebody else's things is not closed to others: it is refused, and left as it is.
// P3. A secret that others could read is none any more.
import { randomBytes } from "node:crypto";
import { chmod, lstat, mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";

/** Undefined once the folder is there and the owner's alone; else one line that says why not. */
export async function makePrivate(path: string, ours: readonly string[]): Promise<string | undefined> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const { mode, uid } = await lstat(`${path}/.`);
    if (uid !== process.getuid?.()) return `${path} belongs to another user`;
    if ((mode & 0o077) === 0) return undefined;
    const inside = await readdir(path);
    if (inside.length > 0 && !inside.some((name) => ours.includes(name)))
      return `${path} is open to others and holds files that are not drover's`;
    await chmod(path, 0o700);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The secret in this file; a fresh one where there is none, or where others could read or have put it. */
export async function secretIn(path: string): Promise<string> {
  const kept = await read(path);
  if (kept !== undefined) return kept;
  const fresh = randomBytes(24).toString("base64url");
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, fresh, { mode: 0o600, flag: "wx" });
  await rename(draft, path);
  return fresh;
}

async function read(path: string): Promise<string | undefined> {
  const stat = await lstat(path).catch(() => undefined);
  if (!stat?.isFile() || stat.uid !== process.getuid?.() || (stat.mode & 0o077) !== 0) return undefined;
  const text = (await readFile(path, "utf8")).trim();
  return text === "" ? undefined : text;
}
