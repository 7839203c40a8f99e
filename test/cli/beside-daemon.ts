import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { main } from "../../cli/main.ts";
import type { FakeService } from "../server/fake-service.ts";
import { testApp } from "../server/app.ts";
import { listenSocket } from "../../server/listen.ts";

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly columns?: number;
  readonly cwd?: string;
  /** Gets each line as it is written. */
  readonly onOut?: (line: string) => void;
  readonly isUnread?: () => boolean;
}

/** The command line in this process, with everything it says kept. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Said> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(args, {
    out: (line) => {
      out.push(`${line}\n`);
      options.onOut?.(line);
    },
    err: (line) => void err.push(`${line}\n`),
    stdin: async () => options.stdin ?? "",
    env: { HOME: "/nonexistent", ...options.env },
    cwd: options.cwd ?? "/",
    columns: options.columns,
    isUnread: options.isUnread ?? (() => false),
  });
  return { code, out: out.join(""), err: err.join("") };
}

export interface BesideDaemon {
  readonly dataDir: () => string;
  readonly service: () => FakeService;
  /** A command line with the daemon's data directory. */
  readonly ask: (args: readonly string[], options?: RunOptions) => Promise<Said>;
}

/** A real socket and pid file in a data directory of the file's own, a service over plain arrays behind it. */
export function besideDaemon(): BesideDaemon {
  const dataDir = mkdtempSync(join(tmpdir(), "drover-fake-"));
  const socket = join(dataDir, "drover.sock");
  const { app, service } = testApp();
  let close = async () => {};
  beforeAll(async () => {
    const door = await listenSocket(socket, app);
    if (door.kind !== "listening") throw new Error(`the socket is ${door.kind}`);
    close = door.close;
    writeFileSync(join(dataDir, "drover.pid"), JSON.stringify({ pid: 1, start: "another", socket }));
  });
  afterAll(async () => {
    await close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return {
    dataDir: () => dataDir,
    service: () => service,
    ask: (args, options) => run([...args, "--data-dir", dataDir], options),
  };
}
