import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { tmuxForTest } from "../support/tmux.ts";
import { temporaryDirectory } from "../state/temporary.ts";
import { waitFor } from "../support/wait.ts";
import { drover } from "./drover.ts";

const SLOW = { timeout: 90_000 };
/** One for each place a secret may come from; none may be found in what drover keeps or answers. */
const CANARIES = {
  environment: "canary-of-the-environment",
  config: "canary-of-the-config",
  arguments: "canary-of-a-command-line",
};

it(
  "no secret of the environment, the config or a command line is kept or answered; nor is the token",
  SLOW,
  async () => {
    const home = temporaryDirectory();
    const data = join(home, "data");
    const tmux = tmuxForTest();
    tmux.open("stranger", [
      process.execPath,
      "-e",
      "setInterval(() => {}, 1000)",
      "--",
      "--api-key",
      CANARIES.arguments,
    ]);
    const agent = [process.execPath, "cli/demo/agent.ts", "--name", "demo-agent", "--work-range", "1500-1500"];
    tmux.open("agent", agent, { cols: 90, rows: 24 });
    const config = join(home, "drover.toml");
    writeFileSync(config, toml(tmux.socket));
    const env = { ANTHROPIC_API_KEY: CANARIES.environment, DROVER_TEST_SECRET: CANARIES.environment };
    const run = (...args: readonly string[]) => drover([...args, "--data-dir", data, "--config", config], { env });
    const up = await run("up", "--detach");
    expect([up.code, up.err]).toEqual([0, ""]);
    try {
      await run("tasks", "add", "Tidy up");
      await waitFor(
        "the task",
        async () => (await run("tasks", "list", "--status", "done")).out.includes("task-"),
        60_000,
      );
      const token = readFileSync(join(data, "token"), "utf8").trim();
      expect(up.out).toContain(token);
      const { port } = z.object({ port: z.int() }).parse(JSON.parse(readFileSync(join(data, "drover.pid"), "utf8")));
      const answers = await everything(port, token);
      expect(answers).toContain("not-an-agent-we-know");
      const kept = filesBelow(data).filter((file) => !file.endsWith("/token"));
      expect(kept.map((file) => file.slice(data.length + 1))).toEqual(
        expect.arrayContaining(["state.db", "goals.db", "drover.pid", "logs/monitor.log", "logs/work.log"]),
      );
      for (const secret of [token, ...Object.values(CANARIES)]) {
        expect(answers).not.toContain(secret);
        expect(kept.filter((file) => readFileSync(file).includes(secret))).toEqual([]);
      }
    } finally {
      await run("down");
    }
  },
);

const toml = (socket: string): string => `
[server]
port = 0
allowed_hosts = ["${CANARIES.config}"]
[monitor]
idle_threshold = "1s"
general_prompt = "${CANARIES.config}"
general_prompt_max = 0
[delivery]
person_quiet = "2s"
[[sessions]]
name = "stranger"
socket = "${socket}"
[[sessions]]
name = "agent"
socket = "${socket}"
`;

/** What every GET route of the description answers, refusals and headers too. */
async function everything(port: number, token: string): Promise<string> {
  const ask = async (path: string, headers: Record<string, string>) => {
    const stop = AbortSignal.timeout(2_000);
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers, signal: stop });
    const head = JSON.stringify([...answer.headers]);
    if (!answer.headers.get("content-type")?.startsWith("text/event-stream")) return head + (await answer.text());
    await answer.body?.cancel();
    return head;
  };
  const bearer = { authorization: `Bearer ${token}` };
  const { paths } = z
    .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(JSON.parse((await ask("/openapi.json", bearer)).replace(/^\[.*?\]\]/, "")));
  const gets = Object.entries(paths).flatMap(([path, verbs]) => ("get" in verbs ? [path] : []));
  const named = gets.flatMap((path) => ["agent", "stranger"].map((name) => path.replace(/\{\w+\}/g, name)));
  const answers: string[] = [];
  for (const path of new Set(named)) answers.push(await ask(path, bearer), await ask(path, {}));
  return answers.join("\n");
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
