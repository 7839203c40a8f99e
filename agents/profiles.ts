import type { AgentId } from "../machines/ids.ts";
import type { Profile } from "./profile.ts";
import { aider } from "./profiles/aider.ts";
import { amp } from "./profiles/amp.ts";
import { antigravity } from "./profiles/antigravity.ts";
import { auggie } from "./profiles/auggie.ts";
import { claude } from "./profiles/claude.ts";
import { cline } from "./profiles/cline.ts";
import { codex } from "./profiles/codex.ts";
import { copilot } from "./profiles/copilot.ts";
import { cursor } from "./profiles/cursor.ts";
import { demo } from "./profiles/demo.ts";
import { devin } from "./profiles/devin.ts";
import { droid } from "./profiles/droid.ts";
import { gemini } from "./profiles/gemini.ts";
import { goose } from "./profiles/goose.ts";
import { grok } from "./profiles/grok.ts";
import { hermes } from "./profiles/hermes.ts";
import { kimi } from "./profiles/kimi.ts";
import { kiro } from "./profiles/kiro.ts";
import { minimax } from "./profiles/minimax.ts";
import { muse } from "./profiles/muse.ts";
import { omp } from "./profiles/omp.ts";
import { opencode } from "./profiles/opencode.ts";
import { qwen } from "./profiles/qwen.ts";
import { shell } from "./profiles/shell.ts";

/** The agents drover knows. A new one is one more file and one more name here. */
export const PROFILES: readonly Profile[] = [
  claude,
  codex,
  gemini,
  qwen,
  opencode,
  cline,
  aider,
  cursor,
  copilot,
  amp,
  goose,
  kiro,
  kimi,
  grok,
  droid,
  auggie,
  antigravity,
  hermes,
  omp,
  devin,
  minimax,
  muse,
  demo,
  shell,
];

/** By id or alias. */
export const profileOf = (id: AgentId, profiles: readonly Profile[] = PROFILES): Profile | undefined =>
  profiles.find((profile) => profile.id === id || profile.aliases.includes(id));
