// The daemon under test, as a process of its own: all of it, with ports that stop it at the places its plan names.
// It is told its plan on stdin, so that it can be loaded before it is needed; it says on descriptor 3 that it is up, and at
// which place it was stopped.
import { writeSync } from "node:fs";
import { text } from "node:stream/consumers";
import { systemClock } from "../../adapters/clock.ts";
import { PROFILES } from "../../agents/profiles.ts";
import { startOn } from "../../cli/compose/daemon.ts";
import type { Settings } from "../../daemon/settings.ts";
import { sessionName } from "../../machines/ids.ts";
import { DEFAULT_POLICY } from "../../machines/policy.ts";
import { fasterClock } from "../support/faster-clock.ts";
import { parsePlan } from "./plan.ts";
import type { Plan } from "./plan.ts";
import { pointed } from "./points.ts";

const SAY = 3;
const plan = parsePlan(await text(process.stdin));
const arrivals = new Map<string, number>();

/** Long enough for a child to be spawned, short beside what it does. ms */
const SPAWNED = 15;

const during = (call: string): number => plan.stops.find(({ point }) => point === `during ${call}`)?.after ?? SPAWNED;

function stopAt(point: string): void {
  const nth = (arrivals.get(point) ?? 0) + 1;
  arrivals.set(point, nth);
  const stop = plan.stops.find((each) => each.point === point && each.nth === nth);
  if (!stop) return;
  writeSync(SAY, `at ${point}\n`);
  process.kill(process.pid, stop.how === "kill" ? "SIGKILL" : "SIGSTOP");
}

const settings = ({ socket, sessions }: Plan): Settings => ({
  sessions: sessions.map((name) => ({
    name: sessionName(name),
    tmux: name,
    socket,
    agent: "drover-demo-agent",
    projects: [],
  })),
  policy: { ...DEFAULT_POLICY, idleThreshold: 200, settle: 400, unseenTurn: 4_000, lost: 2_000, generalPromptMax: 0 },
  generalPrompt: "",
  checkInterval: 5_000,
  personQuiet: 2_000,
  report: false,
  maxAttempts: 3,
});

// A bound on the size of files, as a story sets it, is met as an error of the write.
process.on("SIGXFSZ", () => {});

/** Each USR2 sets the machine's clock: five hours ahead, then seven back, and so on. */
const STEPS = [5, -7, 4, -2].map((hours) => hours * 3_600_000);
let skew = 0;
process.on("SIGUSR2", () => {
  skew += STEPS[0] ?? 0;
  STEPS.push(STEPS.shift() ?? 0);
  process.stderr.write(`the clock is ${skew / 3_600_000} hours off\n`);
});
const clock = systemClock({ wall: () => Date.now() + skew, elapsed: () => performance.now() });

const started = await startOn({
  dataDir: plan.dataDir,
  settings: settings(plan),
  profiles: PROFILES,
  host: "127.0.0.1",
  port: 0,
  dryRun: false,
  say: (line) => process.stderr.write(`${line}\n`),
  onBug: (error) => {
    throw error;
  },
  around: (world) =>
    pointed(
      { ...world, clock: plan.speed === 1 ? clock : fasterClock(clock, plan.speed) },
      Object.assign(stopAt, { during }),
    ),
});
writeSync(SAY, started.kind === "running" ? "up\n" : `not up: ${started.why}\n`);
if (started.kind !== "running") process.exit(1);
process.once("SIGTERM", () => void started.stop());
