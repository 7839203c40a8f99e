import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The versions whose screens the profiles were read from. */
const PACKAGES = { codex: "@openai/codex@0.169.0", gemini: "@google/gemini-cli@0.61.0" } as const;
export type RealAgent = keyof typeof PACKAGES;

/** Installs the real agents from npm, outside the repository; answers the folder with their commands. */
export function installAgents(): string {
  const folder = process.env["DROVER_AGENTS_DIR"] ?? join(tmpdir(), "drover-real-agents");
  mkdirSync(folder, { recursive: true });
  const bin = join(folder, "node_modules", ".bin");
  if (Object.keys(PACKAGES).every((name) => existsSync(join(bin, name)))) return bin;
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", ...Object.values(PACKAGES)], {
    cwd: folder,
    stdio: "inherit",
  });
  return bin;
}
