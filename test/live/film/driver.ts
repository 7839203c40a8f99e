// One agent in one pane, and everything by which it is driven and known.
import type { Kit, Mark } from "../agents/kit.ts";
import type { Asked, Model } from "../model/model.ts";
import type { Camera } from "../stage/camera.ts";
import type { Stage } from "../stage/stage.ts";
import { waitFor } from "../../support/wait.ts";
import { makeTruth } from "./truth.ts";
import type { State, Truth } from "./truth.ts";

export interface Driver {
  readonly kit: Kit;
  readonly command: string;
  readonly cwd: string;
  readonly camera: Camera;
  readonly model: Model;
  readonly truth: Truth;
  /** Presses keys, one after the other; answers when the first was sent. */
  keys(...names: readonly string[]): Promise<number>;
  /** Types text as a person would, without Enter. */
  type(text: string): Promise<number>;
  resize(cols: number, rows: number): Promise<void>;
  /** Waits until the screen shows it; answers when it did. */
  see(what: string, mark: Mark, ms?: number): Promise<number>;
  /** The next request about this prompt that was not handed out before. */
  asked(prompt: string, ms?: number): Promise<Asked>;
  /** Hands out no request that was made so far. */
  skip(): void;
  /** Ends the agent's processes, as a crash would. */
  kill(): Promise<void>;
  /** Pastes text as a terminal does. */
  paste(text: string): Promise<number>;
  /** Lets time pass in which nothing changes: this long, or long enough for whoever watches to notice. */
  hold(ms?: number): Promise<void>;
}

export interface Parts {
  readonly kit: Kit;
  readonly command: string;
  readonly cwd: string;
  readonly stage: Stage;
  readonly pane: string;
  readonly camera: Camera;
  readonly model: Model;
  /** True once whoever watches beside has noticed this state. */
  readonly noticed?: (state: State) => boolean;
}

/** How long a state is held: at least, and at most while it is not noticed. ms */
const HOLD = 2_600;
const AT_MOST = 8_000;
/** What was noticed must last. ms */
const AFTER_NOTICED = 800;
const BETWEEN_KEYS = 300;

export function makeDriver({ kit, command, cwd, stage, pane, camera, model, noticed }: Parts): Driver {
  let followed = 0;
  const truth = makeTruth();
  const holdLong = async () => {
    const began = Date.now();
    await camera.hold(HOLD);
    if (!noticed) return;
    while (!noticed(truth.now()) && Date.now() - began < AT_MOST) await camera.hold(50);
    await camera.hold(AFTER_NOTICED);
  };
  const send = (...words: readonly string[]) => stage.tmux("send-keys", "-t", pane, ...words);
  return {
    kit,
    command,
    cwd,
    camera,
    model,
    truth,
    keys: async (...names) => {
      const at = Date.now();
      for (const [index, name] of names.entries()) {
        if (index > 0) await camera.hold(BETWEEN_KEYS);
        await send(name);
      }
      return at;
    },
    type: async (text) => {
      const at = Date.now();
      await send("-l", text);
      return at;
    },
    resize: async (cols, rows) =>
      void (await stage.tmux("resize-window", "-t", pane, "-x", String(cols), "-y", String(rows))),
    see: async (what, mark, ms) => (await camera.until(`${kit.id}: ${what}`, mark, ms)).at,
    asked: async (prompt, ms = 180_000) => {
      const next = () => model.asked.findIndex((one, at) => at >= followed && isAbout(one, prompt));
      const at = await waitFor(`${kit.id} to ask the model`, () => (next() < 0 ? undefined : next() + 1), ms);
      followed = at;
      const found = model.asked[at - 1];
      if (!found) throw new Error("a request that was there is gone");
      return found;
    },
    skip: () => void (followed = model.asked.length),
    kill: () => stage.kill(pane),
    paste: async (text) => {
      const at = Date.now();
      await stage.tmux(
        "set-buffer",
        "-b",
        "live",
        text,
        ";",
        "paste-buffer",
        "-p",
        "-r",
        "-d",
        "-b",
        "live",
        "-t",
        pane,
      );
      return at;
    },
    hold: (ms) => (ms === undefined ? holdLong() : camera.hold(ms)),
  };
}

/** Agents also ask for titles and suggestions by themselves. */
export const isAbout = ({ hidden, prompt }: Asked, text: string): boolean => !hidden && prompt.includes(text);
