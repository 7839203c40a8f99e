#!/usr/bin/env node
// The first file that runs, and plain JavaScript on purpose: an older Node must get this far to be told what is missing.
// better-sqlite3 does not fail on Node 20, it crashes; so nothing is imported before the check.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > 22 || (major === 22 && minor >= 12)) {
  const { main } = await import("./main.ts");
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write(
    `drover needs Node 22.12 or newer; this is Node ${process.versions.node}. Install it, or run: npx node@24 ${process.argv[1]}\n`,
  );
  process.exitCode = 2;
}
