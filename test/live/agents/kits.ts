import type { RealAgent } from "../install.ts";
import { claude } from "./claude.ts";
import { codex } from "./codex.ts";
import { gemini } from "./gemini.ts";
import type { Kit } from "./kit.ts";
import { opencode } from "./opencode.ts";
import { qwen } from "./qwen.ts";

export const KITS: Readonly<Record<RealAgent, Kit>> = { claude, codex, gemini, qwen, opencode };
