import { expect, test } from "vitest";
import { waitFor } from "../support/wait.ts";
import { openDemoPane } from "./demo-pane.ts";

const lines = (count: number) =>
  Array.from({ length: count }, (_, at) => `line ${at + 1}: "don't" $HOME \`x\` ; #{pid}`);

test("boots, then shows an empty composer with the cursor in it", async () => {
  const demo = await openDemoPane("--boot", "400");
  await demo.shows(/^demo agent is starting…$/);
  await demo.shows(/^demo> Ask me anything$/);
  const screen = demo.screen();
  expect(screen.slice(-3)).toEqual(["demo> Ask me anything", "", "demo-agent-1"]);
  expect(demo.tmux.run("display-message", "-p", "-t", demo.pane, "#{cursor_x},#{cursor_y} #{pane_title}")).toBe(
    "6,21 demo agent\n",
  );
  expect(demo.tmux.run("capture-pane", "-e", "-p", "-t", demo.pane)).toContain("demo> \u001b[2mAsk me anything");
});

test("takes three pasted lines as they are, and works on them", async () => {
  const demo = await openDemoPane("--work", "1000");
  const prompt = ["fix the tests 🙂", "  with “quotes” and 日本語", "[task-3]"].join("\n");
  demo.paste(prompt);
  await demo.shows(/^ {2}\[task-3\]$/);
  expect(demo.screen().slice(-5)).toEqual([
    "demo> fix the tests 🙂",
    "    with “quotes” and 日本語",
    "  [task-3]",
    "",
    "demo-agent-1",
  ]);
  demo.keys("Enter");
  await demo.shows(/^\* Working… \(\ds\)$/);
  await demo.shows(/^Done\.$/);
  expect(demo.entries().map(({ ev }) => ev)).toEqual(["boot", "paste", "key", "submit", "done"]);
  expect(demo.entries("submit")).toMatchObject([{ text: prompt, bytes: Buffer.byteLength(prompt) }]);
  expect(demo.screen()).toContain("demo> Ask me anything");
});

test("shows a long paste by its lines and submits it whole", async () => {
  const demo = await openDemoPane();
  const prompt = lines(40).join("\n");
  demo.paste(prompt);
  await demo.shows(/^demo> \[pasted 40 lines\]$/);
  demo.keys("Enter");
  expect(await demo.texts("submit", 1)).toEqual([prompt]);
});

test("takes a paste of many reads whole", async () => {
  const demo = await openDemoPane();
  const prompt = `${"é🙂日".repeat(4_000)}\n${lines(100).join("\n")}`;
  demo.paste(prompt);
  await demo.shows(/^demo> \[pasted 101 lines\]$/);
  demo.keys("Enter");
  expect(await demo.texts("submit", 1)).toEqual([prompt]);
});

test("an Enter in the same read as unbracketed text is a new line", async () => {
  const demo = await openDemoPane();
  demo.keys("do it", "Enter");
  await waitFor("the text", () => demo.screen().includes("demo> do it"));
  expect(demo.entries("submit")).toEqual([]);
  demo.keys("Enter");
  expect(await demo.texts("submit", 1)).toEqual(["do it"]);
});

test("swallows the first Enter with the new line it leaves", async () => {
  const demo = await openDemoPane("--swallow", "newline");
  demo.paste("do it");
  await demo.shows(/^demo> do it$/);
  demo.keys("Enter");
  await waitFor("the new row", () => demo.screen().at(-4) === "demo> do it");
  demo.keys("Enter");
  expect(await demo.texts("submit", 1)).toEqual(["do it"]);
});

test("swallows the first Enter without a trace", async () => {
  const demo = await openDemoPane("--swallow", "silent");
  demo.paste("do it");
  await demo.shows(/^demo> do it$/);
  demo.keys("Enter");
  await demo.texts("key", 1);
  expect(demo.screen().at(-3)).toBe("demo> do it");
  demo.keys("Enter");
  expect(await demo.texts("submit", 1)).toEqual(["do it"]);
});

