// Two servers have the same said to them by the same person; beside one of them drover runs and gives tasks to its agent.
// After each deed both must look alike, but for what drover is documented to leave: its hooks and its pane marks.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AGENT, begin, generator, nextDeed } from "./day.ts";
import { ENDED, beside } from "./daemon.ts";
import type { Beside } from "./daemon.ts";
import { differences, dump } from "./dump.ts";
import type { Dump } from "./dump.ts";
import { person, processesWith } from "./person.ts";
import type { Person } from "./person.ts";
import { waitFor } from "../support/wait.ts";
import { usage } from "./usage.ts";
import type { Usage } from "./usage.ts";

export interface SoakOptions {
  /** Deeds go on until either is reached. */
  readonly ms: number;
  readonly deeds: number;
  readonly seed: number;
  /** Between two deeds. ms */
  readonly rest: number;
  readonly say: (line: string) => void;
}

interface Settled {
  tasks: number;
  texts: number;
}

export interface Soaked {
  readonly deeds: number;
  readonly restarts: number;
  readonly tasksDone: number;
  /** The longest time in which no task was done. ms */
  readonly longestLull: number;
  /** Tasks in doubt that the person cancelled, and how often their text still stood in the composer. */
  readonly settled: Settled;
  /** What was otherwise than without drover, the deed before it first. */
  readonly harm: readonly string[];
  /** Processes and clients that a killed daemon left. */
  readonly left: readonly string[];
  /** What was still otherwise after `drover down`. */
  readonly after: readonly string[];
  readonly server: Usage | undefined;
}

const SESSIONS = [AGENT, "alpha", "beta", "gamma"];
/** SIGHUP is no death: without a terminal it has the config read again. */
const SIGNALS = ["SIGKILL", "SIGTERM", "SIGSEGV", "SIGINT", "SIGABRT", "SIGQUIT", "SIGBUS"] as const;
/** Deeds between two deaths of the daemon, and between two deaths of the server. */
const DEATH = 6;
const DOOM = 40;
/**
 * Of so many deeds the last are without a death. In doubt of a delivery, the daemon looks for 30 s before it asks a person;
 * one that never lives so long gets no further, and this person presses keys in the agent's session all day.
 */
const STRETCH = 120;
const DEADLY = 60;
const SETTLE = 10_000;

