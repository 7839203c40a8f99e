import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RealAgent } from "./install.ts";

/** How a real agent is started: a HOME of its own, dummy keys, and a model on loopback. */
export interface Start {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const write = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

export const START: Readonly<Record<RealAgent, (home: string, cwd: string, port: number) => Start>> = {
  codex: (home, cwd, port) => {
    write(
      join(home, ".codex", "config.toml"),
      `model = "mock-1"
model_provider = "mock"
approval_policy = "on-request"
sandbox_mode = "workspace-write"
check_for_update_on_startup = false
[model_providers.mock]
name = "Mock"
base_url = "http://127.0.0.1:${port}/v1"
env_key = "MOCK_API_KEY"
wire_api = "responses"
[analytics]
enabled = false
[tui]
show_tooltips = false
[projects.${JSON.stringify(cwd)}]
trust_level = "trusted"
`,
    );
    return { command: ["codex", "--no-daemon"], env: { CODEX_HOME: join(home, ".codex"), MOCK_API_KEY: "sk-dummy" } };
  },
  gemini: (home, cwd, port) => {
    const settings = {
      security: { auth: { selectedType: "gemini-api-key" } },
      privacy: { usageStatisticsEnabled: false },
      telemetry: { enabled: false },
      general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
      ui: { hideTips: true },
      model: { name: "gemini-2.5-flash" },
    };
    write(join(home, ".gemini", "settings.json"), JSON.stringify(settings));
    write(join(home, ".gemini", "trustedFolders.json"), JSON.stringify({ [cwd]: "TRUST_FOLDER" }));
    return {
      command: ["gemini"],
      env: { GEMINI_API_KEY: "dummy-key", GOOGLE_GEMINI_BASE_URL: `http://127.0.0.1:${port}` },
    };
  },
};
