// The scripted agent: a real program in a real terminal that boots, takes a prompt by paste, works, asks, finishes.
// It writes down every prompt it was sent, so that a judge can tell what was typed, and how often.
import { appendFileSync } from "node:fs";
import { hookCaller } from "./agent/hook.ts";
import { keyReader } from "./agent/keys.ts";
import type { Input } from "./agent/keys.ts";
import { parseAgentOptions } from "./agent/options.ts";
import { draw } from "./agent/scene.ts";
import type { Mode } from "./agent/scene.ts";

const options = parseAgentOptions(process.argv.slice(2));
const LONG_PASTE = 8;
const callHook = hookCaller(options.hook);

let mode: Mode = { kind: "starting" };
let composer = "";
let pastedLines = 0;
let turns = 0;
let swallow = options.swallowFirstEnter;
let random = options.seed;
let prompt = "";
const transcript: string[] = [];

function log(ev: string, text?: string): void {
  if (options.log !== undefined) appendFileSync(options.log, `${JSON.stringify({ t: Date.now(), ev, text })}\n`);
}

function paint(): void {
  const { columns: cols = 80, rows = 24 } = process.stdout;
  const scene = { name: options.name, mode, transcript, composer, pastedLines, now: Date.now() };
  const picture = draw(scene, cols, rows);
  const body = Array.from({ length: rows }, (_, at) => `\u001b[${at + 1};1H${picture.rows[at] ?? ""}\u001b[K`).join("");
  const { cursor } = picture;
  const caret = cursor ? `\u001b[${cursor.y + 1};${cursor.x + 1}H\u001b[?25h` : "";
  process.stdout.write(`\u001b[?25l${body}${caret}`);
}

/** A linear congruential step: the same seed works the same turns. */
function turnLength(): number {
  const asked = /\[\[work (\d+(?:\.\d+)?)\]\]/.exec(prompt)?.[1];
  if (asked !== undefined) return Number(asked) * 1000;
  random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
  const [from, to] = options.work;
  return from + Math.floor(((to - from) * random) / 2_147_483_648);
}

function submit(): void {
  if (composer === "") return;
  prompt = composer;
  log("submit", prompt);
  callHook("UserPromptSubmit", { prompt, prompt_id: `turn-${turns}` });
  const lines = prompt.split("\n").slice(0, 3);
  transcript.push("", ...lines.map((line, at) => (at === 0 ? `> ${line}` : `  ${line}`)), "");
  composer = "";
  pastedLines = 0;
  turns += 1;
  const length = turnLength();
  if (turns === options.approveOn || prompt.includes("[[approve]]")) {
    work(length / 2, () => {
      log("approval");
      callHook("PermissionRequest", { tool_name: "Bash" });
      mode = { kind: "asking", question: "Allow this command?", left: length / 2 };
    });
  } else work(length, finish);
}

let due: NodeJS.Timeout | undefined;
function work(ms: number, then: () => void): void {
  const since = Date.now();
  mode = { kind: "working", since, until: since + ms };
  due = setTimeout(() => {
    then();
    paint();
  }, ms);
}

function finish(): void {
  log("done");
  if (prompt.includes("[[error]]")) transcript.push("! error: mock");
  else transcript.push("I looked at it and changed what was needed.", "Done.");
  mode = { kind: "ready" };
  callHook(prompt.includes("[[error]]") ? "StopFailure" : "Stop", {
    prompt_id: `turn-${turns - 1}`,
    background_tasks: [],
  });
  if (prompt.includes("[[exit]]")) leave();
}

function interrupt(): void {
  clearTimeout(due);
  log("interrupted");
  transcript.push("! interrupted");
  mode = { kind: "ready" };
}

function answer(input: Input): void {
  if (mode.kind !== "asking" || (input.kind !== "enter" && input.kind !== "escape")) return;
  log("answered", input.kind === "enter" ? "yes" : "no");
  const { left } = mode;
  if (left === undefined) mode = { kind: "ready" };
  else if (input.kind === "enter") work(left, finish);
  else interrupt();
}

function insert(text: string): void {
  composer += text;
}

function take(input: Input): void {
  if (mode.kind === "asking") return answer(input);
  switch (input.kind) {
    case "paste": {
      log("paste", input.text);
      const lines = input.text.split("\n").length;
      insert(input.text);
      if (lines > LONG_PASTE) pastedLines = lines;
      return;
    }
    case "text":
      return insert(input.text);
    case "backspace":
      composer = pastedLines > 0 ? "" : [...composer].slice(0, -1).join("");
      pastedLines = 0;
      return;
    case "enter":
      return enter(input.lone);
    case "escape":
      return mode.kind === "working" ? interrupt() : undefined;
    case "interrupt":
      return mode.kind === "working" ? interrupt() : composer === "" ? leave() : clear();
  }
}

function enter(isLone: boolean): void {
  log("key", "enter");
  if (!isLone) return insert("\n");
  if (swallow !== undefined && composer !== "") {
    if (swallow === "trace") insert("\n");
    swallow = undefined;
    return;
  }
  if (mode.kind === "ready") submit();
}

function clear(): void {
  composer = "";
  pastedLines = 0;
}

function leave(): void {
  log("exit");
  process.stdout.write("\u001b[?2004l\u001b[?25h\u001b[?1049l\u001b]2;\u0007");
  process.exit(0);
}

function ready(): void {
  mode = { kind: "ready" };
  paint();
  if (options.dialogAfter === undefined) return;
  setTimeout(() => {
    if (mode.kind === "ready") mode = { kind: "asking", question: "Try the new mode?" };
    paint();
  }, options.dialogAfter);
}

/** ESC alone is a key once nothing has followed it for so long. ms */
const ESCAPE_WAIT = 30;

function listen(): void {
  const keys = keyReader();
  let unread: Buffer[] = [];
  const handle = (inputs: readonly Input[]) => {
    inputs.forEach(take);
    paint();
  };
  const read = () => {
    if (unread.length === 0) return;
    const bytes = Buffer.concat(unread);
    unread = [];
    handle(keys.read(bytes));
    setTimeout(() => handle(keys.quiet()), ESCAPE_WAIT);
  };
  process.stdin.setRawMode(true);
  process.stdin.on("data", (bytes: Buffer) => {
    unread.push(bytes);
    if (options.readDelay === 0) read();
  });
  if (options.readDelay > 0) setInterval(read, options.readDelay);
}

log("boot");
process.stdout.write("\u001b[?1049h\u001b[2J\u001b[?2004h\u001b]2;demo agent\u0007");
paint();
listen();
process.stdout.on("resize", paint);
setInterval(() => (mode.kind === "working" ? paint() : undefined), 500);
setTimeout(ready, options.boot);
