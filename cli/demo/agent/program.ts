// The scripted agent: what it does with keys and time.
// P1. One turn at a time. A prompt sent during a turn waits and becomes a turn of its own.
// P2. While it starts or shows a dialog there is no composer: text that arrives then is lost.
// P3. Every key, paste, submitted prompt, question and outcome is in the journal before the screen shows it.
import { EMPTY, erased, isEmpty, pasted, promptOf, shownOf, typed, type Composer } from "./composer.ts";
import { entry, type Journal } from "./journal.ts";
import type { Key } from "./keys.ts";
import type { View } from "./screen.ts";
import type { Script } from "./script.ts";
import { planTurn, type Step, type Turn } from "./turn.ts";

/** What the program needs of the terminal it runs in. */
export interface Terminal {
  draw(view: View): void;
  readEvery(ms: number): void;
  /** Gives the terminal back and ends the process. */
  leave(): void;
}

export interface Program {
  start(): void;
  keys(keys: readonly Key[]): void;
  redraw(): void;
  leave(why: string): void;
}

type Phase =
  | { readonly kind: "starting" }
  | { readonly kind: "ready" }
  | { readonly kind: "working"; readonly run: Run }
  | { readonly kind: "asking"; readonly run: Run; readonly command: string }
  | { readonly kind: "offering"; readonly before: Phase };

/** A turn under way: its next step, and the ms of work done when its clock was last started. */
interface Run {
  readonly turn: Turn;
  readonly next: number;
  readonly done: number;
  readonly since: number;
}

const TICK_MS = 100;
const OFFER = { question: "Try the new theme?", about: "It is easier on the eyes." };

export function demoAgent(script: Script, terminal: Terminal, journal: Journal): Program {
  let phase: Phase = { kind: "starting" };
  let composer: Composer = EMPTY;
  let transcript: readonly string[] = [];
  let waiting: readonly string[] = [];
  let prompts = 0;
  let entersToSwallow = script.swallow === "no" ? 0 : 1;

  const redraw = () => terminal.draw({ name: script.name, transcript, bottom: bottomOf(phase, composer) });
  const say = (...lines: readonly string[]) => void (transcript = [...transcript, ...lines]);

  const start = () => {
    journal({ ev: "boot" });
    setTimeout(ready, script.boot);
    redraw();
  };
  const ready = () => {
    phase = { kind: "ready" };
    if (script.dialog !== undefined) setTimeout(offer, script.dialog);
    redraw();
  };
  const offer = () => {
    phase = { kind: "offering", before: phase };
    redraw();
  };

  const begin = (prompt: string) => {
    const turn = planTurn(prompt, ++prompts, script);
    say("", ...prompt.split("\n").map((line, index) => `${index === 0 ? "> " : "  "}${line}`), "");
    if (turn.slowRead !== undefined) terminal.readEvery(turn.slowRead);
    work({ turn, next: 0, done: 0, since: Date.now() });
  };
  const work = (run: Run) => {
    phase = { kind: "working", run };
    setTimeout(tick, TICK_MS, run);
  };
  /** Steps that are due; a run that is no longer the present one has been interrupted. */
  const tick = (run: Run) => {
    const current = phase.kind === "offering" ? phase.before : phase;
    if (current.kind !== "working" || current.run !== run) return;
    const step = run.turn.steps[run.next];
    const now = Date.now();
    if (phase.kind === "offering" || step === undefined || workedFor(run, now) < step.at)
      setTimeout(tick, TICK_MS, run);
    else take(step, { ...run, next: run.next + 1, done: workedFor(run, now), since: now });
    redraw();
  };
  const take = (step: Step, run: Run) => {
    switch (step.do) {
      case "say":
        say(step.text);
        return work(run);
      case "ask":
        journal(entry("approval", step.command));
        phase = { kind: "asking", run, command: step.command };
        return undefined;
      case "fail":
        return end("error", `! error: ${step.error}`, run);
      case "finish":
        return end("done", "Done.", run);
    }
  };
  const end = (outcome: string, line: string, { turn }: Run) => {
    say(line);
    journal(entry("done", outcome));
    phase = { kind: "ready" };
    if (turn.isLast) return leave("script");
    const [prompt, ...later] = waiting;
    waiting = later;
    if (prompt !== undefined) begin(prompt);
  };

  const keys = (read: readonly Key[]) => {
    for (const key of read) {
      journal(key.kind === "text" || key.kind === "other" ? entry("key", key.text) : keyEntry(key));
      press(key);
    }
    redraw();
  };
  const press = (key: Key) => {
    switch (phase.kind) {
      case "starting":
        return key.kind === "interrupt" ? leave("ctrl-c") : undefined;
      case "asking":
        return answer(key, phase.run);
      case "offering":
        if (key.kind === "enter" || key.kind === "escape") phase = phase.before;
        return undefined;
      case "ready":
        return key.kind === "interrupt" && isEmpty(composer) ? leave("ctrl-c") : edit(key);
      case "working":
        return key.kind === "escape" || key.kind === "interrupt" ? interrupt(phase.run) : edit(key);
    }
  };
  const answer = (key: Key, run: Run) => {
    if (key.kind === "enter") {
      journal(entry("answer", "yes"));
      work({ ...run, since: Date.now() });
    } else if (key.kind === "escape" || key.kind === "interrupt") {
      journal(entry("answer", "no"));
      end("denied", "! interrupted: the command was not allowed", run);
    }
  };
  const interrupt = (run: Run) => end("interrupted", "! interrupted", run);

  const edit = (key: Key) => {
    switch (key.kind) {
      case "text":
        return void (composer = typed(composer, key.text));
      case "paste":
        return void (composer = pasted(composer, key.text));
      case "newline":
        return void (composer = typed(composer, "\n"));
      case "backspace":
        return void (composer = erased(composer));
      case "clear":
      case "interrupt":
        return void (composer = EMPTY);
      case "enter":
        return enter();
      case "escape":
      case "other":
        return undefined;
    }
  };
  const enter = () => {
    const prompt = promptOf(composer);
    if (prompt === undefined) return;
    if (entersToSwallow > 0) return swallow();
    composer = EMPTY;
    journal(entry("submit", prompt));
    if (phase.kind === "working") waiting = [...waiting, prompt];
    else begin(prompt);
  };
  const swallow = () => {
    entersToSwallow -= 1;
    if (script.swallow === "newline") composer = typed(composer, "\n");
  };

  const leave = (why: string) => {
    journal(entry("exit", why));
    terminal.leave();
  };
  return { start, keys, redraw, leave };
}

const workedFor = ({ done, since }: Run, now: number): number => done + now - since;

function bottomOf(phase: Phase, composer: Composer): View["bottom"] {
  const text = shownOf(composer);
  switch (phase.kind) {
    case "starting":
      return { kind: "starting" };
    case "ready":
      return { kind: "composer", text };
    case "working":
      return { kind: "composer", text, workingSeconds: Math.floor(workedFor(phase.run, Date.now()) / 1000) };
    case "asking":
      return { kind: "dialog", question: "Allow this command?", about: phase.command };
    case "offering":
      return { kind: "dialog", ...OFFER };
  }
}

const keyEntry = (key: Key) => (key.kind === "paste" ? entry("paste", key.text) : entry("key", key.kind));
