import { setTimeout as pause } from "node:timers/promises";

/** Between asking a group to end and ending it. ms */
const GRACE = 2_000;
const LOOK = 25;

/** Asks a group to end, ends it if it does not, and resolves when it is gone. Looks before each blow. */
export async function endGroup(group: number): Promise<void> {
  if (!signal(group, "SIGTERM")) return;
  if (await isGone(group)) return;
  signal(group, "SIGKILL");
  await isGone(group);
}

export const isGroup = (group: number): boolean => signal(group, 0);

async function isGone(group: number): Promise<boolean> {
  for (let waited = 0; waited < GRACE; waited += LOOK) {
    if (!isGroup(group)) return true;
    await pause(LOOK);
  }
  return !isGroup(group);
}

/** False if there is no such group any more, or (macOS) only what is left of ended processes. */
function signal(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, name);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM")) return false;
    throw error;
  }
}
