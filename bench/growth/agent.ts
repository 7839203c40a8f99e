// A busy agent in a pane of the fake tmux: boots, takes what is typed, works for minutes, asks for leave now and then.
import { draw } from "../../cli/demo/agent/scene.ts";
import type { Mode } from "../../cli/demo/agent/scene.ts";
import type { FakePane, FakeTmux } from "../../test/fakes/fake-tmux.ts";
import type { VirtualClock } from "./virtual-clock.ts";

const SIZE = { cols: 100, rows: 30 };
const MINUTE = 60_000;
// oxlint-disable-next-line no-control-regex -- the brackets of a paste
const PASTE = /^\u001b\[200~([\s\S]*)\u001b\[201~$/;

/** Opens it; `random` from 0 to 1. */
export function openAgent(tmux: FakeTmux, session: string, clock: VirtualClock, random: () => number): FakePane {
  let mode: Mode = { kind: "ready" };
  let composer = "";
  let transcript: readonly string[] = [];
  const pane = tmux.open(session, (bytes) => typed(bytes), SIZE);

  const show = () => {
    const scene = { name: session, mode, transcript, composer, pastedLines: 0, now: clock.now() };
    const picture = draw(scene, SIZE.cols, SIZE.rows);
    pane.show(picture.rows, picture.cursor);
  };
  const becomes = (next: Mode) => {
    mode = next;
    show();
  };
  const say = (count: number) => {
    transcript = [...transcript, ...Array.from({ length: count }, () => sentence(random))].slice(-SIZE.rows);
  };
  const typed = (bytes: string) => {
    const pasted = PASTE.exec(bytes)?.[1];
    if (pasted !== undefined) composer += pasted;
    else if (bytes === "\r" && mode.kind === "ready" && composer !== "") return begin();
    show();
  };
  const begin = () => {
    transcript = [...transcript, `> ${composer.split("\n")[0] ?? ""}`];
    composer = "";
    const until = clock.now() + (5 + random() * 25) * MINUTE;
    becomes({ kind: "working", since: clock.now(), until });
    clock.after(MINUTE, work(until));
  };
  const work = (until: number) => () => {
    say(4);
    if (clock.now() >= until) return becomes({ kind: "ready" });
    if (random() < 0.1) {
      becomes({ kind: "asking", question: "Run this command?", left: until - clock.now() });
      return void clock.after((0.5 + random()) * MINUTE, work(until));
    }
    becomes({ kind: "working", since: until - 30 * MINUTE, until });
    clock.after((1 + random() * 4) * MINUTE, work(until));
  };

  pane.set({ bracketed: true });
  show();
  return pane;
}

/** About 90 characters that no two screens share. */
const sentence = (random: () => number): string =>
  `• ${Array.from({ length: 11 }, () => Math.floor(random() * 1e9).toString(36)).join(" ")}`;
