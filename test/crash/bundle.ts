// The daemon under test bundled, so that it starts quickly; a mutant is the same with a few lines of its source changed.
// A change whose line is not there, or there twice, is an error: a mutant that no longer applies proves nothing.
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { build } from "esbuild";
import type { Plugin } from "esbuild";

export interface Change {
  /** From the top of the repository. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const ROOT = resolve(import.meta.dirname, "../..");
/** Below the repository, so that better-sqlite3 is found. */
const FOLDER = join(ROOT, "node_modules", ".cache", "drover-crash");

/** Bundles the daemon, changed so; answers the file. */
export async function bundleDaemon(name: string, changes: readonly Change[] = []): Promise<string> {
  const outdir = await mkdtemp(join(await cache(), `${name}-`));
  bundles.add(outdir);
  const used = new Set<Change>();
  await build({
    entryPoints: { daemon: join(ROOT, "test/crash/daemon.ts") },
    outdir,
    bundle: true,
    splitting: true,
    outExtension: { ".js": ".mjs" },
    format: "esm",
    platform: "node",
    target: "node22",
    external: ["better-sqlite3"],
    logLevel: "error",
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
    plugins: [changing(changes, used)],
  });
  const unused = changes.filter((change) => !used.has(change));
  if (unused.length > 0) throw new Error(`${name}: ${unused.map(({ file }) => file).join(", ")} is not bundled`);
  return join(outdir, "daemon.mjs");
}

const bundles = new Set<string>();
process.once("exit", () => bundles.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function cache(): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  return FOLDER;
}

const changing = (changes: readonly Change[], used: Set<Change>): Plugin => ({
  name: "changes",
  setup: (plugin) =>
    plugin.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const mine = changes.filter(({ file }) => file === relative(ROOT, path));
      if (mine.length === 0) return undefined;
      mine.forEach((change) => used.add(change));
      return { contents: mine.reduce(apply, await readFile(path, "utf8")), loader: "ts" };
    }),
});

function apply(source: string, { file, find, replace }: Change): string {
  const times = source.split(find).length - 1;
  if (times !== 1) throw new Error(`${file}: this line stands there ${times} times, not once:\n${find}`);
  return source.replace(find, () => replace);
}
