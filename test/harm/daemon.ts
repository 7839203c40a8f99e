// The daemon as a user runs it: a process of its own, a config, a data directory.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { liveSocket } from "../../cli/connect.ts";
import { param, socketClient } from "../../server/client.ts";
import { drover } from "../cli/drover.ts";
import { waitFor } from "../support/wait.ts";
import { CLI } from "./person.ts";

export const ENDED: readonly string[] = ["done", "failed", "cancelled"];

export interface Beside {
  readonly data: string;
  /** Starts it and waits until it answers. */
  start(): Promise<ChildProcess>;
  /** Sends a signal, and waits for the end. Answers what it then said of itself that should not be. */
  end(signal: NodeJS.Signals): Promise<readonly string[]>;
  down(): Promise<void>;
  give(task: string): Promise<void>;
  /** What waits for a person is cancelled by one, so that the session goes on. Answers how many. */
  settle(): Promise<number>;
  statuses(): Promise<readonly string[]>;
  /** What it says of its sessions and of each task that has not ended, for people. */
  told(): Promise<string>;
}

export function beside(home: string, socket: string, sessions: readonly string[]): Beside {
  const data = join(home, "data");
  const config = join(home, "drover.toml");
  writeFileSync(config, toml(socket, sessions));
  let child: ChildProcess | undefined;
  let last = "";
  const tasks = async () => {
    const answer = await (await client()).api.tasks.$get({ query: { limit: "10000" } });
    return answer.ok ? (await answer.json()).tasks : [];
  };
  const client = async () => {
    const path = await liveSocket(data);
    if (path === undefined) throw new Error("no daemon answers");
    return socketClient(path);
  };
  return {
    data,
    start: async () => {
      const begun = spawn(process.execPath, [CLI, "up", "--data-dir", data, "--config", config], {
        stdio: ["ignore", "ignore", "pipe"],
      });
      child = begun;
      begun.stderr.setEncoding("utf8").on("data", (said: string) => {
        process.stderr.write(said);
        last += said;
      });
      await waitFor(
        "the daemon",
        async () => {
          if (begun.exitCode !== null) throw new Error(`the daemon ended at its start: ${begun.exitCode}`);
          return (await liveSocket(data)) !== undefined;
        },
        30_000,
      );
      return begun;
    },
    end: async (signal) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return [];
      const gone = once(child, "close");
      last = "";
      child.kill(signal);
      await gone;
      return last.split("\n").filter((line) => line.includes("still waited"));
    },
    down: async () => void (await drover(["down", "--data-dir", data, "--config", config])),
    give: async (content) => {
      const answer = await (await client()).api.tasks.$post({ json: { content } });
      if (!answer.ok) throw new Error(await answer.text());
    },
    settle: async () => {
      const waiting = (await tasks()).filter(({ status }) => status === "unsure" || status === "quarantined");
      for (const { id } of waiting) {
        const answer = await (await client()).api.tasks[":id"].cancel.$post({ param: { id: param(id) } });
        if (!answer.ok) throw new Error(await answer.text());
      }
      return waiting.length;
    },
    told: async () => {
      const open = (await tasks()).filter(({ status }) => !ENDED.includes(status));
      const asked = [["status"], ...open.map(({ id }) => ["why", id])];
      const said = await Promise.all(asked.map((args) => drover([...args, "--data-dir", data, "--config", config])));
      return said.map(({ out, err }) => out + err).join("\n");
    },
    statuses: async () => (await tasks()).map(({ status }) => status),
  };
}

const toml = (socket: string, sessions: readonly string[]): string => `
[server]
port = 0
[monitor]
idle_threshold = "1s"
general_prompt = ""
[delivery]
person_quiet = "2s"
${sessions
  .map((name, at) => `[[sessions]]\nname = "s${at}"\ntmux = ${JSON.stringify(name)}\nsocket = "${socket}"\n`)
  .join("")}`;
