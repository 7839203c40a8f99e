import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DEMO_SESSIONS } from "./settings.ts";

const run = promisify(execFile);

export type Town =
  | {
      readonly kind: "running";
      readonly socket: string;
      /** One file of JSON lines per agent: all that it was sent. */
      readonly logs: readonly string[];
      stop(): Promise<void>;
    }
  | { readonly kind: "refused"; readonly why: string };

/** A tmux server of the demo's own, without the user's config, with one scripted agent per session. */
export async function startTown(home: string): Promise<Town> {
  const socket = `drover-demo-${randomBytes(6).toString("hex")}`;
  const tmux = (...args: readonly string[]) =>
    run("tmux", ["-u", "-L", socket, "-f", "/dev/null", ...args], { env: bare() });
  const logs: string[] = [];
  try {
    for (const [at, name] of DEMO_SESSIONS.entries()) {
      const log = join(home, `${name}.jsonl`);
      logs.push(log);
      const agent = [
        process.execPath,
        agentFile(),
        "--name",
        `demo-agent-${at + 1}`,
        "--log",
        log,
        "--seed",
        String(at + 1),
      ];
      await tmux("new-session", "-d", "-x", "100", "-y", "30", "-s", name, "--", ...agent, "--work-range", "1000-3000");
    }
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return { kind: "refused", why: isMissing ? "tmux is not installed; install tmux 3.2 or newer" : String(error) };
  }
  const { stdout } = await tmux("display-message", "-p", "#{pid} #{socket_path}");
  const [, path = ""] = /^\d+ (.+)$/.exec(stdout.trim()) ?? [];
  const stop = async () => {
    await tmux("kill-server").catch(() => {});
    if (path !== "") await rm(path, { force: true });
  };
  return { kind: "running", socket, logs, stop };
}

/** Beside this file in a checkout, beside the bundle in an installed package. */
function agentFile(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const places = [join(here, "agent.ts"), join(here, "demo-agent.js"), join(here, "..", "demo-agent.js")];
  return places.find((place) => existsSync(place)) ?? join(here, "agent.ts");
}

/** The demo's tmux must not be taken for one inside the user's. */
function bare(): NodeJS.ProcessEnv {
  const { TMUX: _tmux, TMUX_PANE: _pane, ...rest } = process.env;
  return rest;
}
