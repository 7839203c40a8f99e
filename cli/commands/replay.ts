import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { detect } from "../../agents/detect.ts";
import { differencesOf } from "../../agents/expectation.ts";
import type { Difference, Expectation } from "../../agents/expectation.ts";
import { PROMPT } from "../../agents/profile.ts";
import type { Profile } from "../../agents/profile.ts";
import { profileOf } from "../../agents/profiles.ts";
import { WATCH, judgeAs, replay as watch } from "../../agents/replay.ts";
import type { Belief, Judge } from "../../agents/replay.ts";
import { settingsOf } from "../compose/settings.ts";
import type { ExitCode, Io } from "../io.ts";
import { failed, refuse, refuseAll } from "../io.ts";
import { loadConfig } from "../places.ts";
import type { Common } from "../places.ts";
import { labelsFile } from "../recording/format.ts";
import { readRecording } from "../recording/read.ts";

export interface ReplayOptions extends Common {
  readonly expect?: string;
  readonly agent?: string;
}

/** `drover replay FILE`: what the watch would have believed, look by look; exit 1 where that is not what was expected. */
export async function replay(file: string, options: ReplayOptions, io: Io): Promise<ExitCode> {
  const loaded = await loadConfig(options, io);
  const composed = loaded.kind === "ok" ? settingsOf(loaded.config, loaded.file) : loaded;
  if (composed.kind === "wrong") return refuseAll(io, composed.errors);
  const read = readRecording(resolve(io.cwd, file));
  if (read.kind === "refused") return refuse(io, read.why);
  const expected = options.expect === undefined ? undefined : await expectation(resolve(io.cwd, options.expect));
  if (typeof expected === "string") return refuse(io, expected);
  const agent = options.agent ?? read.recording.agent;
  if (agent !== undefined && agent !== "auto" && !profileOf(agent, composed.profiles)) {
    return refuse(io, `replay: no agent ${agent}; name one with --agent, or leave it out`);
  }
  const beliefs = watch(read.recording.frames, judgeFor(agent, composed.profiles), WATCH);
  const differences = expected ? differencesOf(beliefs, expected) : [];
  if (options.json) io.out(JSON.stringify(documentOf(agent, beliefs, differences)));
  else for (const line of changesOf(beliefs)) io.out(line);
  return differences.length === 0 ? 0 : complain(differences, options, io);
}

function judgeFor(agent: string | undefined, profiles: readonly Profile[]): Judge {
  const profile = agent === undefined ? undefined : profileOf(agent, profiles);
  if (profile) return judgeAs(profile);
  return (frame) => {
    const judgement = detect(frame, undefined, profiles);
    return { judgement, patience: profileOf(judgement.agent, profiles)?.patience ?? PROMPT };
  };
}

const moments = z.array(z.object({ at: z.number(), state: z.string() }));

/** Labels with spans, or a list of `{at, state}`; a text says what is wrong with the file. */
async function expectation(file: string): Promise<Expectation | string> {
  try {
    const json: unknown = JSON.parse(await readFile(file, "utf8"));
    const list = moments.safeParse(json);
    if (list.success) return { kind: "moments", moments: list.data };
    const labels = labelsFile.safeParse(json);
    if (labels.success) return { kind: "spans", spans: labels.data.spans };
  } catch (error) {
    return `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  return `${file} is no expectation; write {"spans": [{"from": 0, "to": 900, "state": "idle"}]} or [{"at": 900, "state": "idle"}], in ms`;
}

/** One line for each look that says something else than the one before. */
const changesOf = (beliefs: readonly Belief[]): readonly string[] =>
  beliefs
    .filter((belief, at) => lineOf(belief) !== lineOf(beliefs[at - 1]))
    .map((belief) => `${seconds(belief.at)} ${lineOf(belief)}`);

function lineOf(belief: Belief | undefined): string {
  if (!belief) return "";
  const { verdict, sub, flags, because } = belief.judgement;
  const kind = `${verdict}${sub === undefined ? "" : ` (${sub})`}`;
  return [belief.settled ? kind : `${kind}?`, because, ...flags].join("  ");
}

const MOST_SHOWN = 10;

function complain(differences: readonly Difference[], { expect = "" }: ReplayOptions, io: Io): ExitCode {
  for (const { at, expected, belief } of differences.slice(0, MOST_SHOWN)) {
    const line = belief?.judgement.line ? `: ${JSON.stringify(belief.judgement.line)}` : "";
    const found = belief ? `${belief.judgement.verdict} (${belief.judgement.because}${line})` : "nothing settled";
    io.err(`${seconds(at)} expected ${expected}, believed ${found}`);
  }
  return failed(io, `${differences.length} ${differences.length === 1 ? "difference" : "differences"} from ${expect}`);
}

const seconds = (at: number): string => `${(at / 1000).toFixed(2).padStart(8)} s`;

const documentOf = (agent: string | undefined, beliefs: readonly Belief[], differences: readonly Difference[]) => ({
  agent: agent ?? "auto",
  looks: beliefs.map(({ at, settled, judgement: { verdict, sub, flags, because, line, source } }) => {
    return { at, state: verdict, settled, sub: sub ?? null, flags, because, line: line ?? null, source };
  }),
  differences: differences.map(({ at, expected, belief }) => {
    return { at, expected, state: belief?.judgement.verdict ?? null, because: belief?.judgement.because ?? null };
  }),
});
