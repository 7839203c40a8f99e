// Panes that behave like agents, without a process each that would cost more than the watching: the pane runs `sleep`, and
// this process writes to its terminal.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, constants, openSync, rmSync, writeSync } from "node:fs";

export interface Herd {
  readonly socket: string;
  readonly serverPid: number;
  end(): void;
}

const TICK = 100;
const ROW = "#{pane_tty} #{pid} #{socket_path}";

/** One pane in ten redraws a box ten times a second, the others print a line every 2.5 to 7.5 s. */
export async function startHerd(panes: number): Promise<Herd> {
  const socket = `drover-bench-${randomBytes(6).toString("hex")}`;
  const rows = Array.from({ length: panes }, (_, n) => open(socket, n).split(" "));
  const [, pid = "", path = ""] = rows[0] ?? [];
  const terminals = rows.map(([tty = ""]) => openSync(tty, constants.O_WRONLY | constants.O_NOCTTY));
  const timer = setInterval(liven(terminals), TICK);
  return {
    socket,
    serverPid: Number(pid),
    end: () => {
      clearInterval(timer);
      for (const terminal of terminals) closeSync(terminal);
      tmux(socket, ["kill-server"]);
      rmSync(path, { force: true });
    },
  };
}

const open = (socket: string, n: number): string =>
  tmux(socket, ["new-session", "-dP", "-F", ROW, "-s", `agent${n}`, "-x", "120", "-y", "40", "--", "sleep", "100000"]);

function liven(terminals: readonly number[]): () => void {
  const due = terminals.map(() => Date.now() + pause());
  let frame = 0;
  return () => {
    frame += 1;
    terminals.forEach((terminal, n) => {
      if (n % 10 === 0) return void writeSync(terminal, box(frame));
      if (Date.now() < (due[n] ?? 0)) return;
      due[n] = Date.now() + pause();
      writeSync(terminal, `${new Date().toISOString()} the agent read another file and went on with its work\r\n`);
    });
  };
}

const pause = (): number => 2_500 + Math.random() * 5_000;

/** About 420 bytes, as an agent redraws its spinner and its composer. */
function box(frame: number): string {
  const line = "─".repeat(34);
  const spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"[frame % 10] ?? "";
  const rows = [`${spinner} Working (${Math.floor(frame / 10)}s · esc to interrupt)`, `╭${line}╮`, "│ ›", `╰${line}╯`];
  return `\u001b[36;1H${rows.map((row) => `\u001b[2K\u001b[1m${row}\u001b[0m`).join("\r\n")}`;
}

function tmux(socket: string, args: readonly string[]): string {
  const { TMUX: _server, TMUX_PANE: _pane, ...env } = process.env;
  return execFileSync("tmux", ["-u", "-L", socket, "-f", "/dev/null", ...args], { encoding: "utf8", env }).trimEnd();
}
