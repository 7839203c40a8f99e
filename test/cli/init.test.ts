import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { parseConfig } from "../../config/parse.ts";
import { tmuxForTest } from "../support/tmux.ts";
import { waitFor } from "../support/wait.ts";
import { run } from "./beside-daemon.ts";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "drover-init-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}
const AGENT = [process.execPath, "cli/demo/agent.ts", "--name", "demo-agent"];

it("writes what runs: agents wherever they are, else the pane in front; a config that drover takes", async () => {
  const tmux = tmuxForTest();
  const cwd = folder();
  tmux.open("plain", ["cat"]);
  tmux.open('odd "name"', ["cat"]);
  const pane = tmux.open("team", AGENT);
  tmux.run("new-window", "-t", "team", "--", "cat");
  await waitFor("the agent", () => tmux.screen(pane).some((row) => row.startsWith("demo> ")));
  expect(await run(["init", "--socket", tmux.socket], { cwd })).toEqual({
    code: 0,
    out: `Wrote ${join(cwd, "drover.toml")} with 3 session(s). Look at it, then: drover up\n`,
    err: "",
  });
  const parsed = parseConfig(readFileSync(join(cwd, "drover.toml"), "utf8"), "drover.toml");
  const sessions = parsed.kind === "ok" ? parsed.config.sessions : parsed.errors;
  const { socket } = tmux;
  expect(sessions).toEqual([
    { name: 'odd "name"', tmux: 'odd "name"', socket, agent: "auto", projects: [] },
    { name: "plain", tmux: "plain", socket, agent: "auto", projects: [] },
    { name: "team", tmux: "team:0.0", socket, agent: "drover-demo-agent", projects: [] },
  ]);
});

it("never writes over a config", async () => {
  const tmux = tmuxForTest();
  const cwd = folder();
  tmux.open("plain", ["cat"]);
  const asked = () => run(["init", "--json", "--socket", tmux.socket], { cwd });
  const file = join(cwd, "drover.toml");
  const first = await asked();
  expect([first.code, JSON.parse(first.out)]).toEqual([
    0,
    { file, sessions: [{ name: "plain", tmux: "plain", agent: "auto" }] },
  ]);
  const written = readFileSync(file, "utf8");
  expect(await asked()).toEqual({
    code: 2,
    out: "",
    err: `drover: ${file} is there already and was left as it is\n`,
  });
  expect(readFileSync(file, "utf8")).toBe(written);
});

it("says so if nothing runs", async () => {
  expect(await run(["init", "--socket", "drover-test-nobody"], { cwd: folder() })).toEqual({
    code: 2,
    out: "",
    err: "drover: no tmux session is running; start your agents in tmux, then try again\n",
  });
});
