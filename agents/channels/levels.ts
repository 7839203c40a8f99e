import type { AgentId } from "../../machines/ids.ts";
import type { Channel } from "./word.ts";

/** Channels that are followed, beside the hooks that the agents call by themselves. */
const LEVELS: Readonly<Record<AgentId, readonly Channel[]>> = {
  claude: ["status-file"],
  opencode: ["sse"],
};

export const levelsOf = (agent: AgentId): readonly Channel[] =>
  (Object.hasOwn(LEVELS, agent) ? LEVELS[agent] : undefined) ?? [];
