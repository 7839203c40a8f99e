import { beforeEach, describe, expect, it } from "vitest";
import { SILENT } from "../../agents/channels/word.ts";
import { PROFILES } from "../../agents/profiles.ts";
import type { Hearing } from "../../daemon/channels/channels.ts";
import type { Processes } from "../../daemon/ports.ts";
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
  const watch = makeWatch({
    server: tmux.server,
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
    restart: () => void (pid += 1),
    rest: async () => {
      pane.show(READY, { x: 2, y: 0 });
      await pass(2_000);
    },
  };
}
