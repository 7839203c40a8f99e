// Time passes for a whole daemon at many busy sessions: its own loop, ledger, backlog and service over real SQLite; tmux,
// the agents and the clock are not real. What is watched: the file, the heap, and how long a step of forgetting takes.
import { mkdtempSync, existsSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { systemChecker } from "../../adapters/check/checker.ts";
import { systemGit } from "../../adapters/git/git.ts";
import { systemProcesses } from "../../adapters/processes/processes.ts";
import { PROFILES } from "../../agents/profiles.ts";
import { startDaemon } from "../../daemon/daemon.ts";
import type { Retention } from "../../daemon/retention.ts";
import { markdownPlanner } from "../../daemon/goals/markdown-planner.ts";
import { makeService } from "../../daemon/service/make-service.ts";
import type { Settings } from "../../daemon/settings.ts";
import type { World } from "../../daemon/world.ts";
import { sessionName } from "../../machines/ids.ts";
import { DEFAULT_POLICY } from "../../machines/policy.ts";
import { GOAL_RULES, RUN_RULES } from "../../cli/compose/goal-rules.ts";
import { COUNTED } from "../../orchestrator/priority/choice.ts";
import { POLICIES } from "../../orchestrator/priority/policies.ts";
import { checkTaskText } from "../../orchestrator/text.ts";
import { openBacklog } from "../../state/backlog/open-backlog.ts";
import { isPassing } from "../../state/database/sqlite-error.ts";
import type { Ledger } from "../../state/ledger/ledger.ts";
import { openLedger } from "../../state/ledger/open-ledger.ts";
import { fakeTmux } from "../../test/fakes/fake-tmux.ts";
import { openAgent } from "./agent.ts";
import { virtualClock } from "./virtual-clock.ts";

const HOUR = 3_600_000;
const START = Date.UTC(2026, 1, 1);

export interface MonthOptions {
  readonly hours: number;
  readonly sessions: number;
  readonly retention: Retention;
  /** Hours between two samples. */
  readonly every: number;
  readonly say: (line: string) => void;
}

export interface Sample {
  readonly hour: number;
  /** MB. */
  readonly heap: number;
  readonly inUse: number;
  readonly file: number;
  readonly entries: number;
}

export interface Month {
  readonly samples: readonly Sample[];
  readonly tasksDone: number;
  /** Entries written in all, kept or not. */
  readonly written: number;
  readonly pruneSteps: number;
  /** ms */
  readonly longestStep: number;
  /** ms that a start takes to read its work log back. */
  readonly readBack: number;
}

export async function month({ hours, sessions, retention, every, say }: MonthOptions): Promise<Month> {
  // Where there is a disk in memory, a commit does not wait for a real one: time is what is simulated here, not the disk.
  const home = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "drover-growth-"));
  const clock = virtualClock(START);
  const random = generator(1);
  const path = join(home, "state.db");
  const opened = openLedger(path);
  const backlog = await openBacklog(join(home, "goals.db"), {
    host: "growth",
    checkText: checkTaskText,
    policy: POLICIES.strict,
    counted: COUNTED,
    goalRules: GOAL_RULES,
    runRules: RUN_RULES,
    now: () => clock.now(),
    pause: () => new Promise((resolve) => void setImmediate(resolve)),
  });
  if (opened.kind === "refused" || backlog.kind === "refused") throw new Error("no stores");
  const steps = { count: 0, longest: 0 };
  const ledger = timed(opened.ledger, steps);
  const texts = new Map<string, string>();
  const tmux = fakeTmux(clock, async (file) => texts.get(file) ?? "");
  const names = Array.from({ length: sessions }, (_, at) => `agent${at}`);
  for (const name of names) openAgent(tmux, name, clock, random);
  const settings = settingsOf(names, retention);
  let ids = 0;
  const world: World = {
    clock,
    ledger,
    backlog: backlog.backlog,
    ids: { fresh: () => `x${(ids += 1).toString(36)}` },
    spool: {
      write: async (claim, text) => {
        texts.set(`/spool/${claim}`, text);
        return { kind: "written", path: `/spool/${claim}` };
      },
      read: async (claim) => texts.get(`/spool/${claim}`),
      remove: async (claim) => void texts.delete(`/spool/${claim}`),
      sweep: async () => {},
    },
    processes: {
      below: async (pid) => [{ pid, start: "s", parent: 1, args: "node demo-agent", foreground: true }],
      identify: async (pid) => ({ pid, start: "s" }),
      above: async () => [],
      isAlive: () => true,
    },
    channels: new Map(),
    hookSpool: { take: async () => {} },
    git: systemGit(),
    checker: systemChecker(systemProcesses()),
    worktrees: join(home, "worktrees"),
    servers: new Map([["default", tmux.server]]),
    profiles: PROFILES,
    utcOffsetMinutes: () => 0,
    isPassing,
    onBug: (error) => {
      throw error;
    },
    onTrouble: (error) => {
      throw error;
    },
  };
  const daemon = await startDaemon(settings, world);
  const planner = markdownPlanner(() => clock.now());
  const core = {
    ...daemon,
    ...world,
    planner,
    config: () => ({ loadedAt: START, refused: [], pending: [] }),
    settings,
    localTime: (at: number) => new Date(at).toISOString(),
    watching: true,
  };
  const service = makeService(core);
  const samples: Sample[] = [];
  try {
    for (let hour = 0; hour < hours; hour += 1) {
      for (let n = 0; n < sessions * 4; n += 1)
        await service.add({ content: `Task of hour ${hour}: ${"look ".repeat(40)}` });
      await pass(clock, START + (hour + 1) * HOUR);
      if ((hour + 1) % every !== 0) continue;
      const sample = sampleOf(hour + 1, path, ledger);
      samples.push(sample);
      say(
        `hour ${sample.hour}: heap ${sample.heap} MB, in use ${sample.inUse} MB, file ${sample.file} MB, ${sample.entries} entries`,
      );
    }
    const before = performance.now();
    makeService(core);
    return {
      samples,
      tasksDone: service.sessions().reduce((sum, session) => sum + session.tasksCompleted, 0),
      written: ledger.lastSeq(),
      pruneSteps: steps.count,
      longestStep: Math.round(steps.longest * 10) / 10,
      readBack: Math.round(performance.now() - before),
    };
  } finally {
    const stopped = daemon.stop();
    for (let left = 100; left > 0 && clock.next(); left -= 1) await settled();
    await stopped;
    backlog.backlog.close();
    opened.ledger.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Lets time pass until then, and all that it wakes come to rest after each step. */
async function pass(clock: ReturnType<typeof virtualClock>, until: number): Promise<void> {
  let came = false;
  clock.after(until - clock.now(), () => (came = true));
  while (!came && clock.next()) await settled();
}

/** Nothing in this world waits for anything but promises and `setImmediate`. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 4; turns += 1) await new Promise<void>((resolve) => void setImmediate(resolve));
}

function timed(ledger: Ledger, steps: { count: number; longest: number }): Ledger {
  const prune: Ledger["prune"] = (cut, place) => {
    const began = performance.now();
    const answer = ledger.prune(cut, place);
    steps.count += 1;
    steps.longest = Math.max(steps.longest, performance.now() - began);
    return answer;
  };
  return { ...ledger, prune };
}

function sampleOf(hour: number, path: string, ledger: Ledger): Sample {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  const mb = (bytes: number) => Math.round((bytes / 1024 ** 2) * 10) / 10;
  const first = ledger.journal({ limit: 1, end: "oldest" })[0]?.seq ?? 1;
  return {
    hour,
    heap: mb(process.memoryUsage().heapUsed),
    inUse: mb(ledger.bytes()),
    file: mb(statSync(path).size),
    entries: ledger.lastSeq() - first + 1,
  };
}

const settingsOf = (names: readonly string[], retention: Retention): Settings => ({
  sessions: names.map((name) => ({
    name: sessionName(name),
    tmux: name,
    socket: "default",
    agent: "drover-demo-agent",
    projects: [],
  })),
  policy: { ...DEFAULT_POLICY, generalPromptMax: 0 },
  generalPrompt: "",
  checkInterval: 120_000,
  personQuiet: 10_000,
  report: false,
  maxAttempts: 3,
  retention,
});

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