export async function soak({ ms, deeds, seed, rest, say }: SoakOptions): Promise<Soaked> {
  const home = mkdtempSync(join(tmpdir(), "drover-harm-"));
  const [watched, control] = [person(), person()];
  const drover = beside(home, watched.socket, SESSIONS);
  const both = (deed: (one: Person) => Promise<unknown>) => Promise.all([watched, control].map(deed));
  const random = generator(seed);
  const harm: string[] = [];
  const left: string[] = [];
  let [done, restarts] = [0, 0];
  const settled: Settled = { tasks: 0, texts: 0 };
  const settle = () => settleDoubts(drover, watched, settled);
  try {
    await both((one) => begin(one, agent(home, one.socket)));
    await alike(watched, control, "before drover", harm, withoutTraces);
    await drover.start();
    const [spent, pace] = [usage(watched, control), paceOf()];
    const until = performance.now() + ms;
    while (done < deeds && performance.now() < until && harm.length === 0) {
      const late = performance.now() > until - ms / 2;
      if (done % DEATH === DEATH - 1 && done % STRETCH < DEADLY)
        await die(drover, watched, SIGNALS[restarts++ % SIGNALS.length] ?? "SIGKILL", left);
      if (done % DOOM === DOOM - 1 && !late) await doom(both, home, say);
      if (done % 5 === 0) {
        await settle();
        pace.note(await work(drover, done));
      }
      const deed = await nextDeed(control, random);
      await both((one) => deed.do(one));
      await alike(watched, control, deed.name, harm, withoutTraces);
      done += 1;
      if (late) spent.take();
      if (done % 50 === 0) say(`${done} deeds, ${restarts} deaths, ${pace.done} tasks done; ${spent.said()}`);
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
    if (harm.length > 0) say(harm.join("\n"));
    const tasksDone = await waitFor("the tasks to end", () => settle().then(() => doneOf(drover)), 180_000).catch(
      async (error: unknown) => {
        say(`${await drover.told()}\n${watched.run("capture-pane", "-p", "-t", `=${AGENT}:`).trimEnd()}`);
        throw error;
      },
    );
    await drover.down();
    await drover.end("SIGKILL");
    const after: string[] = [];
    if (harm.length === 0) await alike(watched, control, "after down", after, withoutOpenMarks);
    left.push(...processesWith(watched.socket).filter((line) => line.includes("wait-for")));
    return {
      deeds: done,
      restarts,
      tasksDone,
      longestLull: pace.longestLull,
      settled,
      harm,
      left,
      after,
      server: spent.verdict(),
    };
  } finally {
    await drover.end("SIGKILL");
    await both((one) => one.leave());
    rmSync(home, { recursive: true, force: true });
  }
}

/** Few at a time: dying every few seconds, the daemon would leave a pile of them. */
const MOST_OPEN = 3;

/** As a person must: drover leaves a text of which it is in doubt where it is, and gives no task as long as it stands there. */
async function settleDoubts(drover: Beside, to: Person, settled: Settled): Promise<void> {
  const count = await drover.settle();
  settled.tasks += count;
  if (count === 0 || (await to.try("capture-pane", "-p", "-t", `=${AGENT}:`)).includes("Ask me anything")) return;
  settled.texts += 1;
  await to.try("send-keys", "-t", `=${AGENT}:`, "C-c");
}

/** Answers how many are done. */
async function work(drover: Beside, number: number): Promise<number> {
  const statuses = await drover.statuses();
  const open = statuses.filter((status) => !ENDED.includes(status));
  if (open.length < MOST_OPEN) await drover.give(`Tidy up, number ${number}`);
  return statuses.filter((status) => status === "done").length;
}

/** Whether tasks go on being done: a daemon that does no harm because it does nothing shows nothing. */
function paceOf() {
  let [done, since, longest] = [0, performance.now(), 0];
  return {
    note: (now: number) => {
      longest = Math.max(longest, performance.now() - since);
      if (now > done) since = performance.now();
      done = now;
    },
    get done() {
      return done;
    },
    get longestLull() {
      return Math.round(longest);
    },
  };
}

/** How many are done, once all have ended: the mark of one under way would stay, and so show nothing. */
async function doneOf(drover: Beside): Promise<number | undefined> {
  const statuses = await drover.statuses();
  const open = statuses.filter((status) => !ENDED.includes(status));
  return open.length > 0 ? undefined : statuses.filter((status) => status === "done").length;
}

const agent = (home: string, socket: string): readonly string[] => [
  process.execPath,
  join(import.meta.dirname, "../../cli/demo/agent.ts"),
  "--name",
  "demo-agent",
  "--log",
  join(home, `${socket}.jsonl`),
  "--work-range",
  "500-1500",
];

/** kill-server, and the next life of the same person. */
async function doom(
  both: (deed: (one: Person) => Promise<unknown>) => Promise<unknown>,
  home: string,
  say: (line: string) => void,
) {
  say("kill-server");
  await both((one) => one.leave());
  await both((one) => begin(one, agent(home, one.socket)));
}

async function die(drover: Beside, watched: Person, signal: NodeJS.Signals, left: string[]): Promise<void> {
  left.push(...(await drover.end(signal)).map((line) => `after ${signal}: ${line}`));
  const end = performance.now() + 3_000;
  for (;;) {
    const processes = processesWith(watched.socket).filter(isDrovers);
    if (processes.length === 0) break;
    if (performance.now() > end) {
      left.push(...processes.map((line) => `after ${signal}: ${line}`));
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await drover.start();
}

/** The person's own processes name the server too: the server itself, its clients under `script`. */
const isDrovers = (line: string): boolean => /wait-for|capturep|list-panes|load-buffer|set-hook/.test(line);

/** Waits until both look alike; what differs after a while is harm. */
async function alike(a: Person, b: Person, deed: string, harm: string[], without: (dump: Dump) => Dump): Promise<void> {
  const end = performance.now() + SETTLE;
  for (;;) {
    const [here, there] = await Promise.all([dump(a), dump(b)]);
    const found = differences(without(here), without(there));
    if (found.length === 0) return;
    if (performance.now() > end) return void harm.push(`after ${deed}`, ...found);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const HOOK =
  /^(pane-title-changed|alert-bell|pane-died|pane-exited|session-created|session-closed|pane-mode-changed|window-layout-changed)\[(7[7-9]|8\d)\] "?wait-for -S drover-[0-9a-f]{12}"?$/;
const MARK = /^@drover_task c-[a-z0-9]{12}:[a-z0-9]+$/;
const OPEN_MARK = /^@drover_task c-[a-z0-9]{12}:(pasted|entered2?|held)$/;

/** A hook without a command is shown by its name alone. */
const EMPTY_HOOK = /^[a-z-]+$/;

/** Exactly what is documented, and nothing like it. */
const withoutTraces = (dump: Dump): Dump =>
  filtered(dump, (line) => !HOOK.test(line) && !MARK.test(line) && !EMPTY_HOOK.test(line));
/** After `drover down` the hooks are gone, and the marks but for those of tasks under way. */
const withoutOpenMarks = (dump: Dump): Dump => filtered(dump, (line) => !OPEN_MARK.test(line));

const filtered = (dump: Dump, keep: (line: string) => boolean): Dump =>
  Object.fromEntries(Object.entries(dump).map(([kind, lines]) => [kind, lines.filter(keep)]));
