// Our own recordings: every certain frame by itself, and the whole as a series.
import { classify } from "../../agents/classify.ts";
import { isShell } from "../../agents/identify.ts";
import type { Profile } from "../../agents/profile.ts";
import { profileOf } from "../../agents/profiles.ts";
import type { Frame } from "../../machines/frame.ts";
import { certainSpan } from "../../test/recordings/replay.ts";
import { loadRecording, RECORDED_AGENTS, recordingNames } from "../../test/recordings/load.ts";
import type { Recording } from "../../test/recordings/load.ts";
import { isScored } from "./truth.ts";
import type { Answer } from "./truth.ts";

export interface Labelled {
  readonly agent: string;
  readonly label: string;
  readonly answer: Answer;
  readonly screen: string;
}

/** Labels that say less than the screen: the driver of these named neither boot's end nor what was typed. */
const LABELLED_THINLY = { agents: new Set(["claude", "gemini", "qwen"]), name: /^paste/ };

export const scoredRecordings = (): readonly Recording[] =>
  RECORDED_AGENTS.flatMap((agent) =>
    recordingNames(agent)
      .filter((name) => !(LABELLED_THINLY.agents.has(agent) && LABELLED_THINLY.name.test(name)))
      .map((name) => loadRecording(agent, name)),
  );

export function profileFor({ agent }: Recording): Profile {
  const profile = profileOf(agent);
  if (!profile) throw new Error(`no profile ${agent}`);
  return profile;
}

export function labelledFrames(recording: Recording): readonly Labelled[] {
  const profile = profileFor(recording);
  return recording.frames.flatMap((frame) => {
    const span = certainSpan(recording.spans, frame.at);
    if (!span || !isScored(span.state)) return [];
    const answer = answerTo(frame, profile);
    return [{ agent: recording.agent, label: span.state, answer, screen: frame.rows.join("\n") }];
  });
}

function answerTo(frame: Frame, profile: Profile): Answer {
  if (isShell(frame.command)) return { state: "gone", flags: [] };
  const { verdict, flags } = classify(frame, profile);
  return { state: verdict, flags };
}
