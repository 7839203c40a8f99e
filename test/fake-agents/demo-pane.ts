// The scripted agent in a pane of a test's own tmux server.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { tmuxForTest, type TestTmux } from "../support/tmux.ts";
import { waitFor } from "../support/wait.ts";

export interface Entry {
  readonly ev: string;
  readonly text?: string;
  readonly bytes?: number;
}

export interface DemoPane {
  readonly tmux: TestTmux;
  readonly pane: string;
  /** The journal so far. */
  entries(ev?: string): readonly Entry[];
  screen(): readonly string[];
  /** Waits until a row of the screen matches. */
  shows(row: RegExp): Promise<void>;
  /** Waits for this many entries of a kind and answers their texts. */
  texts(ev: string, count: number): Promise<readonly (string | undefined)[]>;
  paste(text: string, ...flags: readonly string[]): void;
  keys(...keys: readonly string[]): void;
}

const AGENT = fileURLToPath(new URL("../../cli/demo/agent.ts", import.meta.url));

/** Starts the agent and waits for its composer, unless `boot` says how long it takes to come. */
export async function openDemoPane(...flags: readonly string[]): Promise<DemoPane> {
  const directory = mkdtempSync(join(tmpdir(), "drover-demo-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const log = join(directory, "log.jsonl");
  const tmux = tmuxForTest();
  const args = ["--name", "demo-agent-1", "--work", "300", "--log", log, ...flags];
  const pane = tmux.open("demo", [
    process.execPath,
    AGENT,
    ...(flags.includes("--boot") ? [] : ["--boot", "0"]),
    ...args,
  ]);
  const demo = demoPane(tmux, pane, directory, log);
  if (!flags.includes("--boot")) await demo.shows(/^demo> Ask me anything$/);
  return demo;
}

function demoPane(tmux: TestTmux, pane: string, directory: string, log: string): DemoPane {
  const entries = (ev?: string) => readEntries(log).filter((entry) => ev === undefined || entry.ev === ev);
  const screen = () => tmux.screen(pane);
  return {
    tmux,
    pane,
    entries,
    screen,
    shows: async (row) => void (await waitFor(`${row} on the screen`, () => screen().some((text) => row.test(text)))),
    texts: (ev, count) =>
      waitFor(`${count} × ${ev}`, () => entries(ev).length >= count && entries(ev).map(({ text }) => text)),
    paste: (text, ...flags) => {
      const file = join(directory, "paste");
      writeFileSync(file, text);
      tmux.run("load-buffer", "-b", "task", file);
      tmux.run("paste-buffer", ...(flags.length === 0 ? ["-p", "-r"] : flags), "-d", "-b", "task", "-t", pane);
    },
    keys: (...keys) => void tmux.run("send-keys", "-t", pane, ...keys),
  };
}

const readEntries = (log: string): readonly Entry[] =>
  existsSync(log)
    ? readFileSync(log, "utf8")
        .split("\n")
        .flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Entry]))
    : [];
