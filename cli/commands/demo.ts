// A world of its own: a private tmux server, a data directory in the temp folder, three scripted agents, ten tasks.
// It touches nothing of the user's and leaves nothing running.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { profileOf } from "../../agents/profiles.ts";
import { startOn } from "../compose/daemon.ts";
import type { Running } from "../compose/daemon.ts";
import { playPerson } from "../demo/person.ts";
import { demoSettings } from "../demo/settings.ts";
import { summaryOf } from "../demo/summary.ts";
import { DEMO_TASKS } from "../demo/tasks.ts";
import { startTown } from "../demo/town.ts";
import type { ExitCode, Io } from "../io.ts";
import { failed, refuse } from "../io.ts";
import type { Common } from "../places.ts";

export interface DemoOptions extends Common {
  readonly exit?: boolean;
}

export async function demo(options: DemoOptions, io: Io): Promise<ExitCode> {
  const home = await mkdtemp(join(tmpdir(), "drover-demo-"));
  const say = (line: string) => (options.json ? undefined : io.out(line));
  const town = await startTown(home);
  if (town.kind === "refused") return refuse(io, town.why);
  try {
    const profile = profileOf("drover-demo-agent");
    const started = await startOn({
      dataDir: join(home, "data"),
      settings: demoSettings(town.socket),
      profiles: profile ? [profile] : [],
      host: "127.0.0.1",
      port: 0,
      dryRun: false,
      say,
      onBug: (error) => {
        throw error;
      },
    });
    if (started.kind !== "running") return refuse(io, started.why);
    return await live(started, town, options, io, say);
  } finally {
    await town.stop();
    await rm(home, { recursive: true, force: true });
  }
}

async function live(
  daemon: Running,
  town: { readonly socket: string; readonly logs: readonly string[] },
  options: DemoOptions,
  io: Io,
  say: (line: string) => void,
): Promise<ExitCode> {
  say(`Three agents work in a tmux of their own; look in with: tmux -L ${town.socket} attach -r`);
  const person = playPerson(town.socket, daemon.service, say);
  try {
    for (const content of DEMO_TASKS) await daemon.service.add({ content });
    const ended = await allDone(daemon, options.exit === true);
    const summary = await summaryOf(daemon.service, town.logs);
    if (options.json) io.out(JSON.stringify(summary));
    else io.out(`${summary.done} of ${summary.tasks} tasks done, ${summary.typedTwice} typed twice`);
    return ended && summary.done === summary.tasks && summary.typedTwice === 0
      ? 0
      : failed(io, "the demo did not end as it should");
  } finally {
    person.stop();
    await daemon.stop();
  }
}

/** The longest a demo may take. ms */
const PATIENCE = 240_000;

/** True when all tasks are done. Without --exit it goes on until the person has seen enough (Ctrl-C). */
function allDone({ service }: Running, exit: boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (done: boolean) => {
      clearTimeout(late);
      stop();
      resolve(done);
    };
    const late = setTimeout(() => end(false), exit ? PATIENCE : 2 ** 31 - 1);
    const look = async () => {
      const tasks = await service.tasks({});
      const isOver = tasks.length === DEMO_TASKS.length && tasks.every(({ status }) => status === "done");
      if (isOver && exit) end(true);
    };
    const stop = service.subscribe(() => void look());
    process.once("SIGINT", () => end(true));
    process.once("SIGTERM", () => end(true));
  });
}
