// Type-checks the whole project, and each pure folder alone without Node and DOM types: I/O does not compile there.
import { spawnSync } from "node:child_process";

const PROJECTS = [".", "machines", "agents", "orchestrator", "config"];

const failed = PROJECTS.filter((project) => spawnSync("tsc", ["-p", project], { stdio: "inherit" }).status !== 0);
if (failed.length > 0) process.stderr.write(`types: failed in ${failed.join(", ")}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
