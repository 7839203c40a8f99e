// How a command talks to whoever called it.
// O1. A control character of a screen or a task never reaches a terminal: it is written as JSON writes it, \u001b, which
//     in a JSON document changes nothing.
// O2. A reader that goes away (`drover log | head`) ends nothing half-way: what is written after is dropped.
import { text } from "node:stream/consumers";

export interface Io {
  /** A line on standard output. */
  out(line: string): void;
  /** A line on standard error. */
  err(line: string): void;
  stdin(): Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Width of the terminal; undefined where output is no terminal, and lines are as long as they are. */
  readonly columns: number | undefined;
  /** Nobody reads standard output any more: what has no end of its own should end. */
  isUnread(): boolean;
}

/** 0 done · 1 failed · 2 used wrongly or refused. */
export type ExitCode = 0 | 1 | 2;

export function processIo(): Io {
  const out = writerTo(process.stdout);
  const err = writerTo(process.stderr);
  return {
    out: out.line,
    err: err.line,
    stdin: () => text(process.stdin),
    env: process.env,
    cwd: process.cwd(),
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    isUnread: out.isClosed,
  };
}

function writerTo(stream: NodeJS.WriteStream): { line: (line: string) => void; isClosed: () => boolean } {
  let closed = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
    closed = true;
  });
  return {
    line: (line) => void (closed || stream.write(`${harmless(line)}\n`)),
    isClosed: () => closed,
  };
}

/** Keeps O1. Line ends and tabs stay. */
export const harmless = (line: string): string =>
  // oxlint-disable-next-line no-control-regex
  line.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });

/** One line that says what to do. */
export function refuse(io: Io, line: string): ExitCode {
  io.err(`drover: ${line}`);
  return 2;
}

/** The same for several things that are wrong at once. */
export function refuseAll(io: Io, lines: readonly string[]): ExitCode {
  for (const line of lines) refuse(io, line);
  return 2;
}

export function failed(io: Io, line: string): ExitCode {
  io.err(`drover: ${line}`);
  return 1;
}
