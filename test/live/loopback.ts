// Runs this very program again where the loopback is the only network there is.
import { spawnSync } from "node:child_process";

const INSIDE = "DROVER_LOOPBACK_ONLY";

/** The folder with the agents' commands, once inside; undefined outside. */
export const insideLoopback = (): string | undefined => process.env[INSIDE];

/** Runs it inside and answers its exit code. The host gets a name of its own: agents show it in titles. */
export function enterLoopback(bin: string): number {
  const script = `ip link set lo up && hostname dev && exec "$0" "$@"`;
  const asRoot = process.getuid?.() === 0 ? [] : ["--map-root-user"];
  const command = [...asRoot, "--net", "--uts", "sh", "-c", script, process.execPath, ...process.argv.slice(1)];
  const run = spawnSync("unshare", command, { stdio: "inherit", env: { ...process.env, [INSIDE]: bin } });
  if (run.error) process.stderr.write(`this needs unshare and the right to use it: ${run.error.message}\n`);
  return run.status ?? 1;
}
