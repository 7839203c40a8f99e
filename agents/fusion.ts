// The screen and the agent's own words become one judgement.
// F1. Precedence: process, channel, title, screen. A pane without its agent is gone, whatever anybody still says.
// F2. Idle takes the screen: no word makes an agent idle whose composer is not seen ready.
// F3. Never idle while a fresh word says busy, waiting, or something unknown.
// F4. Two that disagree hold: the one that is not idle stands. If they go on disagreeing, an event gives way to the
//     screen, and a level makes the verdict unknown, which names both.
// F5. A dialog on a settled screen stands against every word but another dialog: some dialogs no channel knows of.
// F6. An end of a turn that the agent says and the screen shows needs no second look.
import type { Judgement, Verdict } from "../machines/evidence.ts";
import type { At } from "../machines/ids.ts";
import { SUPERSEDED_AFTER, isLevel, trustIn } from "./channels/trust.ts";
import type { Said, Word } from "./channels/word.ts";
import type { Settling } from "./settle.ts";

export interface Fused {
  readonly kind: "settled" | "unsettled";
  readonly judgement: Judgement;
  /** Events that the screen has outlived: whoever keeps them may forget them. */
  readonly overruled: readonly Word[];
  /** Look again by then, though nothing moves: something decays without a sound. */
  readonly again?: At;
  /** The word that the settled screen speaks against, and since when. */
  readonly quarrel?: { readonly word: string; readonly since: At };
  /** The word that the screen has agreed with. */
  readonly confirmed?: string;
  /** When it began to be busy, the last time it did. */
  readonly busySince?: At;
}

interface Now {
  readonly at: At;
  readonly screen: Settling;
  readonly said: Said;
}

export function fuse(before: Fused | undefined, now: Now): Fused {
  const word = strongest(now.said, now.screen.last, now.at);
  const fused = word ? weigh(word, before, now) : byScreen(now);
  const [outlived] = fused.overruled;
  if (outlived) return withoutIt(outlived, before, now);
  const confirmed = word && isConfirmed(word, now) ? nameOf(word) : before?.confirmed;
  const busySince = turnedBusy(before, fused) ? now.at : before?.busySince;
  return {
    ...fused,
    ...(confirmed === undefined ? {} : { confirmed }),
    ...(busySince === undefined ? {} : { busySince }),
  };
}

/** Another word may say the same: it is weighed by itself. */
function withoutIt(outlived: Word, before: Fused | undefined, { said, ...now }: Now): Fused {
  const words = said.words.filter((word) => word !== outlived);
  const fused = fuse(before, { ...now, said: { ...said, words } });
  return { ...fused, overruled: [outlived, ...fused.overruled] };
}

/** One look that nobody waits to settle, as the agent's words let it stand. */
export function heed(looked: Judgement, said: Said, at: At): Judgement {
  const word = strongest(said, looked, at);
  if (!word) return withFlags(looked, said);
  const ruling = rulingOf(word, looked);
  return ruling === "word" || (ruling === "quarrel" && word.verdict !== "idle")
    ? spoken(word, looked)
    : withFlags(looked, said);
}

type Ruling = "word" | "screen" | "quarrel";

/** Who stands, by what the screen says. `word`: both say the same, or the screen says nothing. */
const RULING: Readonly<Record<Word["verdict"], Readonly<Record<Ruling, readonly Verdict[]>>>> = {
  busy: {
    word: ["busy", "error", "starting", "unknown"],
    quarrel: ["idle", "typed", "limited"],
    screen: ["waiting", "dialog", "gone"],
  },
  waiting: {
    word: ["waiting", "dialog", "error", "starting", "unknown"],
    quarrel: ["busy", "idle", "typed", "limited"],
    screen: ["gone"],
  },
  idle: {
    word: ["idle"],
    quarrel: ["busy"],
    screen: ["typed", "limited", "waiting", "dialog", "error", "starting", "unknown", "gone"],
  },
  unknown: {
    word: ["idle", "typed", "unknown"],
    quarrel: [],
    screen: ["busy", "limited", "waiting", "dialog", "error", "starting", "gone"],
  },
};

function rulingOf(word: Word, { verdict, source }: Judgement): Ruling {
  if (source === "process") return "screen";
  const { quarrel, screen } = RULING[word.verdict];
  if (quarrel.includes(verdict)) return "quarrel";
  return screen.includes(verdict) ? "screen" : "word";
}

function weigh(word: Word, before: Fused | undefined, now: Now): Fused {
  const { screen } = now;
  const settled = screen.kind === "settled";
  const seen = settled ? screen.judgement : screen.last;
  switch (rulingOf(word, seen)) {
    case "word":
      if (word.verdict === "idle" && !settled && !isNewsTo(before, word, now.at)) return byScreen(now);
      return byWord(word, seen, now);
    case "screen":
      return settled || word.verdict !== "busy" ? byScreen(now) : byWord(word, seen, now);
    case "quarrel":
      if (settled) return quarrel(word, seen, before, now);
      return word.verdict === "idle" ? byScreen(now) : byWord(word, seen, now);
  }
}

