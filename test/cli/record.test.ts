import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Run } from "../../agents/sgr.ts";
import { parseRows } from "../../agents/sgr.ts";
import { painted } from "../../cli/recording/cast.ts";
import { readRecording } from "../../cli/recording/read.ts";
import { loadRecording } from "../recordings/load.ts";
import { tmuxForTest } from "../support/tmux.ts";
import { waitFor } from "../support/wait.ts";
import { run } from "./beside-daemon.ts";

const SLOW = { timeout: 60_000 };

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "drover-record-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** What can be seen of rows: their text, each stretch of it in its style, and the colour behind the row's rest. */
const looksOf = (rows: readonly string[]) =>
  parseRows(rows).map(({ text, runs, shade }) => [text.trimEnd(), shade, runs.flatMap(inStyle)]);

const inStyle = ({ text, style }: Run) => (text.trim() === "" ? [] : [{ text: text.trim(), style }]);

/** A scripted agent in a pane, and a config that names it. */
function townIn(home: string) {
  const tmux = tmuxForTest();
  const agent = [process.execPath, "cli/demo/agent.ts", "--name", "demo-agent", "--boot", "100"];
  const pane = tmux.open("red", [...agent, "--work-range", "1200-1200"], { cols: 90, rows: 24 });
  const config = join(home, "drover.toml");
  writeFileSync(config, `[[sessions]]\nname = "red"\nsocket = "${tmux.socket}"\n`);
  return { tmux, pane, config };
}

describe("a wrong verdict becomes a test in two commands", () => {
  it("record writes frames, labels and a cast; replay agrees with the labels, and fails on others", SLOW, async () => {
    const home = folder();
    const { tmux, pane, config } = townIn(home);
    await waitFor("the agent", () => tmux.screen(pane).some((row) => row.startsWith("demo> ")));
    const type = (line: string) => {
      if (!line.startsWith("Recording")) return;
      tmux.run("send-keys", "-t", pane, "-l", "work on it");
      tmux.run("send-keys", "-t", pane, "Enter");
    };
    const args = ["record", "red", "--for", "9s", "--out", join(home, "case"), "--config", config];
    const recorded = run(args, { onOut: type });
    const { code, out, err } = await recorded;
    expect([code, err]).toEqual([0, ""]);
    const prefix = join(home, "case.90x24");
    expect(out).toContain(`  ${prefix}.labels.json`);
    expect(statSync(`${prefix}.frames.jsonl.gz`).mode & 0o777).toBe(0o600);

    const labels: { agent: string; spans: { from: number; to: number; state: string }[] } = JSON.parse(
      readFileSync(`${prefix}.labels.json`, "utf8"),
    );
    expect(labels.agent).toBe("drover-demo-agent");
    expect(labels.spans.map(({ state }) => state)).toEqual(expect.arrayContaining(["idle", "busy"]));
    expect(await run(["replay", prefix, "--expect", `${prefix}.labels.json`])).toMatchObject({ code: 0, err: "" });

    const wrong = labels.spans.map((span) => (span.state === "idle" ? { ...span, state: "busy" } : span));
    writeFileSync(`${prefix}.labels.json`, JSON.stringify({ ...labels, spans: wrong }));
    const red = await run(["replay", `${prefix}.frames.jsonl.gz`, "--expect", `${prefix}.labels.json`]);
    expect(red.code).toBe(1);
    expect(red.err).toMatch(/ s expected busy, believed idle \(drover-demo-agent\/composer-empty\)\n/);
    expect(red.err).toMatch(/drover: \d+ differences? from .*labels\.json\n$/);
  });

  it.each([5, 40, 80])("what a cast paints is what stood on the screen: frame %i", SLOW, async (at) => {
    const tmux = tmuxForTest();
    const frame = loadRecording("claude", "tool_approve.80x24").frames[at];
    if (!frame) throw new Error("no such frame");
    const file = join(folder(), "paint");
    writeFileSync(file, painted(frame, undefined));
    const pane = tmux.open("paint", ["sh", "-c", `stty -echo -onlcr; cat ${file}; exec sleep 60`], frame.size);
    const shown = () => looksOf(tmux.run("capture-pane", "-pe", "-t", pane).split("\n").slice(0, -1));
    const isPainted = () => JSON.stringify(shown()) === JSON.stringify(looksOf(frame.rows));
    await waitFor("the paint", isPainted, 5_000).catch(() => expect(shown()).toEqual(looksOf(frame.rows)));
    const where = tmux.run("display-message", "-p", "-t", pane, "#{cursor_x} #{cursor_y} #{pane_title}").trimEnd();
    expect(where).toBe(`${frame.cursor.x} ${frame.cursor.y} ${frame.title}`);
  });

  it("the cast is asciicast v2 of the same frames", SLOW, async () => {
    const home = folder();
    const { tmux, pane, config } = townIn(home);
    await waitFor("the agent", () => tmux.screen(pane).some((row) => row.startsWith("demo> ")));
    const { code, out } = await run([
      "record",
      "red",
      "--for",
      "500ms",
      "--out",
      `${home}/`,
      "--config",
      config,
      "--json",
    ]);
    expect(code).toBe(0);
    const { files, frames }: { files: string[]; frames: number } = JSON.parse(out);
    expect(files.map((file) => file.slice(home.length + 1))).toEqual([
      "red.90x24.frames.jsonl.gz",
      "red.90x24.labels.json",
      "red.90x24.cast.gz",
    ]);
    const cast = gunzipSync(readFileSync(join(home, "red.90x24.cast.gz")))
      .toString()
      .trim()
      .split("\n");
    expect(JSON.parse(cast[0] ?? "")).toMatchObject({ version: 2, width: 90, height: 24 });
    expect(cast.length - 1).toBe(frames);
    expect(JSON.parse(cast[1] ?? "")).toEqual([0, "o", expect.stringContaining("demo> ")]);
  });

  it("with --mask no name of the user's and no key is in any file", SLOW, async () => {
    const home = folder();
    const tmux = tmuxForTest();
    const shown = "key sk-ant-0123456789abcdefgh mail bob@example.org";
    tmux.open("red", ["sh", "-c", `echo '${shown}'; exec sleep 60`]);
    const config = join(home, "drover.toml");
    writeFileSync(config, `[[sessions]]\nname = "red"\nsocket = "${tmux.socket}"\n`);
    await run(["record", "red", "--for", "400ms", "--out", `${home}/`, "--config", config, "--mask"]);
    const read = readRecording(join(home, "red.80x24"));
    if (read.kind === "refused") throw new Error(read.why);
    expect(read.recording.frames.at(-1)?.rows[0]).toBe("key ************************* mail ***************");
    const cast = gunzipSync(readFileSync(join(home, "red.80x24.cast.gz"))).toString();
    expect(cast).not.toMatch(/sk-ant|bob@/);
  });
});

