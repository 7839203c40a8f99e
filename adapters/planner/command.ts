// A command of the user's as planner: any agent that answers a prompt without a terminal.
// C1. It gets the prompt on standard input, or in place of `{prompt}`; `{schema}` is the path of a file with the schema.
// C2. It runs in a process group of its own, which is ended as a whole: at the time limit, when it says too much, and
//     when it is done but leaves something running.
// C3. It must not take itself for an agent in a pane that drover feeds: tmux's variables are taken away.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Asked, Planner, PlannerAnswer } from "../../daemon/ports/planner.ts";
import { ANSWER_SCHEMA, clipped, readAnswer } from "./answer.ts";

export interface CommandPlannerOptions {
  /** Program and arguments; no shell reads them. */
  readonly command: readonly string[];
  readonly directory?: string;
  /** ms */
  readonly timeout: number;
  readonly prompt: (asked: Asked, schema: string, complaint: string | undefined) => string;
  /** Bytes of output at most. */
  readonly mostOutput?: number;
}

const MOST_OUTPUT = 1024 * 1024;
/** Between asking a group to end and ending it. ms */
const GRACE = 1_000;
const LOOK = 25;

export function commandPlanner(options: CommandPlannerOptions): Planner {
  const called = new AbortController();
  return {
    name: "command",
    callOff: () => called.abort(),
    plan: async (asked, complaint) => {
      const folder = await mkdtemp(join(tmpdir(), "drover-plan-"));
      try {
        const schema = join(folder, "schema.json");
        await writeFile(schema, ANSWER_SCHEMA, { mode: 0o600 });
        const prompt = options.prompt(asked, ANSWER_SCHEMA, complaint);
        return answerOf(await run(options, prompt, schema, called.signal), options);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

type Ran =
  | { readonly kind: "ended"; readonly code: number | null; readonly out: string; readonly err: string }
  | { readonly kind: "not started"; readonly why: string }
  | { readonly kind: "time-out" }
  | { readonly kind: "called off" }
  | { readonly kind: "too much" };

function answerOf(ran: Ran, { command, timeout, mostOutput = MOST_OUTPUT }: CommandPlannerOptions): PlannerAnswer {
  const name = command[0] ?? "";
  switch (ran.kind) {
    case "not started":
      return { kind: "failed", why: `${name} cannot be started: ${ran.why}` };
    case "called off":
      return { kind: "failed", why: `${name} was ended: drover stops` };
    case "time-out":
      return { kind: "failed", why: `${name} did not answer within ${timeout / 1000} s and was ended` };
    case "too much":
      return { kind: "failed", why: `${name} said more than ${mostOutput} bytes and was ended` };
    case "ended": {
      if (ran.code === 0) return readAnswer(ran.out);
      const last = clipped(ran.err.trim().split("\n").at(-1) ?? "");
      return { kind: "failed", why: `${name} ended with ${ran.code ?? "a signal"}${last === "" ? "" : `: ${last}`}` };
    }
  }
}

function run(options: CommandPlannerOptions, prompt: string, schema: string, off: AbortSignal): Promise<Ran> {
  if (off.aborted) return Promise.resolve({ kind: "called off" });
  const inArgument = options.command.some((word) => word.includes("{prompt}"));
  const words = options.command.map((word) => word.replaceAll("{schema}", schema).replaceAll("{prompt}", () => prompt));
  const [program = "", ...args] = words;
  const { TMUX: _tmux, TMUX_PANE: _pane, ...env } = process.env;
  const child = spawn(program, args, { detached: true, stdio: "pipe", env, cwd: options.directory });
  child.stdin.on("error", () => {
    // A program that does not read its input: it may answer all the same.
  });
  child.stdin.end(inArgument ? "" : prompt);
  return outcomeOf(child, options, off);
}

/** Resolves when the group is gone. */
function outcomeOf(
  child: ChildProcess,
  { timeout, mostOutput = MOST_OUTPUT }: CommandPlannerOptions,
  off: AbortSignal,
): Promise<Ran> {
  return new Promise((resolve) => {
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let bytes = 0;
    let over = false;
    const end = (how: () => Ran) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      off.removeEventListener("abort", calledOff);
      const ran = how();
      void endGroup(child).then(() => resolve(ran));
    };
    const calledOff = () => end(() => ({ kind: "called off" }));
    off.addEventListener("abort", calledOff);
    const timer = setTimeout(() => end(() => ({ kind: "time-out" })), timeout);
    const take = (into: Buffer[]) => (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostOutput) end(() => ({ kind: "too much" }));
      else into.push(chunk);
    };
    child.stdout?.on("data", take(out));
    child.stderr?.on("data", take(err));
    child.once("error", (error) => end(() => ({ kind: "not started", why: error.message })));
    const ended = (code: number | null) => end(() => ({ kind: "ended", code, out: textOf(out), err: textOf(err) }));
    child.once("close", ended);
    // What it left running may hold the pipes open for ever: then what came until now is all.
    child.once("exit", (code) => setTimeout(() => ended(code), GRACE).unref());
  });
}

const textOf = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString("utf8");

/** Keeps C2. Looks before each blow: the number of a group that is gone may be another's soon. */
async function endGroup({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined || !signal(pid, "SIGTERM")) return;
  for (let waited = 0; waited < GRACE; waited += LOOK) {
    await pause(LOOK);
    if (!signal(pid, 0)) return;
  }
  signal(pid, "SIGKILL");
}

/** False if there is no such group any more. */
function signal(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, name);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    // A group of only zombies, on macOS.
    if (error instanceof Error && "code" in error && error.code === "EPERM") return false;
    throw error;
  }
}
