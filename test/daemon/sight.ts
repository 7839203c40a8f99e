import type { Judgement } from "../../machines/evidence.ts";
import type { Frame, PaneFacts } from "../../machines/frame.ts";
import { paneId } from "../../machines/ids.ts";
import type { Sight } from "../../daemon/delivery/sight.ts";

export const NOW = 1_700_000_100_000;
export const AGENT = { pid: 42, start: "t42" };

interface Change {
  readonly facts?: Partial<PaneFacts>;
  readonly judgement?: Partial<Judgement>;
  readonly frame?: Partial<Frame>;
  readonly noAgent?: true;
}

/** A pane that may be typed into, but for what is changed. */
export function sight({ facts, judgement, frame, noAgent }: Change = {}): Sight {
  return {
    look: {
      frame: {
        at: NOW,
        rows: [],
        size: { cols: 80, rows: 24 },
        cursor: { x: 2, y: 20, visible: true },
        alternate: false,
        title: "",
        command: "node",
        ...frame,
      },
      facts: {
        identity: { server: { pid: 1, start: 2 }, pane: paneId("%3"), panePid: 4 },
        dead: false,
        inMode: false,
        inputOff: false,
        synchronized: false,
        mark: "",
        activity: NOW / 1000 - 60,
        ...facts,
      },
    },
    judgement: {
      verdict: "idle",
      flags: [],
      because: "demo/composer-empty",
      source: "screen",
      agent: "demo",
      composer: { text: "", row: 20 },
      ...judgement,
    },
    ...(noAgent ? {} : { agent: AGENT }),
  };
}
