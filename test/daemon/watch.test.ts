import { beforeEach, describe, expect, it } from "vitest";
import { SILENT } from "../../agents/channels/word.ts";
import { PROFILES } from "../../agents/profiles.ts";
import type { Hearing } from "../../daemon/channels/channels.ts";
import type { Processes, TmuxServer } from "../../daemon/ports.ts";
import { makeBindings } from "../../daemon/watch/bindings.ts";
import { makeLimits } from "../../daemon/watch/limits.ts";
import { makeWatch } from "../../daemon/watch/watch.ts";
import { sessionName } from "../../machines/ids.ts";
import { fakeTmux } from "../fakes/fake-tmux.ts";
import { manualClock } from "../support/manual-clock.ts";

/** Nobody says anything. */
const DEAF: Hearing = {
  gone: () => {},
  looked: () => {},
  isUnseen: () => false,
  said: () => SILENT,
  refresh: async () => {},
  overrule: () => {},
  settled: async () => {},
};

const READY = ["› ", "", "  gpt-5 · ~/app"];

describe("W5: an agent's first rest is watched closely", () => {
  let world: ReturnType<typeof watched>;
  beforeEach(async () => {
    world = watched();
    await world.rest();
  });

  it("for five seconds after it was first seen", async () => {
    expect(world.state()).toBe("idle");
    expect(world.watch.unsettled()).toBe(true);
    await world.pass(5_000);
    expect(world.watch.unsettled()).toBe(false);
  });

  it("and not again after a turn, but again when another agent is in front", async () => {
    await world.pass(5_000);
    world.pane.show(["• Working (3s • esc to interrupt)", ...READY]);
    await world.pass(2_000);
    expect(world.state()).toBe("busy");
    await world.rest();
    expect([world.state(), world.watch.unsettled()]).toEqual(["idle", false]);
    world.restart();
    await world.rest();
    expect([world.state(), world.watch.unsettled()]).toEqual(["idle", true]);
  });
});

describe("W7: a pane that moved and could not be looked at", () => {
  it("is looked at next time, though it moved no more, and is open until then", async () => {
    const world = watched();
    await world.rest();
    world.pane.show(["• Working (3s • esc to interrupt)", ...READY]);
    world.blind(true);
    await world.pass(2_000);
    expect([world.state(), world.isOpen()]).toEqual(["idle", true]);
    world.blind(false);
    await world.pass(500);
    expect([world.state(), world.isOpen()]).toEqual(["busy", false]);
  });
});

/** One Codex on a tmux in memory, looked at four times a second. */
function watched() {
  const clock = manualClock(0);
  const tmux = fakeTmux(clock, async () => "");
  const pane = tmux.open("red", () => {});
  let pid = 200;
  const processes: Processes = {
    below: async () => [{ pid, start: `${pid}`, args: "codex", foreground: true, parent: pane.identity().panePid }],
    identify: async (asked) => ({ pid: asked, start: `${asked}` }),
    isAlive: (asked) => asked === pid,
    above: async () => [],
  };
  const session = { name: sessionName("red"), tmux: "red", socket: "", agent: "codex", projects: [] };
  let isBlind = false;
  const look: TmuxServer["look"] = async (panes) => (isBlind ? new Map() : tmux.server.look(panes));
  const watch = makeWatch({
    server: { ...tmux.server, look },
    sessions: [session],
    bindings: makeBindings(),
    clock,
    hearing: DEAF,
    processes,
    profiles: PROFILES,
    utcOffsetMinutes: () => 0,
    limits: makeLimits(),
    workerOf: () => undefined,
    tell: async () => {},
  });
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 250) {
      clock.advance(250);
      await watch.round(false);
    }
  };
  return {
    watch,
    pane,
    pass,
    state: () => watch.latest(session.name)?.verdict,
    isOpen: () => watch.isOpen(session.name),
    /** Tmux answers a sweep, but no look. */
    blind: (is: boolean) => void (isBlind = is),
    restart: () => void (pid += 1),
    rest: async () => {
      pane.show(READY, { x: 2, y: 0 });
      await pass(2_000);
    },
  };
}
