import type { Settings } from "../../daemon/settings.ts";
import { sessionName } from "../../machines/ids.ts";
import { DEFAULT_POLICY } from "../../machines/policy.ts";

export const DEMO_SESSIONS = ["red", "green", "blue"] as const;

/** Impatient, so that something happens while one watches. */
export const demoSettings = (socket: string): Settings => ({
  sessions: DEMO_SESSIONS.map((name) => ({
    name: sessionName(name),
    tmux: name,
    socket,
    agent: "drover-demo-agent",
    projects: [],
  })),
  policy: { ...DEFAULT_POLICY, idleThreshold: 1_000, settle: 1_500, generalPromptMax: 0 },
  generalPrompt: "",
  checkInterval: 5_000,
  personQuiet: 2_000,
  report: false,
  maxAttempts: 3,
});
