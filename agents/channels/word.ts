// What an agent says of itself, through a channel of its own.
// W1. A word is what the agent says, never what we make of it: fusion weighs it against the screen.
// W2. A level says how things stand, whenever it is read; an event says that something happened, once.
import type { Flag } from "../../machines/evidence.ts";
import type { At } from "../../machines/ids.ts";

export type Channel =
  /** Claude Code's `sessions/<pid>.json`. A level. */
  | "status-file"
  /** opencode's event stream. A level, as long as it is connected. */
  | "sse"
  /** Commands that the agent runs at certain moments. Events. */
  | "hook";

export interface Word {
  readonly channel: Channel;
  /** `unknown`: the channel says something that we do not know. */
  readonly verdict: "busy" | "idle" | "waiting" | "unknown";
  readonly sub?: string;
  readonly flags: readonly Flag[];
  /** `claude/status-file`, `claude/hook-Stop`. */
  readonly because: string;
  /** The telling part of what was said. */
  readonly line: string;
  /** Since when it says so. */
  readonly at: At;
  /** When it was last heard to say so: for an event the same, for a level the last reading. */
  readonly heard: At;
}

/** All that an agent says of itself at one moment. */
export interface Said {
  readonly words: readonly Word[];
  /** What holds beside any verdict, such as work behind the composer. */
  readonly flags: readonly Flag[];
}

export const SILENT: Said = { words: [], flags: [] };

/** Something that happened and is worth more than a verdict. */
export type News =
  /** A prompt of ours was submitted: the receipt of a delivery. `tag` is the id in its last line. */
  | {
      readonly kind: "submitted";
      readonly tag: string;
      readonly at: At;
      readonly seen: string;
      /** The agent's own names of its conversation and of this turn. */
      readonly conversation?: string;
      readonly turn?: string;
    }
  /** The turn of these prompts is over. `ended`: by itself, with nothing left running behind it. */
  | {
      readonly kind: "ended" | "failed" | "interrupted";
      readonly tags: readonly string[];
      readonly at: At;
      readonly seen: string;
    };

const TAG = /\[drover ([a-z0-9-]{1,64})\]/g;

/** The id in the last tag line of a prompt, if it is one of ours: what a person quotes above it does not count. */
export const tagIn = (prompt: string): string | undefined => [...prompt.matchAll(TAG)].at(-1)?.[1];
