// Bundles the command line into dist/: one small bin that checks the Node version, and the program in chunks, so that a
// command loads only what it needs. better-sqlite3 is native and stays outside.
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

rmSync("dist", { recursive: true, force: true });

await build({
  entryPoints: { main: "cli/main.ts", "demo-agent": "cli/demo/agent.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22",
  external: ["better-sqlite3"],
  minifySyntax: true,
  legalComments: "none",
  logLevel: "warning",
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
});

const bin = readFileSync("cli/bin.js", "utf8").replace("./main.ts", "./main.js");
writeFileSync("dist/bin.js", bin);
chmodSync("dist/bin.js", 0o755);
