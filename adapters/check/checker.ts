import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { Checked, Checker, CheckOrder } from "../../daemon/ports/checker.ts";
import type { Processes } from "../../daemon/ports.ts";
import { boundedText } from "./bounded-text.ts";
import { endGroup, isGroup } from "./process-group.ts";

/**
 * Waits for a line before it becomes the command, so that it runs only once its number is written down (C2): a daemon
 * that dies before leaves a closed pipe, at which the shell ends.
 */
const GATE = 'IFS= read -r go && [ "$go" = go ] || exit 125; exec "$@" </dev/null';

export function systemChecker(processes: Processes): Checker {
  const running = new Set<() => void>();
  return {
    run: (order) => run(order, processes, running),
    endLeft: async ({ pid, start }) => {
      // A number is another's by now where the start is another: that one is left alone.
      if ((await processes.identify(pid))?.start === start) await endGroup(pid);
    },
    callOff: () => running.forEach((end) => end()),
  };
}

async function run(order: CheckOrder, processes: Processes, running: Set<() => void>): Promise<Checked> {
  const words = typeof order.command === "string" ? ["sh", "-c", order.command] : order.command;
  const child = spawn("sh", ["-c", GATE, "sh", ...words], {
    cwd: order.directory,
    env: { ...outsideOfPanes(), ...order.environment },
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => {
    // It ended before it was let go.
  });
  const outcome = outcomeOf(child, order, running);
  const identity = child.pid === undefined ? undefined : await processes.identify(child.pid);
  if (identity !== undefined) await order.begun(identity);
  child.stdin.end("go\n");
  return outcome;
}

/** Resolves when the whole group is gone. */
function outcomeOf(child: ChildProcess, { timeout }: CheckOrder, running: Set<() => void>): Promise<Checked> {
  const began = performance.now();
  const output = boundedText();
  return new Promise((resolve) => {
    let over = false;
    const end = (how: (took: number) => Checked) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      running.delete(callOff);
      const took = Math.round(performance.now() - began);
      const group = child.pid;
      void (group === undefined || !isGroup(group) ? Promise.resolve() : endGroup(group)).then(() =>
        resolve(how(took)),
      );
    };
    const callOff = () => end(() => ({ kind: "called off" }));
    const timer = setTimeout(() => end((took) => ({ kind: "timed out", took, output: output.text() })), timeout);
    running.add(callOff);
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (bytes: Buffer) => output.add(bytes));
    child.once("error", (error) => end(() => ({ kind: "not started", why: error.message })));
    const ended = (code: number | null) => end((took) => ({ kind: "ended", code, took, output: output.text() }));
    child.once("close", ended);
    // What it left running may hold the pipes open for ever: what came until a moment after its end is all.
    child.once("exit", (code) => setTimeout(() => ended(code), LAST_WORDS).unref());
  });
}

/** ms */
const LAST_WORDS = 1_000;

function outsideOfPanes(): NodeJS.ProcessEnv {
  const { TMUX: _tmux, TMUX_PANE: _pane, ...rest } = process.env;
  return rest;
}
