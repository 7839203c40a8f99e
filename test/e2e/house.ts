import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { PROFILES } from "../../agents/profiles.ts";
import { startOn } from "../../cli/compose/daemon.ts";
import type { Running } from "../../cli/compose/daemon.ts";
import type { SessionSettings, Settings } from "../../daemon/settings.ts";
import type { Policy } from "../../machines/context.ts";
import { sessionName } from "../../machines/ids.ts";
import { DEFAULT_POLICY } from "../../machines/policy.ts";
import { tmuxForTest } from "../support/tmux.ts";
import type { TestTmux } from "../support/tmux.ts";
import { waitFor } from "../support/wait.ts";

/** One scripted agent in a real tmux, and a real daemon over a data directory of its own. */
export interface House {
  readonly tmux: TestTmux;
  readonly pane: string;
  readonly data: string;
  start(settings?: Partial<Settings>): Promise<Running>;
  /** One more agent of the same kind, in a session of this name. */
  join(session: string): SessionSettings;
  /** What the agent itself wrote down as submitted. */
  submitted(): readonly string[];
}

/** `agent`: options of the agent, or what makes them out of the data directory. */
export function house(agent: readonly string[] | ((data: string) => readonly string[]) = []): House {
  const home = mkdtempSync(join(tmpdir(), "drover-e2e-"));
  const log = join(home, "agent.jsonl");
  const data = join(home, "data");
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const own = typeof agent === "function" ? agent(data) : agent;
  const tmux = tmuxForTest();
  const program = [process.execPath, "cli/demo/agent.ts", "--name", "demo-agent", "--log", log, "--boot", "100"];
  const open = (session: string) =>
    tmux.open(session, [...program, "--work-range", "600-600", ...own], { cols: 90, rows: 24 });
  const pane = open("red");
  return {
    tmux,
    pane,
    data,
    join: (session) => {
      open(session);
      return sessionOn(tmux.socket, session);
    },
    start: async (settings = {}) => {
      const started = await startOn({
        dataDir: data,
        settings: { ...settingsFor(tmux.socket), ...settings },
        profiles: PROFILES,
        host: "127.0.0.1",
        port: 0,
        dryRun: false,
        say: () => {},
        onBug: (error) => {
          throw error;
        },
      });
      if (started.kind !== "running") throw new Error(started.why);
      onTestFinished(() => started.stop());
      return started;
    },
    submitted: () => (existsSync(log) ? submissions(readFileSync(log, "utf8")) : []),
  };
}

/** Impatient, so that tests end. */
export const QUICK: Policy = {
  ...DEFAULT_POLICY,
  idleThreshold: 500,
  settle: 500,
  unseenTurn: 3_000,
  lost: 500,
  generalPromptMax: 0,
};

export const sessionOn = (socket: string, name = "red"): SessionSettings => ({
  name: sessionName(name),
  tmux: name,
  socket,
  agent: "auto",
  projects: [],
});

const settingsFor = (socket: string): Settings => ({
  sessions: [sessionOn(socket)],
  policy: QUICK,
  generalPrompt: "",
  checkInterval: 60_000,
  personQuiet: 2_000,
  report: false,
  maxAttempts: 1,
});

function submissions(log: string): readonly string[] {
  return log
    .trim()
    .split("\n")
    .map((line): { readonly ev?: unknown; readonly text?: unknown } => JSON.parse(line))
    .flatMap(({ ev, text }) => (ev === "submit" && typeof text === "string" ? [text] : []));
}

/** Waits until a task has come to this status; answers it. */
export const taskIs = (daemon: Running, status: string, ms = 20_000) =>
  waitFor(
    `a task that is ${status}`,
    async () => (await daemon.service.tasks({})).find((task) => task.status === status),
    ms,
  );
