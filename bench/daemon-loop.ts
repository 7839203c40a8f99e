// The whole daemon on every session of a tmux server, typing nothing: what it costs to watch, judge and remember.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../adapters/clock.ts";
import { tmuxServer } from "../adapters/tmux/server.ts";
import { PROFILES } from "../agents/profiles.ts";
import { startOn } from "../cli/compose/daemon.ts";
import { sessionName } from "../machines/ids.ts";
import { DEFAULT_POLICY } from "../machines/policy.ts";

const socket = process.argv[2] ?? "default";
const listing = await tmuxServer({ socket, dataDirHash: "bench", clock: systemClock() }).list();
const names = listing.kind === "panes" ? listing.panes.map(({ session }) => session) : [];
const home = mkdtempSync(join(tmpdir(), "drover-bench-"));

const daemon = await startOn({
  dataDir: home,
  settings: {
    sessions: names.map((name) => ({ name: sessionName(name), tmux: name, socket, agent: "codex", projects: [] })),
    policy: { ...DEFAULT_POLICY, generalPromptMax: 0 },
    generalPrompt: "",
    checkInterval: 120_000,
    personQuiet: 10_000,
    report: false,
    maxAttempts: 3,
  },
  profiles: PROFILES,
  host: "127.0.0.1",
  port: 0,
  dryRun: true,
  say: () => {},
  onBug: (error) => {
    throw error;
  },
});
if (daemon.kind !== "running") throw new Error(daemon.why);

process.on("SIGTERM", async () => {
  const entries = daemon.service.journal({ limit: 1, end: "newest" })[0]?.seq ?? 0;
  await daemon.stop();
  rmSync(home, { recursive: true, force: true });
  process.stdout.write(`${names.length} sessions, ${entries} journal entries\n`);
  process.exitCode = 0;
});
