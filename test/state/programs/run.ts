import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  /** The next line it prints. Rejects if it ends without. */
  line(): Promise<string>;
}

/** Starts a program of this folder; it is killed when the test is over. */
export function run(name: string, ...args: string[]): Running {
  const file = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [file, ...args]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let complaints = "";
  child.stderr.on("data", (chunk) => (complaints += chunk));
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  });
  return {
    child,
    line: async () => {
      const next = await lines.next();
      if (next.done) throw new Error(`${name} ended: ${complaints}`);
      return next.value;
    },
  };
}