/** Keeps F6: an idle word that was just said, and is younger than the turn it ends. */
const isNewsTo = (before: Fused | undefined, word: Word, at: At): boolean =>
  before?.busySince !== undefined && word.at > before.busySince && at - word.at <= NEWS;
/** ms */
const NEWS = 3_000;

/** Keeps F4. */
function quarrel(word: Word, seen: Judgement, before: Fused | undefined, now: Now): Fused {
  const name = nameOf(word);
  const { lead, against, outcome } = trustIn(word, seen.agent);
  const since = before?.quarrel?.word === name ? before.quarrel.since : spokenAgainstSince(word, seen, now);
  const patience = outcome === "screen" && seen.flags.includes("interrupted") ? 0 : against;
  const end = Math.max(before?.confirmed === name ? 0 : word.at + lead, since + patience);
  const going = { quarrel: { word: name, since } };
  if (now.at < end) {
    const stands = word.verdict === "idle" ? byScreen(now) : byWord(word, seen, now);
    return { ...stands, ...going, again: end };
  }
  return outcome === "screen" ? { ...byScreen(now), overruled: [word] } : { ...torn(word, seen, now), ...going };
}

/** A ready composer has spoken since it stands still; a busy screen moves all the time. */
const spokenAgainstSince = (word: Word, seen: Judgement, { screen, at }: Now): At =>
  seen.verdict === "busy" ? at : Math.max(screen.since, word.at);

/** The screen said the same as the word: a turn of events from here on is the screen's to tell. */
const isConfirmed = (word: Word, { screen }: Now): boolean =>
  screen.kind === "settled" && CONFIRMS[word.verdict].includes(screen.judgement.verdict);
const CONFIRMS: Readonly<Record<Word["verdict"], readonly Verdict[]>> = {
  busy: ["busy"],
  waiting: ["waiting", "dialog"],
  idle: ["idle"],
  unknown: [],
};

const nameOf = ({ channel, verdict, at }: Word): string => `${channel} ${verdict} ${at}`;

function turnedBusy(before: Fused | undefined, fused: Fused): boolean {
  if (fused.judgement.verdict !== "busy") return false;
  return before?.busySince === undefined || isReady(before.judgement.verdict);
}
const isReady = (verdict: Verdict): boolean => verdict === "idle" || verdict === "typed";

const byScreen = ({ screen, said }: Now): Fused => ({
  overruled: [],
  kind: screen.kind,
  judgement: withFlags(screen.judgement, said),
});

const byWord = (word: Word, seen: Judgement, { said }: Now): Fused => ({
  overruled: [],
  kind: "settled",
  judgement: withFlags(spoken(word, seen), said),
});

const torn = (word: Word, seen: Judgement, { said }: Now): Fused => ({
  overruled: [],
  kind: "settled",
  judgement: withFlags({ ...spoken(word, seen), verdict: "unknown", because: bothOf(word, seen) }, said),
});
const bothOf = (word: Word, seen: Judgement): string =>
  `${word.because} says ${word.verdict}, ${seen.because} says ${seen.verdict}`;

/** What the agent says, with what the screen adds to it: composer, flags, the kind of a dialog. */
function spoken(word: Word, seen: Judgement): Judgement {
  const isSame = CONFIRMS[word.verdict].includes(seen.verdict);
  const { sub: _sub, until: _until, line: _line, ...rest } = seen;
  const sub = isSame ? (seen.sub ?? word.sub) : word.sub;
  return {
    ...rest,
    verdict: isSame ? seen.verdict : word.verdict,
    ...(sub === undefined ? {} : { sub }),
    flags: both(seen.flags, word.flags),
    because: word.because,
    line: word.line,
    source: "channel",
    heard: word.heard,
  };
}

const withFlags = (judgement: Judgement, { flags }: Said): Judgement =>
  flags.length === 0 ? judgement : { ...judgement, flags: both(judgement.flags, flags) };
const both = <T>(some: readonly T[], more: readonly T[]): readonly T[] => [...new Set([...some, ...more])];

const STRENGTH: readonly Word["verdict"][] = ["waiting", "busy", "unknown", "idle"];

/** Keeps F3. Undefined where nobody says anything that is still believed, or there is nobody to say it. */
function strongest({ words }: Said, { agent, source }: Judgement, at: At): Word | undefined {
  if (source === "process") return undefined;
  const believed = fresh(words, agent, at);
  const verdict = STRENGTH.find((each) => believed.some((word) => word.verdict === each));
  return believed.find((word) => word.verdict === verdict);
}

/** Words that are still believed. An event is over once a level that was read later says what holds. */
export function fresh(words: readonly Word[], agent: string, at: At): readonly Word[] {
  const read = Math.max(...words.filter(({ channel }) => isLevel(channel)).map(({ heard }) => heard));
  return words.filter((word) => {
    if (isLevel(word.channel)) return true;
    const { lasts } = trustIn(word, agent);
    return (lasts === undefined || at - word.at < lasts) && read < word.at + SUPERSEDED_AFTER;
  });
}
