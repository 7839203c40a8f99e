import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../adapters/clock.ts";
import { fileSpool } from "../../adapters/spool.ts";
import { tmuxServer } from "../../adapters/tmux/server.ts";
import { paneId } from "../../machines/ids.ts";
import type { TestTmux } from "../support/tmux.ts";
import { testTmux } from "../support/tmux.ts";
import { written } from "../support/written.ts";
import { waitFor } from "../support/wait.ts";
import type { World, WorldPane } from "./tmux-contract.ts";

const RECEIVER = new URL("../fake-agents/raw-receiver.ts", import.meta.url).pathname;

/** A real tmux server of its own, with raw receivers in its panes. */
export async function realWorld(): Promise<World> {
  const tmux = testTmux();
  const folder = mkdtempSync(join(tmpdir(), "drover-world-"));
  const spool = fileSpool(join(folder, "spool #{pid} #(id)"));
  return {
    server: tmuxServer({ socket: tmux.socket, dataDirHash: "test1", clock: systemClock() }),
    open: (session) => open(tmux, session, join(folder, `${session}.log`)),
    spool: async (claim, text) => written(await spool.write(claim, text)),
    killServer: () => tmux.end(),
    end: async () => {
      await tmux.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function open(tmux: TestTmux, session: string, log: string): Promise<WorldPane> {
  const received = () => readFileSync(log, "utf8");
  const id = tmux.open(session, [process.execPath, RECEIVER, log]);
  tmux.run("set-option", "-g", "remain-on-exit", "on");
  const tty = tmux.run("display-message", "-p", "-t", id, "#{pane_tty}").trimEnd();
  await waitFor("the receiver", () => exists(received));
  return {
    id: paneId(id),
    received,
    show: (rows) => writeFileSync(tty, `\u001b[2J\u001b[H${rows.join("\r\n")}`),
    title: (text) => writeFileSync(tty, `\u001b]2;${text}\u0007`),
    copyMode: () => void tmux.run("copy-mode", "-t", id),
    inputOff: () => void tmux.run("select-pane", "-d", "-t", id),
    synchronize: () => void tmux.run("set-option", "-w", "-t", id, "synchronize-panes", "on"),
    die: () => process.kill(Number(tmux.run("display-message", "-p", "-t", id, "#{pane_pid}")), "SIGKILL"),
    respawn: () => void tmux.run("respawn-pane", "-k", "-t", id, "--", "cat"),
    close: () => void tmux.run("kill-pane", "-t", id),
  };
}

function exists(read: () => string): boolean {
  try {
    return read() === "";
  } catch {
    return false;
  }
}
