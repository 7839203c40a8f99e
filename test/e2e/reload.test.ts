import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { begin } from "../../cli/begin.ts";
import type { Running } from "../../cli/compose/daemon.ts";
import type { Io } from "../../cli/io.ts";
import { tmuxForTest } from "../support/tmux.ts";
import type { TestTmux } from "../support/tmux.ts";
import { waitFor } from "../support/wait.ts";
import { taskIs } from "./house.ts";

const SLOW = { timeout: 90_000 };

interface Town {
  readonly tmux: TestTmux;
  readonly daemon: Running;
  /** Writes the config as an editor does; the daemon notices by itself. */
  readonly write: (...tables: readonly string[]) => void;
  readonly said: readonly string[];
}

const agent = ["cli/demo/agent.ts", "--name", "demo-agent", "--boot", "100", "--work-range", "1500-1500"];

/** A daemon by a config file, beside one scripted agent in session `red`. */
async function town(...tables: readonly string[]): Promise<Town> {
  const home = mkdtempSync(join(tmpdir(), "drover-reload-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const tmux = tmuxForTest();
  tmux.open("red", [process.execPath, ...agent], { cols: 90, rows: 24 });
  const file = join(home, "drover.toml");
  const write = (...all: readonly string[]) => writeFileSync(file, all.join("\n").replaceAll("SOCKET", tmux.socket));
  write(...tables);
  const said: string[] = [];
  const io: Io = {
    out: () => {},
    err: () => {},
    stdin: async () => "",
    env: {},
    cwd: home,
    columns: undefined,
    isUnread: () => false,
  };
  const options = { config: file, dataDir: join(home, "data"), port: 0, dryRun: false };
  const begun = await begin(options, io, (line) => void said.push(line));
  if (begun.kind !== "running") throw new Error(begun.why);
  onTestFinished(() => begun.stop());
  return { tmux, daemon: begun, write, said };
}

const SESSION = '[[sessions]]\nname = "red"\nsocket = "SOCKET"';
const quiet = '[delivery]\nperson_quiet = "2s"';
const patient = '[monitor]\nidle_threshold = "1h"\ngeneral_prompt = ""';
const quick = '[monitor]\nidle_threshold = "1s"\ngeneral_prompt = ""';

const add = async ({ daemon }: Town, content: string, project = "") => {
  const added = await daemon.service.add({ content, project });
  if (added.kind !== "added") throw new Error(added.kind);
  return added.task;
};

describe("a config that is changed counts at once", () => {
  it("threshold and projects; who listens hears on", SLOW, async () => {
    const here = await town(SESSION, 'projects = ["%week1%"]', patient, quiet);
    const heard: string[] = [];
    here.daemon.service.subscribe(({ type }) => void heard.push(type));
    await add(here, "Mend the fence", "week2");
    here.write(SESSION, 'projects = ["%week2%"]', quick, quiet);
    await taskIs(here.daemon, "done", 40_000);
    expect(heard).toEqual(expect.arrayContaining(["config loaded", "granted", "delivered"]));
    expect(here.said.join("\n")).toContain("Config loaded [drover]");
    expect(here.daemon.service.session("red")).toMatchObject({ tasksCompleted: 1 });
  });

  it("a session more, on another server too, and one less", SLOW, async () => {
    const here = await town(SESSION, quick, quiet);
    const other = tmuxForTest();
    other.open("blue", [process.execPath, ...agent], { cols: 90, rows: 24 });
    here.write(SESSION, `[[sessions]]\nname = "blue"\nsocket = "${other.socket}"`, quick, quiet);
    await waitFor("both", () => here.daemon.service.sessions().length === 2, 20_000);
    const blue = here.daemon.service.session("blue")?.name;
    if (blue === undefined) throw new Error("blue is not there");
    const given = await here.daemon.service.assign({ content: "For blue", session: blue });
    expect(given).toMatchObject({ kind: "added", session: "blue" });
    await taskIs(here.daemon, "done", 40_000);
    expect(other.run("show-hooks", "-g")).toContain("wait-for");
    here.write(`[[sessions]]\nname = "blue"\nsocket = "${other.socket}"`, quick, quiet);
    await waitFor(
      "one",
      () =>
        here.daemon.service
          .sessions()
          .map(({ name }) => String(name))
          .join() === "blue",
      20_000,
    );
    expect(here.tmux.run("show-hooks", "-g")).not.toContain("wait-for");
  });

  it("a profile of the user's own: an agent that nobody knew is fed", SLOW, async () => {
    const here = await town(SESSION, 'agent = "mine"', quick, quiet);
    await waitFor(
      "the stranger",
      () => here.daemon.service.session("red")?.evidence?.because === "process/no-such-profile",
      20_000,
    );
    await add(
      here,
      "First line\nsecond line, long enough to be wrapped by the composer of an agent that is ninety columns wide",
    );
    const mine = [
      "[agents.mine]",
      "composer = '^demo> ?(?<text>.*)$'",
      "busy = ['^\\* Working…']",
      "process = ['cli/demo/agent']",
    ];
    here.write(SESSION, 'agent = "mine"', quick, quiet, ...mine);
    const task = await taskIs(here.daemon, "done", 60_000);
    expect(task.note).toBeDefined();
    expect(here.daemon.service.session("red")?.evidence?.agent).toBe("mine");
  });
});

describe("what does not count is said", () => {
  it(
    "a broken file: the old config goes on, log, journal and status name the error; mended, all is well",
    SLOW,
    async () => {
      const here = await town(SESSION, patient, quiet);
      here.write(SESSION, '[monitor]\nidle_threshold = "soon"', "[agents.mine]\nbusy = ['(']");
      const refused = await waitFor("the refusal", () => here.daemon.service.config().refused[0], 20_000);
      expect(refused).toMatch(/drover\.toml: monitor\.idle_threshold is "soon"; must be a duration/);
      expect(here.said.join("\n")).toMatch(/Config refused, the old one goes on: .*idle_threshold is "soon"/);
      expect(
        here.daemon.service.journal({ limit: 50, end: "newest" }).some(({ type }) => type === "config refused"),
      ).toBe(true);
      expect(here.daemon.service.sessions()).toHaveLength(1);
      here.write(SESSION, patient, quiet, "[agents.mine]\nbusy = ['(']");
      await waitFor(
        "the pattern",
        () => here.daemon.service.config().refused[0]?.includes('agents.mine.busy[0] is "("'),
        20_000,
      );
      await add(here, "Goes on");
      here.write(SESSION, quick, quiet);
      await waitFor("all is well", () => here.daemon.service.config().refused.length === 0, 20_000);
      await taskIs(here.daemon, "done", 40_000);
    },
  );

  it("a port: it counts from the next start on", SLOW, async () => {
    const here = await town(SESSION, patient, quiet);
    const before = here.daemon.service.journal({ limit: 500, end: "newest" }).length;
    here.write(SESSION, patient, quiet, "[server]\nport = 9");
    const pending = await waitFor("the line", () => here.daemon.service.config().pending[0], 20_000);
    expect(pending).toBe("server.port is 9; it counts from the next drover up on");
    const after = here.daemon.service.journal({ limit: 500, end: "newest" }).slice(before);
    expect(after.some(({ data }) => JSON.stringify(data).includes("just-started"))).toBe(false);
  });
});
