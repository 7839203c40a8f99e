// How far each agent's words are believed. All numbers in ms, read off recordings and real agents.
import type { AgentId } from "../../machines/ids.ts";
import type { Channel, Word } from "./word.ts";

export interface Trust {
  /** Believed this long at the most; absent: until the channel says something else. */
  readonly lasts?: number;
  /** The screen lags behind the word by as much as this: sooner it does not speak against it. */
  readonly lead: number;
  /** A settled screen that speaks against it must do so for this long. */
  readonly against: number;
  /**
   * What then? `screen`: an event that nothing took back (nothing fires on Esc), so the screen is right.
   * `unknown`: a channel that speaks of every change; one of the two is broken, and nobody can tell which.
   */
  readonly outcome: "screen" | "unknown";
}

type Verdicts = Readonly<Record<Word["verdict"], Trust>>;

/** A level follows the agent within a second; the screen repaints within 700 ms, and much later on a loaded machine. */
const LEVEL: Trust = { lead: 2_000, against: 10_000, outcome: "unknown" };
const LEVELS: Verdicts = { busy: LEVEL, idle: LEVEL, waiting: LEVEL, unknown: LEVEL };

/**
 * `against` is the time that a busy word needs to give way to a ready composer: an answer that streams may look idle.
 * A menu is painted up to 0.7 s after the word, and nothing says when it was answered: the screen does.
 */
const events = (against: number): Verdicts => ({
  busy: { lead: 1_500, against, outcome: "screen" },
  waiting: { lead: 1_500, against: 0, outcome: "screen" },
  idle: { lasts: 10_000, lead: 1_000, against: 0, outcome: "screen" },
  unknown: { lasts: 0, lead: 0, against: 0, outcome: "screen" },
});

/** Where the title tells busy from ready, the screen needs less time to be believed. */
const HOOKS: Readonly<Record<AgentId, Verdicts>> = {
  claude: events(2_000),
  codex: events(1_000),
  gemini: events(1_000),
  qwen: events(1_000),
};
const ANY_HOOKS = events(2_000);

export const trustIn = ({ channel, verdict }: Word, agent: AgentId): Trust =>
  (channel === "hook" ? (HOOKS[agent] ?? ANY_HOOKS) : LEVELS)[verdict];

/** A level that was read this long after an event knows of it: the event is over. */
export const SUPERSEDED_AFTER = 1_500;

/** Work behind the composer is remembered this long, should no later turn's end take it back. */
export const BACKGROUND_LASTS = 600_000;

export const isLevel = (channel: Channel): boolean => channel !== "hook";
