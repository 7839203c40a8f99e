// The scripted agent against a real terminal: what it was sent is what it writes down, and its screens are judged right.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { classify } from "../../agents/classify.ts";
import { demo } from "../../agents/profiles/demo.ts";
import type { Judgement } from "../../machines/evidence.ts";
import type { Frame } from "../../machines/frame.ts";
import { tmuxForTest } from "../support/tmux.ts";
import { waitFor } from "../support/wait.ts";

const PROGRAM = fileURLToPath(new URL("../../cli/demo/agent.ts", import.meta.url));

interface Event {
  readonly ev: string;
  readonly text?: string;
}

function startAgent(...options: readonly string[]) {
  const tmux = tmuxForTest();
  const home = mkdtempSync(join(tmpdir(), "drover-demo-agent-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const log = join(home, "log");
  writeFileSync(log, "");
  const args = ["--name", "demo-agent-1", "--log", log, "--boot", "100", "--work", "150", ...options];
  const pane = tmux.open("agent", [process.execPath, PROGRAM, ...args]);
  const events = (): readonly Event[] =>
    readFileSync(log, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line): Event => JSON.parse(line));
  const frame = (): Frame => {
    const asked = "#{cursor_x} #{cursor_y} #{cursor_flag} #{alternate_on} #{pane_title}";
    const [x, y, visible, alternate, ...title] = tmux
      .run("display-message", "-p", "-t", pane, asked)
      .trimEnd()
      .split(" ");
    return {
      at: 0,
      rows: tmux.run("capture-pane", "-p", "-e", "-t", pane).split("\n").slice(0, -1),
      size: { cols: 80, rows: 24 },
      cursor: { x: Number(x), y: Number(y), visible: visible === "1" },
      alternate: alternate === "1",
      title: title.join(" "),
      command: "node",
    };
  };
  const screen = () => tmux.screen(pane);
  return {
    events,
    frame,
    screen,
    keys: (...keys: readonly string[]) => tmux.run("send-keys", "-t", pane, ...keys),
    paste: (text: string) => {
      const file = join(home, "paste");
      writeFileSync(file, text);
      tmux.run("load-buffer", "-b", "task", file);
      tmux.run("paste-buffer", "-p", "-r", "-d", "-b", "task", "-t", pane);
    },
    judged: (verdict: Judgement["verdict"]) =>
      waitFor(`a screen that is ${verdict}`, () => {
        const judgement = classify(frame(), demo);
        return judgement.verdict === verdict && judgement;
      }),
    shows: (row: RegExp) => waitFor(`a row like ${row}`, () => screen().some((line) => row.test(line))),
    /** A newline after the text: the caret stands on an empty row under it. */
    caretUnderTheText: (text: string) =>
      waitFor(`the caret under ${text}`, () => {
        const { cursor } = frame();
        return cursor.x === "demo> ".length && screen()[cursor.y - 1] === `demo> ${text}`;
      }),
    event: (ev: string) => waitFor(`the event ${ev}`, () => events().find((event) => event.ev === ev)),
  };
}

test("boots on the alternate screen, then waits in an empty composer above its footer", async () => {
  const agent = startAgent("--boot", "1000");
  expect((await agent.judged("starting")).because).toBe("drover-demo-agent/booting");
  expect((await agent.judged("idle")).composer?.text).toBe("");
  const { title, alternate, cursor } = agent.frame();
  expect({ title, alternate, visible: cursor.visible, x: cursor.x }).toEqual({
    title: "demo agent",
    alternate: true,
    visible: true,
    x: "demo> ".length,
  });
  const rows = agent.screen();
  expect(rows[cursor.y]).toBe("demo> Ask me anything");
  expect(rows[cursor.y + 1]).toBe("");
  expect(rows[cursor.y + 2]).toContain("Enter sends · Esc interrupts");
});

test("a paste of three lines stands in the composer as it was sent, and is submitted exact", async () => {
  const agent = startAgent();
  await agent.judged("idle");
  const text = "first line\nsecond: ü → 漢字\nthird line";
  agent.paste(text);
  expect((await agent.event("paste")).text).toBe(text);
  await agent.judged("typed");
  const { cursor } = agent.frame();
  const rows = agent.screen().slice(cursor.y - 2, cursor.y + 1);
  expect(rows).toEqual(["demo> first line", "      second: ü → 漢字", "      third line"]);
  expect(cursor.x).toBe("      third line".length);
  agent.keys("Enter");
  expect((await agent.event("submit")).text).toBe(text);
  await agent.event("done");
  await agent.judged("idle");
  expect(agent.screen().slice(1, 4)).toEqual(["> first line", "  second: ü → 漢字", "  third line"]);
  expect(agent.screen()).toContain("Done.");
});

// The classifier takes at most three blanks off a continuation row; this agent indents by six.
test("the text of a composer of several rows is read exact", async () => {
  const agent = startAgent();
  await agent.judged("idle");
  agent.paste("one\n  two\n\nfour");
  const { composer } = await agent.judged("typed");
  expect(composer?.text).toBe("one\n  two\n\nfour");
});

// The classifier looks for the caret on the rows with text only; here it stands on the empty row below.
test("a composer whose text ends in a newline is judged typed", async () => {
  const agent = startAgent();
  await agent.judged("idle");
  agent.keys("hello", "Enter");
  await agent.caretUnderTheText("hello");
  expect(classify(agent.frame(), demo).verdict).toBe("typed");
});

test("a paste of 40 lines shows as a stand-in, and is submitted exact", async () => {
  const agent = startAgent();
  await agent.judged("idle");
  const text = Array.from({ length: 40 }, (_, line) => `${line}: ${"ü漢x".repeat(30)}`).join("\n");
  agent.paste(text);
  expect((await agent.judged("typed")).composer).toMatchObject({
    text: "[pasted 40 lines]",
    pasted: "[pasted 40 lines]",
  });
  agent.keys("Enter");
  expect((await agent.event("submit")).text).toBe(text);
});

test("the row of work stands above the composer and counts", async () => {
  const agent = startAgent();
  await agent.judged("idle");
  agent.paste("dig [[work 60]]");
  await agent.judged("typed");
  agent.keys("Enter");
  const { line = "" } = await agent.judged("busy");
  expect(line).toMatch(/^\* Working… \(\d+s\)$/);
  const seconds = Number(/\d+/.exec(line)?.[0]);
  await agent.shows(new RegExp(`^\\* Working… \\((${seconds + 1}|${seconds + 2}|${seconds + 3})s\\)$`));
  agent.keys("Escape");
  await agent.judged("idle");
});

test("typed text with Enter in one read becomes text and a newline", async () => {
  const agent = startAgent();
  await agent.judged("idle");
  agent.keys("hello", "Enter");
  await agent.caretUnderTheText("hello");
  expect(agent.events().map(({ ev }) => ev)).not.toContain("submit");
  agent.keys("Enter");
  expect((await agent.event("submit")).text).toBe("hello\n");
});

test.each([
  ["trace", "once\n"],
  ["silent", "once"],
])("a first Enter swallowed with %s is no submit; the second is", async (how, sent) => {
  const agent = startAgent("--swallow-first-enter", how);
  await agent.judged("idle");
  agent.paste("once");
  await agent.judged("typed");
  agent.keys("Enter");
  await agent.event("key");
  if (how === "trace") await agent.caretUnderTheText("once");
  else expect((await agent.judged("typed")).composer?.text).toBe("once");
  expect(agent.events().map(({ ev }) => ev)).not.toContain("submit");
  agent.keys("Enter");
  expect((await agent.event("submit")).text).toBe(sent);
});

test("asks for leave without a composer or a cursor; Enter lets the work go on", async () => {
  const agent = startAgent("--approve-on", "1");
  await agent.judged("idle");
  agent.paste("careful");
  await agent.judged("typed");
  agent.keys("Enter");
  const waiting = await agent.judged("waiting");
  expect(waiting).toMatchObject({ sub: "permission" });
  expect(waiting.composer).toBeUndefined();
  expect(agent.frame().cursor.visible).toBe(false);
  const rows = agent.screen().join("\n").trimEnd();
  expect(rows).toMatch(
    /\nAllow this command\?\n {2}\$ npm test\n> 1\. Yes\n {2}2\. No\n\nEnter to confirm · Esc to cancel$/,
  );
  agent.keys("Enter");
  expect((await agent.event("answered")).text).toBe("yes");
  await agent.event("done");
  await agent.judged("idle");
});

test("Esc at a question ends the turn as interrupted", async () => {
  const agent = startAgent();
  await agent.judged("idle");
  agent.paste("careful [[approve]]");
  await agent.judged("typed");
  agent.keys("Enter");
  await agent.judged("waiting");
  agent.keys("Escape");
  expect((await agent.event("answered")).text).toBe("no");
  expect((await agent.judged("idle")).flags).toContain("interrupted");
});

test("Esc interrupts work", async () => {
  const agent = startAgent("--work", "60000");
  await agent.judged("idle");
  agent.paste("long");
  await agent.judged("typed");
  agent.keys("Enter");
  await agent.judged("busy");
  agent.keys("Escape");
  await agent.event("interrupted");
  expect((await agent.judged("idle")).flags).toContain("interrupted");
  expect(agent.events().map(({ ev }) => ev)).not.toContain("done");
});

test("an error ends the turn with its line", async () => {
  const agent = startAgent();
  await agent.judged("idle");
  agent.paste("break [[error]]");
  await agent.judged("typed");
  agent.keys("Enter");
  await agent.shows(/^! error: mock$/);
  expect((await agent.judged("idle")).flags).toContain("after_error");
});

test("an offer eats keys until it is answered", async () => {
  const agent = startAgent("--dialog-after", "200");
  await agent.shows(/^Try the new mode\?$/);
  await agent.judged("waiting");
  agent.keys("lost");
  agent.keys("Enter");
  await agent.event("answered");
  expect((await agent.judged("idle")).composer?.text).toBe("");
});
