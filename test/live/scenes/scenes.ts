import type { RealAgent } from "../install.ts";
import { CLAUDE } from "./claude.ts";
import { CODEX } from "./codex.ts";
import { COMMON } from "./common.ts";
import { GEMINI } from "./gemini.ts";
import { OPENCODE } from "./opencode.ts";
import { pickers } from "./pickers.ts";
import { QWEN } from "./qwen.ts";
import type { Scenes } from "./scene.ts";

const OWN: Readonly<Record<RealAgent, Scenes>> = {
  claude: CLAUDE,
  codex: CODEX,
  gemini: GEMINI,
  qwen: QWEN,
  opencode: OPENCODE,
};

export const scenesOf = (agent: RealAgent): Scenes => [...COMMON, ...pickers(agent), ...OWN[agent]];
