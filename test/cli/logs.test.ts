import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { logFile, tendLogs } from "../../cli/compose/logs.ts";
import { manualClock } from "../support/manual-clock.ts";
import { temporaryDirectory } from "../state/temporary.ts";

const DAY = 86_400_000;
const files = (data: string) => readdirSync(join(data, "logs")).toSorted();
const read = (data: string, name: string) => readFileSync(join(data, "logs", name), "utf8");

it("a log never holds more than its bytes, five files in all, the newest lines in the log itself", () => {
  const data = temporaryDirectory();
  const log = logFile(data, "work.log", { size: 100, age: DAY });
  for (let n = 0; n < 100; n += 1) log(`line ${n} ${"x".repeat(30)}`);
  expect(files(data)).toEqual(["work.log", "work.log.1", "work.log.2", "work.log.3", "work.log.4"]);
  for (const name of files(data)) expect(statSync(join(data, "logs", name)).size).toBeLessThanOrEqual(100);
  expect(read(data, "work.log").split(" ")[1]).toBe("98");
  expect(read(data, "work.log.1").split(" ")[1]).toBe("96");
  expect(statSync(join(data, "logs", "work.log")).mode & 0o777).toBe(0o600);
});

it("a line longer than the bound is written all the same, in a file of its own", () => {
  const data = temporaryDirectory();
  const log = logFile(data, "work.log", { size: 10, age: DAY });
  log("much longer than ten");
  log("short");
  expect([read(data, "work.log.1"), read(data, "work.log")]).toEqual(["much longer than ten\n", "short\n"]);
});

it("a log is begun anew within its age, and what was left behind goes when it is old", () => {
  const data = temporaryDirectory();
  const start = Date.now();
  let now = start;
  const log = logFile(data, "work.log", { size: 10_000, age: 8 * DAY }, () => now);
  log("first");
  now = start + 3 * DAY;
  log("second");
  expect([read(data, "work.log.1"), read(data, "work.log")]).toEqual(["first\n", "second\n"]);
  const clock = manualClock(start + 9 * DAY);
  const stop = tendLogs(data, { size: 10_000, age: 8 * DAY }, clock);
  utimesSync(join(data, "logs", "work.log.1"), start / 1_000, start / 1_000);
  clock.advance(60_000);
  stop();
  expect(files(data)).toEqual(["work.log"]);
});

const TEND = `
import { tendLogs } from ${JSON.stringify(new URL("../../cli/compose/logs.ts", import.meta.url).href)};
console.log("before ".repeat(20));
tendLogs(process.argv[1], { size: 100, age: 1e9 }, { now: () => Date.now(), after: (_, look) => (setTimeout(look, 20), () => {}) });
setTimeout(() => { console.log("after"); process.exit(); }, 200);`;

it("monitor.log, which is the daemon's own output, is copied and emptied, and written on", async () => {
  const data = temporaryDirectory();
  mkdirSync(join(data, "logs"));
  const output = openSync(join(data, "logs", "monitor.log"), "a");
  const child = spawn(process.execPath, ["--input-type=module", "-e", TEND, data], {
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  await once(child, "exit");
  expect(files(data)).toEqual(["monitor.log", "monitor.log.1"]);
  expect(read(data, "monitor.log.1")).toContain("before before");
  expect(read(data, "monitor.log")).toBe("after\n");
});

it("a monitor.log that is not this daemon's output is left alone", () => {
  const data = temporaryDirectory();
  mkdirSync(join(data, "logs"));
  writeFileSync(join(data, "logs", "monitor.log"), "x".repeat(1_000));
  const clock = manualClock();
  tendLogs(data, { size: 100, age: DAY }, clock);
  clock.advance(60_000);
  expect(files(data)).toEqual(["monitor.log"]);
});
