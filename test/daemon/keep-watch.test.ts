import { expect, it } from "vitest";
import type { TmuxServer } from "../../daemon/ports.ts";
import { makeLife } from "../../daemon/life.ts";
import { keepWatch } from "../../daemon/watch/keep-watch.ts";
import type { Watch } from "../../daemon/watch/watch.ts";
import { sessionName } from "../../machines/ids.ts";
import { fakeTmux } from "../fakes/fake-tmux.ts";
import { manualClock } from "../support/manual-clock.ts";

const red = sessionName("red");

it("a look that had begun before somebody asked for one does not count", async () => {
  const { kept, rounds, isSeen } = watched();
  await settled();
  const seen = isSeen(kept.seen(red));
  await rounds.end(true);
  expect(seen.yet).toBe(false);
  await rounds.end(true);
  expect(seen.yet).toBe(true);
});

it("a round that tmux did not answer does not count, however many there are", async () => {
  const { kept, rounds, isSeen } = watched();
  const seen = isSeen(kept.seen(red));
  for (let round = 0; round < 100; round += 1) await rounds.end(false);
  expect(seen.yet).toBe(false);
  await rounds.end(true);
  expect(seen.yet).toBe(true);
});

it("what is still open is waited for, but not for good", async () => {
  const { kept, rounds, isSeen, open } = watched();
  open.add(red);
  const first = isSeen(kept.seen(red));
  await rounds.end(true);
  for (let round = 0; round < 39; round += 1) await rounds.end(true);
  expect(first.yet).toBe(false);
  open.clear();
  await rounds.end(true);
  expect(first.yet).toBe(true);
  open.add(red);
  const second = isSeen(kept.seen(red));
  for (let round = 0; round < 44; round += 1) await rounds.end(true);
  expect(second.yet).toBe(true);
});

it("the round begins at once, and the next ones soon", async () => {
  const { kept, rounds, clock } = watched();
  await rounds.end(true);
  expect(rounds.begun()).toBe(1);
  void kept.seen(red);
  await settled();
  expect(rounds.begun()).toBe(2);
  await rounds.end(false, 0);
  clock.advance(250);
  await settled();
  expect(rounds.begun()).toBe(3);
});

/** A watch whose rounds end when the test says so, and how. */
function watched() {
  const clock = manualClock(0);
  const open = new Set<string>();
  let begun = 0;
  let answer: (answered: boolean) => void = () => {};
  const watch: Watch = {
    round: () => {
      begun += 1;
      return new Promise((resolve) => (answer = resolve));
    },
    unsettled: () => false,
    isOpen: (session) => open.has(session),
    lookAt: async () => {},
    latest: () => undefined,
  };
  const server: TmuxServer = fakeTmux(clock, async () => "").server;
  const kept = keepWatch(watch, server, {
    clock,
    life: makeLife(clock),
    onBug: (error) => {
      throw error;
    },
  });
  return {
    kept,
    clock,
    open,
    rounds: {
      begun: () => begun,
      /** Ends the round under way, and lets the next one begin. */
      end: async (answered: boolean, after = 250) => {
        await settled();
        answer(answered);
        await settled();
        clock.advance(after);
        await settled();
      },
    },
    isSeen: (promise: Promise<void>) => {
      const seen = { yet: false };
      void promise.then(() => (seen.yet = true));
      return seen;
    },
  };
}

/** What is ready to go on has gone on. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
