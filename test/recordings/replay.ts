import { judgeAs, replay } from "../../agents/replay.ts";
import type { Belief } from "../../agents/replay.ts";
import type { Profile } from "../../agents/profile.ts";
import type { Recording } from "./load.ts";

export { certainSpan } from "../../agents/expectation.ts";
export type { Belief } from "../../agents/replay.ts";

/** What a watch that looks every `every` ms believes. */
export const watchRecording = (
  { frames }: Recording,
  profile: Profile,
  every: number,
  offset = 0,
): readonly Belief[] => replay(frames, judgeAs(profile), { calm: every, unsettled: every, wakes: false }, offset);
