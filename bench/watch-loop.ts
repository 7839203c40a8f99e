// The watch alone: sweep once a second and at each wake, look at what moved. Ends on SIGTERM and says what it did.
import { systemClock } from "../adapters/clock.ts";
import { tmuxServer } from "../adapters/tmux/server.ts";

const PERIOD = 1_000;
const clock = systemClock();
const server = tmuxServer({ socket: process.argv[2] ?? "default", dataDirHash: "bench", clock });
const done = { sweeps: 0, looks: 0, ms: 0 };

const stopWake = await server.wake(() => void watch());
let stopTick = () => {};
let busy = false;
process.on("SIGTERM", () => void end());
tick();

function tick(): void {
  stopTick = clock.after(PERIOD, tick);
  void watch();
}

async function watch(): Promise<void> {
  if (busy) return;
  busy = true;
  const began = performance.now();
  const sweep = await server.sweep();
  if (sweep.kind === "moved") done.looks += (await server.look(sweep.panes)).size;
  done.sweeps += 1;
  done.ms += performance.now() - began;
  busy = false;
}

async function end(): Promise<void> {
  stopTick();
  await stopWake();
  process.stdout.write(
    `${done.sweeps} sweeps, ${done.looks} looks, ${(done.ms / done.sweeps).toFixed(0)} ms a sweep\n`,
  );
  process.exitCode = 0;
}
