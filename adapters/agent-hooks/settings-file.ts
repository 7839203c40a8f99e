// The settings files of the agents: where they lie, and how one is replaced.
import { chmod, mkdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

/** The agent's own place in the user's home, where its variable does not name another. */
const USER: Readonly<Record<string, (home: string, env: Env) => string>> = {
  claude: (home, env) => join(env["CLAUDE_CONFIG_DIR"] || join(home, ".claude"), "settings.json"),
  codex: (home, env) => join(env["CODEX_HOME"] || join(home, ".codex"), "hooks.json"),
  gemini: (home, env) => join(env["GEMINI_CLI_HOME"] || home, ".gemini", "settings.json"),
  qwen: (home, env) => join(env["QWEN_HOME"] || join(home, ".qwen"), "settings.json"),
};

/** For one project: the command names a place of this user, so Claude Code's file that is not shared. */
const PROJECT: Readonly<Record<string, readonly string[]>> = {
  claude: [".claude", "settings.local.json"],
  codex: [".codex", "hooks.json"],
  gemini: [".gemini", "settings.json"],
  qwen: [".qwen", "settings.json"],
};

/** Undefined for an agent without hooks. */
export function settingsFile(agent: string, project: string | undefined, home: string, env: Env): string | undefined {
  if (project === undefined) return Object.hasOwn(USER, agent) ? USER[agent]?.(home, env) : undefined;
  const place = Object.hasOwn(PROJECT, agent) ? PROJECT[agent] : undefined;
  return place && join(project, ...place);
}

export type Text =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly why: string };

/** Bytes that are no text are refused: written back they would be others. */
export async function readSettings(file: string): Promise<Text> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error) {
    return bytes.code === "ENOENT" ? { kind: "absent" } : { kind: "unreadable", why: bytes.message };
  }
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return Buffer.from(text).equals(bytes) ? { kind: "text", text } : { kind: "unreadable", why: "it is not UTF-8" };
}

/** Replaces the file at once, behind a link too, and keeps its mode. Undefined: removes it. */
export async function replaceSettings(file: string, text: string | undefined): Promise<void> {
  if (text === undefined) return rm(file);
  await mkdir(dirname(file), { recursive: true });
  const real = await realpath(file).catch(() => file);
  const draft = `${real}.drover-${process.pid}`;
  const mode = await stat(real).then(
    (found) => found.mode & 0o7777,
    () => 0o600,
  );
  try {
    await writeFile(draft, text, { mode });
    await chmod(draft, mode);
    await rename(draft, real);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
