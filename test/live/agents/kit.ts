// What the driver of a real agent must know of it: how it is started offline, and the rows by which a person would tell
// what it does. The rows are read from the agents and their docs, not from drover's profiles.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Shot } from "../stage/camera.ts";
import type { RealAgent } from "../install.ts";

/** A HOME of its own, dummy keys, and a model on loopback. */
export interface Start {
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface StartOptions {
  readonly home: string;
  readonly cwd: string;
  readonly port: number;
  /** The folder was trusted before: no dialog. */
  readonly trusted: boolean;
  /** Further words on the command line. */
  readonly args?: string;
  readonly theme?: "dark" | "light";
}

export type Mark = (shot: Shot) => boolean;

export interface Dialog {
  readonly name: string;
  readonly sub: string;
  readonly shows: Mark;
  /** Keys that answer it so that the agent goes on. */
  readonly keys: readonly string[];
}

export interface Kit {
  readonly id: RealAgent;
  readonly start: (options: StartOptions) => Start;
  /** What stands in the way at the first start in a folder, in this order. */
  readonly dialogs: readonly Dialog[];
  /** What is asked once, at the start after hooks were installed. */
  readonly hooksAsk?: Dialog;
  /** Further words on the command line with which it tells what it does. */
  readonly tellsWith?: string;
  /** The composer is there and nothing runs. */
  readonly ready: Mark;
  /** A turn has begun to show. */
  readonly busy: Mark;
  readonly approval: { readonly shows: Mark; readonly allow: readonly string[]; readonly deny: readonly string[] };
  readonly question?: {
    readonly shows: Mark;
    readonly answer: readonly string[];
    /** Keys that must come first (a mode in which it may ask). */
    readonly before?: readonly string[];
    readonly after?: readonly string[];
  };
  /** The approval of a change to a file, where it looks different. */
  readonly edit?: Mark;
  readonly failed: Mark;
  /** A plan is used up, and it is said until when. */
  readonly limited?: Mark;
  /** Keys that end a turn, and what then shows. */
  readonly interrupt: { readonly keys: readonly string[]; readonly shows: Mark };
  readonly clear: readonly string[];
  readonly exit: string;
}

/** All of these are somewhere on the screen. */
export const rows =
  (...patterns: readonly RegExp[]): Mark =>
  ({ text }) =>
    patterns.every((pattern) => pattern.test(text));

export const no =
  (mark: Mark): Mark =>
  (shot) =>
    !mark(shot);

export const both =
  (...marks: readonly Mark[]): Mark =>
  (shot) =>
    marks.every((mark) => mark(shot));

/** The last rows with text. */
export const tail = ({ text }: Shot, count: number): string => text.split("\n").slice(-count).join("\n");

export function write(path: string, content: string | object): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content, undefined, 2));
}
