// An agent's hooks, one after the other, as a state: which prompts are open, and what was said last.
// T1. Submits are counted against ends: while a prompt is queued behind the one that ended, the agent is not idle.
// T2. Nothing fires on Esc. A prompt of another turn tells that the earlier one ended without a word.
// T3. The turn of our prompt is told as over only once nothing runs behind it any more.
import type { Flag } from "../../machines/evidence.ts";
import type { AgentId, At } from "../../machines/ids.ts";
import { dialectOf } from "./hook-event.ts";
import type { Happened, HookEvent } from "./hook-event.ts";
import { BACKGROUND_LASTS } from "./trust.ts";
import type { News, Said, Word } from "./word.ts";
import { tagIn } from "./word.ts";

interface Open {
  /** Undefined: the agent has not said yet which turn this prompt became. */
  readonly turn: string | undefined;
  readonly tags: readonly string[];
}

export interface Turns {
  /** Prompts submitted and not ended, oldest first: the first one runs. */
  readonly open: readonly Open[];
  /** What the last event amounts to; undefined before the first and after a leave. */
  readonly word: Word | undefined;
  /** When a turn ended while work went on behind the composer; no turn has ended without since. */
  readonly backgroundSince: At | undefined;
  /** Tags of turns that ended so. */
  readonly behind: readonly string[];
}

export const NO_TURNS: Turns = { open: [], word: undefined, backgroundSince: undefined, behind: [] };

/** What these turns say now. */
export function saidBy({ word, backgroundSince }: Turns, at: At): Said {
  const isBehind = backgroundSince !== undefined && at - backgroundSince < BACKGROUND_LASTS;
  return { words: word ? [word] : [], flags: isBehind ? ["background_work"] : [] };
}

/** The screen has outlived what was said last. Was it busy, then whatever was open ended without a word. */
export function overruled(turns: Turns): Turns {
  return turns.word?.verdict === "idle"
    ? { ...turns, word: undefined }
    : { ...NO_TURNS, backgroundSince: turns.backgroundSince };
}

export interface Heard {
  readonly turns: Turns;
  readonly news: readonly News[];
}

export function hearHook(before: Turns, event: HookEvent, agent: AgentId, at: At): Heard {
  const { happened } = event;
  const say = sayer(event, agent, at);
  switch (happened.kind) {
    case "began":
    case "left":
      return { turns: NO_TURNS, news: [] };
    case "submitted":
      return submitted(before, happened.prompt, event, agent, at);
    case "asks":
      return { turns: { ...before, word: say("waiting", [], happened.sub) }, news: [] };
    case "ended":
      return ended(before, happened, event, agent, at);
    case "failed": {
      const { open, tags } = withoutFirst(before, event.turn);
      const turns = { ...before, open, word: say("idle", ["after_error"]) };
      return { turns, news: newsOf("failed", tags, event, agent, at) };
    }
    case "interrupted": {
      const tags = before.open.flatMap((each) => each.tags);
      const turns = { ...before, open: [], word: say("idle", ["interrupted"]) };
      return { turns, news: newsOf("interrupted", tags, event, agent, at) };
    }
    case "ready":
      return { turns: { ...before, open: [], word: say("idle", []) }, news: [] };
  }
}

const sayer =
  ({ name, line }: HookEvent, agent: AgentId, at: At) =>
  (verdict: Word["verdict"], flags: readonly Flag[], sub?: string): Word => ({
    channel: "hook",
    verdict,
    ...(sub === undefined ? {} : { sub }),
    flags,
    because: `${agent}/hook-${name}`,
    line,
    at,
    heard: at,
  });

function submitted(before: Turns, prompt: string, event: HookEvent, agent: AgentId, at: At): Heard {
  const tag = tagIn(prompt);
  const open = opened(before.open, { turn: event.turn, tags: tag === undefined ? [] : [tag] }, agent, event.name);
  const word = sayer(event, agent, at)("busy", open.length > 1 ? ["queued"] : []);
  const { conversation, turn } = event;
  const ids = { ...(conversation ? { conversation } : {}), ...(turn ? { turn } : {}) };
  const seen = `${agent}/hook-${event.name}: ${event.line}`;
  const news: News[] = tag === undefined ? [] : [{ kind: "submitted", tag, at, seen, ...ids }];
  return { turns: { ...before, open, word }, news };
}

/** Keeps T2. Where the agent does not number its turns, each prompt announced is the one that runs now. */
function opened(open: readonly Open[], next: Open, agent: AgentId, name: string): readonly Open[] {
  const [first, ...queued] = open;
  if (!first || next.turn === undefined) return [next];
  if (first.turn !== undefined && first.turn !== next.turn) return [next];
  const running = { ...first, turn: next.turn };
  return dialectOf(agent, name)?.secondPrompt === "steers"
    ? [{ ...running, tags: [...running.tags, ...next.tags] }, ...queued]
    : [running, ...queued, next];
}

function ended(
  before: Turns,
  happened: Extract<Happened, { kind: "ended" }>,
  event: HookEvent,
  agent: AgentId,
  at: At,
): Heard {
  const say = sayer(event, agent, at);
  const { open, tags } = withoutFirst(before, event.turn);
  const own = before.open.length > 0 ? tags : [tagIn(happened.prompt ?? "")].filter((tag) => tag !== undefined);
  const over = [...before.behind, ...own];
  if (happened.background) {
    const turns = { open, word: say("idle", ["background_work"]), backgroundSince: at, behind: over };
    return { turns: open.length > 0 ? { ...turns, word: say("busy", ["queued"]) } : turns, news: [] };
  }
  const word = open.length > 0 ? say("busy", ["queued"]) : say("idle", []);
  const turns = { open, word, backgroundSince: undefined, behind: [] };
  return { turns, news: happened.proves ? newsOf("ended", over, event, agent, at) : [] };
}

/** The first open prompt is over; the others belong to turns that have not been named yet. */
function withoutFirst({ open }: Turns, turn: string | undefined): { open: readonly Open[]; tags: readonly string[] } {
  const [first, ...rest] = open;
  if (first?.turn !== undefined && turn !== undefined && first.turn !== turn) return { open: [], tags: [] };
  return { open: rest.map((each) => ({ ...each, turn: undefined })), tags: first?.tags ?? [] };
}

const newsOf = (
  kind: "ended" | "failed" | "interrupted",
  tags: readonly string[],
  { name, line }: HookEvent,
  agent: AgentId,
  at: At,
): readonly News[] => (tags.length === 0 ? [] : [{ kind, tags, at, seen: `${agent}/hook-${name}: ${line}` }]);
