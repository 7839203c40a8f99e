import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

/** The versions whose screens the profiles were read from. */
const PACKAGES = {
  claude: { name: "@anthropic-ai/claude-code", version: "2.1.330" },
  codex: { name: "@openai/codex", version: "0.169.0" },
  gemini: { name: "@google/gemini-cli", version: "0.61.0" },
  qwen: { name: "@qwen-code/qwen-code", version: "0.24.4" },
  opencode: { name: "opencode-ai", version: "1.18.33" },
} as const;
export type RealAgent = keyof typeof PACKAGES;
export const REAL_AGENTS: readonly RealAgent[] = ["claude", "codex", "gemini", "qwen", "opencode"];

/**
 * Installs what is missing of these agents from npm, outside the repository; answers the folder with their commands.
 * `DROVER_AGENTS_DIR` names a folder to share; what is there in the right version is not installed again.
 */
export function installAgents(agents: readonly RealAgent[]): string {
  const folder = process.env["DROVER_AGENTS_DIR"] ?? join(tmpdir(), "drover-real-agents");
  const missing = agents
    .map((agent) => PACKAGES[agent])
    .filter((wanted) => installed(folder, wanted.name) !== wanted.version);
  if (missing.length > 0) {
    mkdirSync(folder, { recursive: true });
    if (!existsSync(join(folder, "package.json"))) writeFileSync(join(folder, "package.json"), '{"private":true}');
    const wanted = missing.map(({ name, version }) => `${name}@${version}`);
    execFileSync("npm", ["install", "--save-exact", "--no-audit", "--no-fund", ...wanted], {
      cwd: folder,
      stdio: "inherit",
    });
  }
  return join(folder, "node_modules", ".bin");
}

const manifest = z.object({ version: z.string() });

function installed(folder: string, name: string): string | undefined {
  const path = join(folder, "node_modules", name, "package.json");
  return existsSync(path) ? manifest.parse(JSON.parse(readFileSync(path, "utf8"))).version : undefined;
}
