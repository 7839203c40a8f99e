// One git command: no shell, no question to a terminal, no pager, no lock that nobody asked for; the environment of a
// git hook in which drover may have been started does not leak in.
import { spawn } from "node:child_process";

export interface GitRan {
  /** Null: it did not start, was killed, or took too long. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** More came than was kept. */
  readonly cut: boolean;
}

export interface GitCommand {
  readonly args: readonly string[];
  readonly directory: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Bytes of output kept. */
  readonly keep?: number;
}

const DEADLINE = 120_000;
const KEEP = 4 * 1024 * 1024;

export function git({ args, directory, environment = {}, keep = KEEP }: GitCommand): Promise<GitRan> {
  return new Promise((resolve) => {
    const child = spawn("git", ["--no-pager", "-c", "core.fsmonitor=false", ...args], {
      cwd: directory,
      env: { ...ownEnvironment(), ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: DEADLINE,
      killSignal: "SIGKILL",
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let size = 0;
    child.stdout.on("data", (bytes: Buffer) => {
      if (size < keep) out.push(bytes.subarray(0, keep - size));
      size += bytes.length;
    });
    child.stderr.on("data", (bytes: Buffer) => void (err.length < 100 && err.push(bytes)));
    child.once("error", (error) => resolve({ code: null, out: "", err: error.message, cut: false }));
    child.once("close", (code) => resolve({ code, out: text(out), err: text(err), cut: size > keep }));
  });
}

const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString("utf8");

function ownEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  return { ...Object.fromEntries(inherited), GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };
}

/** The line of git's that says what is wrong. */
export function complaint({ code, err }: GitRan): string {
  const said = err
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("hint:"));
  const worst = said.findLast((line) => /^(fatal|error):/.test(line)) ?? said.at(-1);
  return worst?.replace(/^(fatal|error): /, "") ?? `git ended with ${code ?? "a signal"}`;
}
