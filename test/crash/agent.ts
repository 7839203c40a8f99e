// The campaign's agent: the demo's looks, and a memory that cannot lie. Every byte it receives is in the raw log before
// anything is made of it; every prompt it takes, and who answered a question, is in the other.
// Signals stand for the world: STOP reads no more, KILL ends it, USR1 opens a dialog, USR2 forgets what was typed.
// Usage: agent --log FILE --raw FILE [--work MS] [--swallow trace|silent]
import { appendFileSync, openSync, writeSync } from "node:fs";
import { parseArgs } from "node:util";
import { keyReader } from "../../cli/demo/agent/keys.ts";
import type { Input } from "../../cli/demo/agent/keys.ts";
import { draw } from "../../cli/demo/agent/scene.ts";
import type { Mode } from "../../cli/demo/agent/scene.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { name: text, log: text, raw: text, work: text, swallow: text } });
const raw = openSync(values.raw ?? "/dev/null", "a");
const LONG_PASTE = 8;

let mode: Mode = { kind: "ready" };
let composer = "";
let pastedLines = 0;
let swallow = values.swallow;
let prompt = "";
let due: NodeJS.Timeout | undefined;

function log(ev: string, data: Readonly<Record<string, unknown>> = {}): void {
  if (values.log !== undefined) appendFileSync(values.log, `${JSON.stringify({ ev, pid: process.pid, ...data })}\n`);
}

function paint(): void {
  const { columns: cols = 80, rows = 24 } = process.stdout;
  const scene = { name: values.name ?? "agent", mode, transcript: [], composer, pastedLines, now: Date.now() };
  const { rows: lines, cursor } = draw(scene, cols, rows);
  const body = Array.from({ length: rows }, (_, at) => `\u001b[${at + 1};1H${lines[at] ?? ""}\u001b[K`).join("");
  const caret = cursor ? `\u001b[${cursor.y + 1};${cursor.x + 1}H\u001b[?25h` : "";
  process.stdout.write(`\u001b[?25l${body}${caret}`);
}

function work(): void {
  const ms = Number(values.work ?? 300);
  const since = Date.now();
  mode = { kind: "working", since, until: since + ms };
  due = setTimeout(() => {
    log("done");
    mode = { kind: "ready" };
    paint();
  }, ms);
}

/** A question that stands from the turn's first moment: an Enter too many would be its answer. */
function ask(question: string): void {
  log("asked", { question });
  mode = { kind: "asking", question };
}

function answer(by: string, go: boolean): void {
  log("answered", { by });
  if (mode.kind === "asking" && mode.question === LEAVE && go) work();
  else mode = { kind: "ready" };
}

const LEAVE = "Allow this command?";

function submit(): void {
  prompt = composer;
  log("submit", { text: prompt });
  composer = "";
  pastedLines = 0;
  if (prompt.includes("[[approve]]")) ask(LEAVE);
  else work();
}

function enter(isLone: boolean): void {
  if (mode.kind === "asking") return answer("enter", true);
  if (!isLone) return void (composer += "\n");
  if (composer === "" || mode.kind !== "ready") return;
  if (swallow === undefined) return submit();
  if (swallow === "trace") composer += "\n";
  log("swallowed");
  swallow = undefined;
}

function take(input: Input): void {
  switch (input.kind) {
    case "paste":
      // A dialog eats what is pasted into it.
      if (mode.kind === "asking") return log("eaten", { text: input.text });
      composer += input.text;
      if (input.text.split("\n").length > LONG_PASTE) pastedLines = input.text.split("\n").length;
      return log("paste", { text: input.text });
    case "text":
      if (mode.kind !== "asking") return void (composer += input.text);
      return input.text === "1" ? answer("person", true) : undefined;
    case "enter":
      return enter(input.lone);
    case "escape":
      return mode.kind === "asking" ? answer("person", false) : undefined;
    case "interrupt":
      return clear();
    case "backspace":
      return void (composer = composer.slice(0, -1));
  }
}

function clear(): void {
  composer = "";
  pastedLines = 0;
}

const keys = keyReader();
process.stdin.setRawMode(true);
process.stdin.on("data", (bytes: Buffer) => {
  writeSync(raw, bytes);
  keys.read(bytes).forEach(take);
  paint();
});
process.stdout.on("resize", paint);
process.on("SIGUSR1", () => {
  clearTimeout(due);
  ask("Try the new mode?");
  paint();
});
process.on("SIGUSR2", () => {
  clear();
  paint();
});
process.stdout.write("\u001b[?1049h\u001b[2J\u001b[?2004h\u001b]2;demo agent\u0007");
paint();
log("boot");
