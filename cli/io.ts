import { text } from "node:stream/consumers";

/** How a command talks to whoever called it. */
export interface Io {
  /** A line on standard output. */
  out(line: string): void;
  /** A line on standard error. */
  err(line: string): void;
  stdin(): Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** 0 done · 1 failed · 2 used wrongly or refused. */
export type ExitCode = 0 | 1 | 2;

export const processIo = (): Io => ({
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  stdin: () => text(process.stdin),
  env: process.env,
  cwd: process.cwd(),
});

/** One line that says what to do. */
export function refuse(io: Io, line: string): ExitCode {
  io.err(`drover: ${line}`);
  return 2;
}

export function failed(io: Io, line: string): ExitCode {
  io.err(`drover: ${line}`);
  return 1;
}
