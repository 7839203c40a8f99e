// The recordings once more, with what the agents said of themselves: never worse than the screen alone.
import { describe, expect, it } from "vitest";
import { profileFor, scoredRecordings } from "../../../bench/detect/recorded.ts";
import { scoreSeries } from "../../../bench/detect/series.ts";
import type { SeriesScore } from "../../../bench/detect/series.ts";
import { earsOf } from "../../recordings/ears.ts";
import { loadSaid } from "../../recordings/load.ts";
import type { Recording } from "../../recordings/load.ts";

const BEAT = { calm: 1_000, unsettled: 250 };
const heard = scoredRecordings().filter(({ agent, name }) => loadSaid(agent, name).length > 0);

const total = (scores: readonly SeriesScore[]) => {
  const sum = (key: "scored" | "right") => scores.reduce((all, score) => all + score[key], 0);
  const delays = scores.flatMap((score) => score.delays).toSorted((a, b) => a - b);
  return { right: sum("right") / sum("scored"), median: delays[Math.floor(delays.length / 2)] ?? 0 };
};

describe.each(["claude", "gemini", "qwen", "opencode"])("%s", (agent) => {
  const recordings = heard.filter((recording) => recording.agent === agent);
  const silent = recordings.map((recording) => scoreSeries(recording, profileFor(recording), BEAT));
  const spoken = recordings.map((recording) => scoreSeries(recording, profileFor(recording), BEAT, earsOf(recording)));

  it("is right for at least as much of the time, and at least as soon", () => {
    expect(recordings.length).toBeGreaterThan(5);
    const [without, within] = [total(silent), total(spoken)];
    expect(within.right).toBeGreaterThanOrEqual(without.right);
    // One look more or less where two words come close together.
    expect(within.median).toBeLessThanOrEqual(without.median + 20);
  });

  it("holds no idle that the screen alone would not have held", () => {
    const where = (scores: readonly SeriesScore[]) =>
      scores.flatMap(({ heldIdle }) => heldIdle).map(({ what }) => place(what));
    expect(where(spoken).filter((held) => !where(silent).includes(held))).toEqual([]);
  });
});

/** Which span of which recording, whatever the reason. */
const place = (held: string): string => held.replace(/ \d+–\d+ ms: /, " ").replace(/ \(.*/, "");

describe("what the recorded agents said", () => {
  const said = (agent: string, name: string, at: number) => {
    const found = heard.find((recording) => recording.agent === agent && recording.name === name);
    return earsOf(found ?? missing(name))
      .said(at)
      .words.map(({ channel, verdict }) => `${channel} ${verdict}`);
  };

  it("Claude Code's first stop is no idle while a second prompt is queued", () => {
    expect(said("claude", "queue.120x40", 16_400)).toEqual(["status-file busy", "hook busy"]);
    expect(said("claude", "queue.120x40", 22_300)).toEqual(["status-file idle", "hook idle"]);
  });

  it("its hooks stay busy after Esc, its status file does not", () => {
    expect(said("claude", "esc_stream.120x40", 11_800)).toEqual(["status-file idle", "hook busy"]);
  });

  it("Qwen is ready after Ctrl-C, by its notification alone", () => {
    const lines = loadSaid("qwen", "ctrlc_stream.120x40");
    const ready = lines.find(({ payload }) => JSON.stringify(payload).includes('"idle_prompt"'));
    expect(lines.some(({ name, t }) => name === "Stop" && t <= (ready?.t ?? 0))).toBe(false);
    expect(said("qwen", "ctrlc_stream.120x40", ready?.t ?? 0)).toEqual(["hook idle"]);
  });

  it("opencode waits while its status says busy", () => {
    expect(said("opencode", "tool.120x40", 30_000)).toEqual(["sse waiting"]);
  });
});

function missing(name: string): Recording {
  throw new Error(`no recording ${name}`);
}