test("asks before it runs a command; Enter is yes", async () => {
  const demo = await openDemoPane();
  demo.paste("deploy [[approve make deploy]]");
  await demo.shows(/^demo> deploy/);
  demo.keys("Enter");
  await demo.shows(/^Enter to confirm · Esc to cancel$/);
  expect(demo.screen().slice(-7)).toEqual([
    "Allow this command?",
    "  make deploy",
    "",
    "> 1. Yes",
    "  2. No",
    "",
    "Enter to confirm · Esc to cancel",
  ]);
  expect(demo.tmux.run("display-message", "-p", "-t", demo.pane, "#{cursor_flag}")).toBe("0\n");
  demo.keys("text is lost here");
  demo.keys("Enter");
  expect(await demo.texts("done", 1)).toEqual(["done"]);
  expect(demo.entries("approval")).toMatchObject([{ text: "make deploy" }]);
  expect(demo.entries("answer")).toMatchObject([{ text: "yes" }]);
});

test("Esc says no to the command and ends the turn", async () => {
  const demo = await openDemoPane("--approve", "1");
  demo.paste("deploy");
  await demo.shows(/^demo> deploy/);
  demo.keys("Enter");
  await demo.shows(/^Enter to confirm/);
  demo.keys("Escape");
  expect(await demo.texts("done", 1)).toEqual(["denied"]);
  await demo.shows(/^! interrupted: the command was not allowed$/);
});

test("Esc interrupts a turn; the next prompt runs", async () => {
  const demo = await openDemoPane();
  demo.paste("long one [[work 600]]");
  await demo.shows(/^demo> long one/);
  demo.keys("Enter");
  await demo.shows(/^\* Working/);
  demo.keys("Escape");
  await demo.shows(/^! interrupted$/);
  demo.paste("short one");
  await demo.shows(/^demo> short one/);
  demo.keys("Enter");
  expect(await demo.texts("done", 2)).toEqual(["interrupted", "done"]);
});

test("a prompt sent during a turn runs after it", async () => {
  const demo = await openDemoPane();
  demo.paste("first [[work 1]]");
  demo.keys("Enter");
  await demo.shows(/^\* Working/);
  demo.paste("second");
  demo.keys("Enter");
  await demo.texts("done", 2);
  expect(demo.entries("submit").map(({ text }) => text)).toEqual(["first [[work 1]]", "second"]);
  await waitFor("both in the transcript", () => demo.screen().filter((row) => row.startsWith("> ")).length === 2);
});

test("fails when told to, and takes the next prompt", async () => {
  const demo = await openDemoPane();
  demo.paste("break [[error out of quota]]");
  demo.keys("Enter");
  await demo.shows(/^! error: out of quota$/);
  await demo.shows(/^demo> Ask me anything$/);
});

test("a dialog comes over the composer and takes the keyboard until it is answered", async () => {
  const demo = await openDemoPane("--dialog", "50");
  await demo.shows(/^Enter to confirm · Esc to cancel$/);
  expect(demo.screen().some((row) => row.startsWith("demo> "))).toBe(false);
  demo.paste("lost");
  demo.keys("Escape");
  await demo.shows(/^demo> Ask me anything$/);
});

test("leaves to the shell it came from, as told or by Ctrl-C", async () => {
  const demo = await openDemoPane();
  demo.tmux.run("set-option", "-g", "remain-on-exit", "on");
  demo.paste("last one [[exit]]");
  demo.keys("Enter");
  expect(await demo.texts("exit", 1)).toEqual(["script"]);
  const second = await openDemoPane();
  second.keys("C-c");
  expect(await second.texts("exit", 1)).toEqual(["ctrl-c"]);
});

test("a slow reader gets everything late and in order", async () => {
  const demo = await openDemoPane("--slow-read", "300");
  demo.paste("a");
  demo.paste("b");
  demo.paste("c\nd");
  demo.keys("Enter");
  expect(await demo.texts("submit", 1)).toEqual(["abc\nd"]);
});
