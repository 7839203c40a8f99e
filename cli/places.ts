import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { parseConfig } from "../config/parse.ts";
import type { Config } from "../config/schema.ts";
import type { Io } from "./io.ts";

/** Options that every command takes. */
export interface Common {
  readonly config?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

export function dataDirOf({ dataDir }: Common, { env, cwd }: Io): string {
  const said = dataDir ?? filled(env["DROVER_DATA_DIR"]);
  return said === undefined ? join(base("XDG_STATE_HOME", [".local", "state"], env), "drover") : resolve(cwd, said);
}

/** A base directory; one that is empty or relative counts as unset, as the XDG specification has it. */
function base(name: string, fallback: readonly string[], env: Io["env"]): string {
  const said = env[name];
  return said !== undefined && isAbsolute(said) ? said : join(filled(env["HOME"]) ?? homedir(), ...fallback);
}

export const filled = (value: string | undefined): string | undefined => (value === "" ? undefined : value);

export type Loaded =
  | { readonly kind: "ok"; readonly config: Config; readonly file: string | undefined }
  | { readonly kind: "wrong"; readonly errors: readonly string[] };

/** `--config`, else `drover.toml` here or above, else the user's own, else defaults. */
export async function loadConfig(common: Common, io: Io): Promise<Loaded> {
  const file = common.config === undefined ? found(io) : resolve(io.cwd, common.config);
  if (file === undefined) return withFile(parseConfig("", "defaults"), undefined);
  if (common.config === undefined && isAnothers(file)) return { kind: "wrong", errors: [`${file} ${ANOTHERS}`] };
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined)
    return { kind: "wrong", errors: [`${file} cannot be read; check the path given with --config`] };
  return withFile(parseConfig(text, file), file);
}

/** A config is typed into agents (general_prompt): one that others laid in our way is not taken unasked. */
function isAnothers(file: string): boolean {
  const owner = statSync(file, { throwIfNoEntry: false })?.uid;
  return owner !== undefined && owner !== 0 && owner !== process.getuid?.();
}
const ANOTHERS = "belongs to another user and was not read; if you mean it, name it with --config";

function withFile(parsed: ReturnType<typeof parseConfig>, file: string | undefined): Loaded {
  return parsed.kind === "ok" ? { ...parsed, file } : parsed;
}

function found({ cwd, env }: Io): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const file = join(folder, "drover.toml");
    if (existsSync(file)) return file;
    if (dirname(folder) === folder) break;
  }
  const own = join(base("XDG_CONFIG_HOME", [".config"], env), "drover", "config.toml");
  return existsSync(own) ? own : undefined;
}
