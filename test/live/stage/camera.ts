// What stands on a pane, ten times a second: the eyes of whoever drives an agent, and the frames of a recording.
import type { Stage } from "./stage.ts";

/** One look, as recordings keep it. `at` is in ms since the epoch. */
export interface Shot {
  readonly at: number;
  readonly ansi: string;
  /** The same without colours, blank rows at the end left out. */
  readonly text: string;
  readonly cursor: { readonly x: number; readonly y: number; readonly visible: boolean };
  readonly alternate: boolean;
  readonly size: readonly [number, number];
  readonly title: string;
  readonly command: string;
}

export interface Camera {
  /** Each shot that differs from the one before. */
  readonly shots: readonly Shot[];
  /** The last shot. */
  now(): Shot;
  /** The first shot from now on that fits; throws with the last one after `ms`. */
  until(what: string, fits: (shot: Shot) => boolean, ms?: number): Promise<Shot>;
  /** Lets time pass; the camera goes on. */
  hold(ms: number): Promise<void>;
  stop(): Promise<void>;
}

const EVERY = 100;
const PATIENCE = 60_000;

interface Waiting {
  readonly fits: (shot: Shot) => boolean;
  readonly resolve: (shot: Shot) => void;
}

export function startCamera(stage: Stage, pane: string): Camera {
  const shots: Shot[] = [];
  const waiting = new Set<Waiting>();
  let last: Shot | undefined;
  let stopped = false;

  const take = async () => {
    const shot = await look(stage, pane);
    if (!shot) return;
    if (!last || !isSame(last, shot)) shots.push(shot);
    last = shot;
    for (const one of waiting) {
      if (!one.fits(shot)) continue;
      waiting.delete(one);
      one.resolve(shot);
    }
  };
  const roll = async () => {
    while (!stopped) {
      const next = Date.now() + EVERY;
      await take();
      await sleep(Math.max(10, next - Date.now()));
    }
  };
  const rolling = roll();

  const until: Camera["until"] = (what, fits, ms = PATIENCE) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(one);
        reject(
          new Error(
            `waited ${ms} ms in vain for ${what}; the screen:\n${last?.text ?? "(none)"}\ntitle: ${last?.title}`,
          ),
        );
      }, ms);
      const one: Waiting = {
        fits,
        resolve: (shot) => {
          clearTimeout(timer);
          resolve(shot);
        },
      };
      waiting.add(one);
    });

  return {
    shots,
    now: () => {
      if (!last) throw new Error("nothing was seen of the pane yet");
      return last;
    },
    until,
    hold: sleep,
    stop: () => {
      stopped = true;
      return rolling;
    },
  };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const isSame = (a: Shot, b: Shot): boolean =>
  a.ansi === b.ansi &&
  a.title === b.title &&
  a.command === b.command &&
  a.cursor.x === b.cursor.x &&
  a.cursor.y === b.cursor.y &&
  a.cursor.visible === b.cursor.visible &&
  a.size.join() === b.size.join();

const FACTS =
  "#{cursor_x} #{cursor_y} #{cursor_flag} #{alternate_on} #{pane_width} #{pane_height} #{pane_current_command}\t#{pane_title}";

async function look(stage: Stage, pane: string): Promise<Shot | undefined> {
  const at = Date.now();
  const out = await stage
    .tmux("display-message", "-p", "-t", pane, FACTS, ";", "capture-pane", "-p", "-e", "-t", pane)
    .catch(() => undefined);
  if (out === undefined) return undefined;
  const end = out.indexOf("\n");
  const [facts = "", title = ""] = out.slice(0, end).split("\t");
  const [x, y, visible, alternate, cols, rows, ...command] = facts.split(" ");
  const ansi = out.slice(end + 1).replace(/\n$/, "");
  return {
    at,
    ansi,
    text: plain(ansi),
    cursor: { x: Number(x), y: Number(y), visible: visible === "1" },
    alternate: alternate === "1",
    size: [Number(cols), Number(rows)],
    title,
    command: command.join(" "),
  };
}

// eslint-disable-next-line no-control-regex -- it is control sequences that are taken out
const SEQUENCE = /\u001b\[[0-9;:]*m|\u001b[()].|[\u000e\u000f]/g;

const plain = (ansi: string): string => ansi.replaceAll(SEQUENCE, "").trimEnd();
