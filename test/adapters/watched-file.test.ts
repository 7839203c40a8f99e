import { mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../adapters/clock.ts";
import { watchFile } from "../../adapters/watched-file.ts";
import { waitFor } from "../support/wait.ts";

/** A file that is watched; `told` counts the calls. */
function watched(path?: string) {
  const folder = mkdtempSync(join(tmpdir(), "drover-watch-"));
  const file = path ?? join(folder, "drover.toml");
  writeFileSync(join(folder, "drover.toml"), "first");
  let told = 0;
  const stop = watchFile(file, systemClock(), () => (told += 1));
  onTestFinished(() => {
    stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, file, told: () => told, stop };
}
const toldTimes = (told: () => number, times: number) => waitFor(`told ${times} times`, () => told() >= times, 10_000);

it("written, and replaced as editors do", async () => {
  const { folder, file, told } = watched();
  writeFileSync(file, "second");
  await toldTimes(told, 1);
  writeFileSync(join(folder, ".new"), "third!");
  renameSync(join(folder, ".new"), file);
  await toldTimes(told, 2);
});

it("away for a moment is no change; back with another text is one", async () => {
  const { file, told } = watched();
  rmSync(file);
  writeFileSync(file, "came back");
  await toldTimes(told, 1);
  expect(told()).toBe(1);
});

it("through a link: what counts is what the path leads to", async () => {
  const { folder } = watched();
  const link = join(mkdtempSync(join(tmpdir(), "drover-link-")), "drover.toml");
  symlinkSync(join(folder, "drover.toml"), link);
  let told = 0;
  const stop = watchFile(link, systemClock(), () => (told += 1));
  onTestFinished(stop);
  writeFileSync(join(folder, "drover.toml"), "far end");
  await toldTimes(() => told, 1);
});

it("other files of the folder, and the end, are not told", async () => {
  const { folder, file, told, stop } = watched();
  writeFileSync(join(folder, "other"), "x");
  writeFileSync(file, "second");
  await toldTimes(told, 1);
  stop();
  writeFileSync(file, "third");
  utimesSync(file, 1, 1);
  const { file: another, told: toldToo } = watched();
  writeFileSync(another, "seen");
  await toldTimes(toldToo, 1);
  expect(told()).toBe(1);
});
