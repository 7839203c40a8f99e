// Rule 7 of the design on a real tmux, with screens that real agents painted: a program in each pane shows one of them and
// keeps every byte that it is sent. The same on an idle screen is typed into, so that a silence here means a guard.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Running } from "../../cli/compose/daemon.ts";
import type { Frame } from "../../machines/frame.ts";
import { sessionName } from "../../machines/ids.ts";
import { person } from "../harm/person.ts";
import { loadRecording } from "../recordings/load.ts";
import type { Recording } from "../recordings/load.ts";
import { temporaryDirectory } from "../state/temporary.ts";
import { waitFor } from "../support/wait.ts";
import { house, sessionOn, taskIs } from "./house.ts";

const SLOW = { timeout: 60_000 };

interface Screen {
  readonly what: string;
  readonly agent: string;
  readonly recording: string;
  /** ms */
  readonly at: number;
  readonly guard: "draft" | "not idle" | "none";
}

const SCREENS: readonly Screen[] = [
  { what: "Claude's slash menu", agent: "claude", recording: "pickers.120x40", at: 22_408, guard: "draft" },
  { what: "Claude's file completion", agent: "claude", recording: "pickers.120x40", at: 33_286, guard: "draft" },
  { what: "Claude's shell mode", agent: "claude", recording: "pickers.120x40", at: 43_072, guard: "draft" },
  { what: "Claude's model picker", agent: "claude", recording: "pickers.120x40", at: 54_801, guard: "not idle" },
  { what: "Claude's settings", agent: "claude", recording: "pickers.120x40", at: 65_905, guard: "not idle" },
  { what: "Claude's list of sessions", agent: "claude", recording: "resume.120x40", at: 36_291, guard: "not idle" },
  { what: "Claude's approval", agent: "claude", recording: "edit_approve.120x40", at: 9_208, guard: "not idle" },
  { what: "Codex's approval", agent: "codex", recording: "approve.120x40", at: 7_953, guard: "not idle" },
  { what: "Codex's question", agent: "codex", recording: "question.80x24", at: 9_018, guard: "not idle" },
  { what: "opencode's slash menu", agent: "opencode", recording: "pickers.120x40", at: 120_309, guard: "draft" },
  { what: "opencode's palette", agent: "opencode", recording: "pickers.120x40", at: 138_391, guard: "not idle" },
  { what: "opencode's sessions", agent: "opencode", recording: "pickers.120x40", at: 158_840, guard: "not idle" },
  { what: "Gemini's trust dialog", agent: "gemini", recording: "boot.120x40", at: 6_558, guard: "not idle" },
  { what: "Qwen's question", agent: "qwen", recording: "ask.120x40", at: 12_327, guard: "not idle" },
  { what: "Claude while it boots", agent: "claude", recording: "pickers.120x40", at: 10_000, guard: "not idle" },
  { what: "an idle Claude", agent: "claude", recording: "pickers.120x40", at: 17_000, guard: "none" },
];

describe("nothing is typed over a screen that a real agent showed", () => {
  it("no menu, picker, question or boot receives a byte; an idle composer does", SLOW, async () => {
    const { tmux, start } = house();
    const folder = temporaryDirectory();
    const logs = SCREENS.map((_, at) => join(folder, `${at}.bytes`));
    const sessions = SCREENS.map((screen, at) => {
      const name = `guard-${at}`;
      const frame = frameAt(screen);
      const shown = join(folder, `${at}.screen`);
      writeFileSync(shown, painted(frame));
      tmux.open(name, ["sh", "-c", RECEIVER, "sh", shown, logs[at] ?? ""], frame.size);
      return { ...sessionOn(tmux.socket, name), agent: screen.agent };
    });
    const daemon = await start({ sessions });
    await waitFor("the programs", () => logs.every((log) => existsSync(log)), 20_000);
    for (const { name } of sessions) await daemon.service.add({ content: "Not here", session: name });
    await waitFor("a task in the idle one", () => bytesIn(logs.at(-1)).includes("Not here"), 30_000);
    await waitFor("a verdict of each", () => sessions.every(({ name }) => isJudged(daemon, name)), 20_000);
    expect(
      SCREENS.map(({ what, guard }, at) => [what, guard, bytesIn(logs[at]) === "" ? "silent" : "typed into"]),
    ).toEqual(SCREENS.map(({ what, guard }) => [what, guard, guard === "none" ? "typed into" : "silent"]));
    SCREENS.forEach(({ what, guard }, at) => {
      if (guard !== "none")
        expect([what, because(daemon, `guard-${at}`)]).toEqual([what, expect.stringMatching(WHY[guard])]);
    });
  });

  it("a person who types in an attached client is not interrupted", SLOW, async () => {
    const { start, submitted, tmux, pane } = house();
    const daemon = await start({ personQuiet: 3_000 });
    const user = person(tmux);
    await user.attach("red", { cols: 90, rows: 24 });
    await waitFor("the agent to be idle", () => daemon.service.session("red")?.activity === "idle", 10_000);
    user.type("x");
    user.type("\u007f");
    await daemon.service.add({ content: "When nobody types" });
    await waitFor("the reason", () => /a person typed/.test(daemon.service.session("red")?.because ?? ""), 10_000);
    expect(submitted()).toEqual([]);
    await taskIs(daemon, "done");
    expect(submitted().length).toBe(1);
    expect(tmux.screen(pane).length).toBeGreaterThan(0);
  });
});

/** Paints a file, then keeps what it is sent in another. */
const RECEIVER = 'stty raw -echo; cat "$1"; exec cat >"$2"';

const WHY = { draft: /^typed/, "not idle": /^(waiting|dialog|starting|unknown|busy)/ };

const recordings = new Map<string, Recording>();
function recordingOf({ agent, recording: name }: Screen): Recording {
  const loaded = recordings.get(`${agent}/${name}`) ?? loadRecording(agent, name);
  recordings.set(`${agent}/${name}`, loaded);
  return loaded;
}

function frameAt(screen: Screen): Frame {
  const frame = recordingOf(screen).frames.findLast(({ at }) => at <= screen.at);
  if (!frame) throw new Error(`${screen.what}: no frame before ${screen.at}`);
  return frame;
}

/** The bytes that paint a frame: title, rows with their colours, cursor. */
function painted({ rows, cursor, title, alternate }: Frame): string {
  const screen = `\u001b[2J\u001b[H${rows.join("\r\n")}\u001b[0m\u001b[${cursor.y + 1};${cursor.x + 1}H`;
  return [
    alternate ? "\u001b[?1049h" : "",
    `\u001b]2;${title}\u0007`,
    screen,
    cursor.visible ? "" : "\u001b[?25l",
  ].join("");
}

/** The verdict that keeps the session from being given anything, and its rule. */
function because(daemon: Running, name: string): string {
  const { verdict = "none", because: rule = "" } = daemon.service.session(sessionName(name))?.evidence ?? {};
  return `${verdict} ${rule}`;
}

const bytesIn = (log: string | undefined): string => (log && existsSync(log) ? readFileSync(log, "utf8") : "");

const isJudged = (daemon: Running, name: string): boolean =>
  daemon.service.session(sessionName(name))?.evidence !== undefined;
