// Which of an agent's events are hooked. Each costs the agent the start of a small program, so only what tells something:
// prompts (receipts), menus, ends. What a tool does in between is on the screen.
import type { AgentId } from "../../machines/ids.ts";

export interface Hooked {
  readonly events: readonly string[];
  /** After this the agent gives our command up; in the agent's own unit. It takes milliseconds. */
  readonly timeout: number;
  /** The agent shows hooks by name. */
  readonly named?: true;
}

const CLAUDE = [
  "SessionStart",
  "UserPromptSubmit",
  "PermissionRequest",
  "Notification",
  "Stop",
  "StopFailure",
  "SessionEnd",
];

export const HOOKED: Readonly<Record<AgentId, Hooked>> = {
  claude: { events: CLAUDE, timeout: 5 },
  codex: {
    events: ["SessionStart", "UserPromptSubmit", "PermissionRequest", "Stop", "Interrupt", "SessionEnd"],
    timeout: 5,
  },
  /** Never AfterModel: it runs for each chunk of an answer, and holds the stream up while it does. */
  gemini: {
    events: ["SessionStart", "BeforeAgent", "Notification", "AfterAgent", "SessionEnd"],
    timeout: 5_000,
    named: true,
  },
  qwen: { events: CLAUDE, timeout: 5_000 },
};

/** One entry of an agent's settings under `hooks.<event>`: all four agents take the same shape. */
export const hookEntry = (command: string, { timeout, named }: Hooked): unknown => ({
  hooks: [{ ...(named ? { name: "drover" } : {}), type: "command", command, timeout }],
});
