// A tmux server for one test.
// T1. Its socket is its own and random, it reads no config: no other server is ever touched.
// T2. `end` leaves nothing: it ends the server by that socket, waits until nobody answers there, removes the socket file.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { onTestFinished } from "vitest";
import { waitFor } from "./wait.ts";

export interface TestTmux {
  /** For `tmux -L`. */
  readonly socket: string;
  /** Runs one tmux command on this server; answers its output. Throws when tmux fails. */
  run(...args: readonly string[]): string;
  /** A detached session of one pane that runs this program without a shell; answers the pane id. */
  open(session: string, command: readonly string[], size?: { cols: number; rows: number }): string;
  /** The rows of a pane's screen, as plain text. */
  screen(pane: string): readonly string[];
  end(): Promise<void>;
}

/** A server that ends with the test that asked for it. It starts with its first `open`. */
export function tmuxForTest(): TestTmux {
  const tmux = testTmux();
  onTestFinished(() => tmux.end());
  return tmux;
}

export function testTmux(): TestTmux {
  const socket = `drover-test-${randomBytes(6).toString("hex")}`;
  const run = (...args: readonly string[]) => tmux(socket, args);
  return {
    socket,
    run,
    open: (session, command, size = { cols: 80, rows: 24 }) => {
      const shape = ["-s", session, "-x", String(size.cols), "-y", String(size.rows)];
      return run("new-session", "-d", "-P", "-F", "#{pane_id}", ...shape, "--", ...command).trimEnd();
    },
    screen: (pane) => run("capture-pane", "-p", "-t", pane).split("\n").slice(0, -1),
    end: () => end(socket),
  };
}

async function end(socket: string): Promise<void> {
  const server = identity(socket);
  if (server === undefined) return;
  quietly(() => tmux(socket, ["kill-server"]));
  await waitFor("the test's tmux server to end", () => identity(socket) === undefined, 3_000).catch(() =>
    quietly(() => process.kill(server.pid, "SIGKILL")),
  );
  rmSync(server.path, { force: true });
}

function identity(socket: string): { pid: number; path: string } | undefined {
  try {
    const [pid = "", ...path] = tmux(socket, ["display-message", "-p", "#{pid} #{socket_path}"]).trimEnd().split(" ");
    return { pid: Number(pid), path: path.join(" ") };
  } catch {
    return undefined;
  }
}

function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // It was gone already, which is what was wanted.
  }
}

function tmux(socket: string, args: readonly string[]): string {
  const env = { ...process.env };
  delete env["TMUX"];
  delete env["TMUX_PANE"];
  return execFileSync("tmux", ["-u", "-L", socket, "-f", "/dev/null", ...args], {
    encoding: "utf8",
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
}
