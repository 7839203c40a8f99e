// One screen without its pane: which agent it is, and what the screen means. For screens from files and programs; the
// watch asks the pane's processes first.
import type { Judgement, Verdict } from "../machines/evidence.ts";
import type { Frame } from "../machines/frame.ts";
import type { AgentId } from "../machines/ids.ts";
import { classify } from "./classify.ts";
import type { LocalClock } from "./limit-time.ts";
import { identify, isShell } from "./identify.ts";
import type { Profile } from "./profile.ts";
import { profileOf } from "./profiles.ts";

/** `agent`: an id or alias; one that is not known is judged as `auto`. */
export function detect(
  frame: Frame,
  agent: AgentId | undefined,
  profiles: readonly Profile[],
  clock?: LocalClock,
): Judgement {
  const named = agent === undefined ? undefined : profileOf(agent, profiles);
  if (isShell(frame.command) && named?.id !== "shell") return nobody("gone", "bare-shell");
  const found = named ?? profileOf(identify([], frame, profiles) ?? "auto", profiles);
  return found ? classify(frame, found, clock) : byAnyWhoKnows(frame, profiles, clock);
}

/** No row is one agent's alone: the one agent that could show this screen. Several that agree suffice for "not idle". */
function byAnyWhoKnows(frame: Frame, profiles: readonly Profile[], clock: LocalClock | undefined): Judgement {
  const known = profiles
    .map((profile) => classify(frame, profile, clock))
    .filter(({ verdict }) => verdict !== "unknown" && verdict !== "starting");
  const [first] = known;
  const isAgreed = first !== undefined && known.every(({ verdict }) => kindOf(verdict) === kindOf(first.verdict));
  const isReady = first?.verdict === "idle" || first?.verdict === "typed";
  return first && (known.length === 1 || (isAgreed && !isReady)) ? first : nobody("unknown", "no-agent-recognised");
}

const kindOf = (verdict: Verdict): Verdict => (verdict === "dialog" ? "waiting" : verdict);

const nobody = (verdict: "gone" | "unknown", because: string): Judgement => ({
  verdict,
  flags: [],
  because,
  source: "screen",
  agent: "auto",
});
