import { describe, expect, it } from "vitest";
import { classify } from "../../agents/classify.ts";
import { RIGHT } from "../../agents/expectation.ts";
import { profileOf, PROFILES } from "../../agents/profiles.ts";
import { RECORDED_AGENTS, loadRecording, recordingNames } from "../recordings/load.ts";
import type { Recording } from "../recordings/load.ts";
import { certainSpan, watchRecording } from "../recordings/replay.ts";
import type { Belief } from "../recordings/replay.ts";

/** How often the watch looks: calm, and around a delivery. ms */
const BEATS = [1_000, 250];

const NOT_IDLE = new Set(["busy", "waiting", "dialog", "boot"]);

/** Right answers among the certain, settled looks: a little below what was reached, so that a loss shows. */
const FLOOR: Readonly<Record<string, number>> = {
  claude: 0.985,
  codex: 0.975,
  gemini: 0.985,
  opencode: 0.925,
  qwen: 0.98,
};

/** Recordings whose labels say less than the screen, each with the reason. */
const NOT_SCORED: readonly { readonly agent: string; readonly name: RegExp; readonly because: string }[] = [
  {
    agent: "claude|gemini|qwen",
    name: /^paste/,
    because: "the driver labelled neither boot's end nor the typed spans: a ready composer stands long before `idle`",
  },
];
const NOT_PAINTED = {
  agent: "opencode",
  sub: "accepting",
  because: "the keys are accepted seconds before anything of them is painted: the screen is the idle one, unchanged",
};

/** What a label's kind is called by drover; every other dialog is a picker. */
const KINDS: Readonly<Record<string, string>> = {
  permission: "permission",
  approval: "permission",
  question: "question",
  plan: "plan",
  trust: "trust",
  login: "login",
  "api-key": "login",
};
/** A shorter question is gone before it has been painted. ms */
const SEEN = 1_000;

const isScored = (agent: string, name: string): boolean =>
  !NOT_SCORED.some((exception) => new RegExp(exception.agent).test(agent) && exception.name.test(name));

interface Scored {
  readonly belief: Belief;
  readonly state: string;
  readonly sub: string | undefined;
}

function scored(recording: Recording, every: number): readonly Scored[] {
  const profile = profileOf(recording.agent);
  if (!profile) throw new Error(`no profile ${recording.agent}`);
  return watchRecording(recording, profile, every).flatMap((belief) => {
    const span = certainSpan(recording.spans, belief.at);
    return belief.settled && span && span.state in RIGHT ? [{ belief, state: span.state, sub: span.sub }] : [];
  });
}

const all = RECORDED_AGENTS.flatMap((agent) =>
  recordingNames(agent)
    .filter((name) => isScored(agent, name))
    .map((name) => loadRecording(agent, name)),
);

describe.each(RECORDED_AGENTS)("%s", (agent) => {
  const recordings = all.filter((recording) => recording.agent === agent);

  it.each(recordings.map((recording) => [recording.name, recording] as const))(
    "%s: never idle while it boots, works or asks",
    (_name, recording) => {
      const wrong = BEATS.flatMap((every) => scored(recording, every))
        .filter(({ belief, state }) => belief.judgement.verdict === "idle" && NOT_IDLE.has(state))
        .filter(({ sub }) => !(agent === NOT_PAINTED.agent && sub === NOT_PAINTED.sub))
        .map(({ belief, state }) => `${belief.at} ms: ${state}, ${belief.judgement.because}`);
      expect(wrong).toEqual([]);
    },
  );

  it("tells what kind of question waits for a person", () => {
    const profile = profileOf(agent);
    const wrong = recordings.flatMap(({ name, spans, frames }) =>
      spans
        .filter(({ state, from, to }) => (state === "waiting" || state === "dialog") && to - from > SEEN)
        .flatMap(({ sub = "", to }) => {
          const frame = frames.findLast(({ at }) => at < to - 150);
          const told = frame && profile && classify(frame, profile);
          const kind = KINDS[sub] ?? "picker";
          return told?.sub === kind ? [] : [`${name}, ${to} ms: ${kind}, not ${told?.because}`];
        }),
    );
    expect(wrong).toEqual([]);
  });

  it("is right about nearly all of the time", () => {
    const looks = recordings.flatMap((recording) => BEATS.flatMap((every) => scored(recording, every)));
    const right = looks.filter(({ belief, state }) => RIGHT[state]?.includes(belief.judgement.verdict));
    expect(looks.length).toBeGreaterThan(1_000);
    expect(right.length / looks.length).toBeGreaterThanOrEqual(FLOOR[agent] ?? 1);
  });
});

it("every profile that is recorded stands in the table", () => {
  expect(RECORDED_AGENTS.filter((agent) => !PROFILES.some(({ id }) => id === agent))).toEqual([]);
});