describe("record leaves the user's tmux as it was", () => {
  it("his own pipe goes on, no client is attached, nothing is left", SLOW, async () => {
    const home = folder();
    const { tmux, pane, config } = townIn(home);
    await waitFor("the agent", () => tmux.screen(pane).some((row) => row.startsWith("demo> ")));
    tmux.run("pipe-pane", "-t", pane, `cat >> ${join(home, "his-own")}`);
    const state = () => tmux.run("list-panes", "-a", "-F", "#{pane_pipe} #{session_attached} #{window_width}");
    const hooks = () => tmux.run("show-hooks", "-g");
    const before = [state(), hooks()];
    await run(["record", "red", "--for", "500ms", "--out", `${home}/`, "--config", config]);
    expect([state(), hooks()]).toEqual(before);
    expect(before[0]).toBe("1 0 90\n");
  });
});

describe("used wrongly", () => {
  it("what is there already is not written over", SLOW, async () => {
    const home = folder();
    const { config } = townIn(home);
    writeFileSync(join(home, "red.90x24.labels.json"), "mine");
    const { code, err } = await run(["record", "red", "--for", "300ms", "--out", home, "--config", config]);
    expect([code, err]).toEqual([
      2,
      `drover: ${join(home, "red.90x24.labels.json")} is there already; choose another name with --out\n`,
    ]);
    expect(readFileSync(join(home, "red.90x24.labels.json"), "utf8")).toBe("mine");
    expect(existsSync(join(home, "red.90x24.cast.gz"))).toBe(false);
  });

  it.each([
    [["record", "blue"], 'no session "blue"; there is: foundation'],
    [["record", "foundation", "--for", "soon"], 'record: --for is "soon"; say a duration such as 60s or 5m'],
    [["replay", "/no/such/case"], "/no/such/case: no recording; looked for /no/such/case.frames.jsonl.gz"],
    [
      ["replay", "test/recordings/claude/turn.80x24", "--agent", "nobody"],
      "replay: no agent nobody; name one with --agent, or leave it out",
    ],
    [["replay", "test/recordings/claude/turn.80x24", "--expect", "/no/such"], /^\/no\/such cannot be read: /],
    [
      ["replay", "test/recordings/claude/turn.80x24", "--expect", "package.json"],
      /package\.json is no expectation; write /,
    ],
  ] as const)("%j", async (args, why) => {
    const { code, out, err } = await run(args, { cwd: process.cwd() });
    expect([code, out]).toEqual([2, ""]);
    expect(err.replace(/^drover: /, "").trimEnd()).toMatch(why);
  });
});

describe("replay", () => {
  const claude = join(process.cwd(), "test/recordings/claude/tool_approve.80x24");

  it("shows each change of what the watch believed", async () => {
    const { code, out } = await run(["replay", claude, "--agent", "claude"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^ +\d+\.\d\d s waiting \(permission\) {2}claude\/approval-menu$/m);
    expect(out).toMatch(/^ +\d+\.\d\d s idle {2}claude\/composer-empty$/m);
  });

  it("as JSON, against moments", async () => {
    const home = folder();
    const moments = join(home, "moments.json");
    writeFileSync(
      moments,
      JSON.stringify([
        { at: 14_000, state: "waiting" },
        { at: 14_000, state: "idle" },
      ]),
    );
    const { code, out } = await run(["replay", claude, "--agent", "claude", "--expect", moments, "--json"]);
    expect(code).toBe(1);
    const document: { looks: unknown[]; differences: unknown[] } = JSON.parse(out);
    expect(document.looks[0]).toMatchObject({ at: expect.any(Number), state: expect.any(String), settled: false });
    expect(document.differences).toEqual([
      { at: 14_000, expected: "idle", state: "waiting", because: "claude/approval-menu" },
    ]);
  });
});
