// Which program hands payloads on: the one that starts fastest on this machine, by trying.
import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import type { Sender } from "./script.ts";
import { SENDER_KINDS } from "./senders.ts";
import type { SenderKind } from "./senders.ts";

/** As little as the sending itself needs. */
const TRIAL: Readonly<Record<SenderKind, readonly string[]>> = {
  perl: ["-e", "1"],
  curl: ["--version"],
  python3: ["-S", "-E", "-c", "import _socket, select"],
};
const TRIALS = 3;
const DEADLINE = 2_000;

/** Undefined where there is none of them. Absolute paths only: an agent's PATH may be another. */
export async function fastestSender(path: string): Promise<Sender | undefined> {
  const tried: { readonly sender: Sender; readonly ms: number }[] = [];
  for (const sender of await senders(path)) {
    const ms = await timeOf(sender);
    if (ms !== undefined) tried.push({ sender, ms });
  }
  return tried.toSorted((a, b) => a.ms - b.ms)[0]?.sender;
}

async function senders(path: string): Promise<readonly Sender[]> {
  const folders = ["/usr/bin", ...path.split(delimiter).filter(isAbsolute)];
  const all = SENDER_KINDS.flatMap((kind) => folders.map((folder) => ({ kind, path: join(folder, kind) })));
  const found: Sender[] = [];
  for (const sender of all) {
    const isFirst = !found.some(({ kind }) => kind === sender.kind);
    if (isFirst && (await isProgram(sender.path))) found.push(sender);
  }
  return found;
}

const isProgram = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** The quickest of a few starts; undefined if it does not work. */
async function timeOf({ kind, path }: Sender): Promise<number | undefined> {
  let best: number | undefined;
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const began = performance.now();
    if (!(await works(path, TRIAL[kind]))) return undefined;
    best = Math.min(best ?? Infinity, performance.now() - began);
  }
  return best;
}

function works(path: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(path, args, { timeout: DEADLINE }, (error) => resolve(error === null));
  });
}
