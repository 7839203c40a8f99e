import { expect, it } from "vitest";
import { makeAlarms } from "../../daemon/alarms.ts";
import { sessionName } from "../../machines/ids.ts";
import { manualClock } from "../support/manual-clock.ts";

const red = sessionName("red");
const start = () => {
  const clock = manualClock(1_000_000);
  const rung: (readonly [string, number])[] = [];
  const rows = [{ session: red, id: "old", due: 999_000, event: "old" }];
  const alarms = makeAlarms(rows, clock, ({ id }) => void rung.push([id, clock.now() - 1_000_000]));
  alarms.begin();
  return { clock, rung, alarms };
};

it("nothing rings before it has begun, what was set meanwhile neither", () => {
  const clock = manualClock(1_000_000);
  const rung: string[] = [];
  const alarms = makeAlarms([{ session: red, id: "old", due: 999_000, event: "old" }], clock, ({ id }) => {
    rung.push(id);
  });
  alarms.apply(red, [{ kind: "set", id: "new", due: 1_000_001, event: "new" }]);
  clock.advance(1_000);
  expect(rung).toEqual([]);
  alarms.begin();
  clock.advance(0);
  expect(rung).toEqual(["old", "new"]);
});

it("nothing rings after it has stopped, what the last commits set neither", () => {
  const { clock, rung, alarms } = start();
  alarms.stop();
  alarms.apply(red, [{ kind: "set", id: "last", due: 1_000_001, event: "last" }]);
  clock.advance(60_000);
  expect(rung).toEqual([]);
});

it("a timer that came due while nothing ran rings at once", () => {
  const { clock, rung } = start();
  clock.advance(0);
  expect(rung).toEqual([["old", 0]]);
});

it("rings in order of due time, each once; a cancelled one never", () => {
  const { clock, rung, alarms } = start();
  alarms.apply(red, [
    { kind: "set", id: "late", due: 1_200_000, event: "late" },
    { kind: "set", id: "soon", due: 1_005_000, event: "soon" },
    { kind: "set", id: "off", due: 1_006_000, event: "off" },
    { kind: "cancel", id: "old" },
  ]);
  alarms.apply(red, [{ kind: "cancel", id: "off" }]);
  clock.advance(300_000);
  expect(rung).toEqual([
    ["soon", 5_000],
    ["late", 200_000],
  ]);
});

it("a timer set again replaces the one before", () => {
  const { clock, rung, alarms } = start();
  alarms.apply(red, [
    { kind: "cancel", id: "old" },
    { kind: "set", id: "x", due: 1_010_000, event: "x" },
  ]);
  alarms.apply(red, [{ kind: "set", id: "x", due: 1_020_000, event: "x" }]);
  clock.advance(60_000);
  expect(rung).toEqual([["x", 20_000]]);
});
