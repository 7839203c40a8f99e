import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { lockDataDirectory } from "../../../state/lock/lock-data-directory.ts";
import { run } from "../programs/run.ts";
import { temporaryDirectory } from "../temporary.ts";

it("one holds the directory, until it lets go", () => {
  const directory = temporaryDirectory();
  const first = lockDataDirectory(directory);
  if (first.kind !== "locked") throw new Error(first.kind);
  expect(lockDataDirectory(directory)).toEqual({ kind: "held" });
  expect(statSync(join(directory, "lock.db")).mode & 0o777).toBe(0o600);
  first.release();
  const second = lockDataDirectory(directory);
  if (second.kind !== "locked") throw new Error(second.kind);
  second.release();
});

it("a frozen process keeps it; a killed one has lost it", async () => {
  const directory = temporaryDirectory();
  const holder = run("hold-lock.ts", directory);
  expect(await holder.line()).toBe("locked");
  expect(lockDataDirectory(directory)).toEqual({ kind: "held" });

  holder.child.kill("SIGSTOP");
  expect(lockDataDirectory(directory)).toEqual({ kind: "held" });

  holder.child.kill("SIGKILL");
  await once(holder.child, "exit");
  const mine = lockDataDirectory(directory);
  if (mine.kind !== "locked") throw new Error(mine.kind);

  // Nor does a refused try of the same process loosen it for others.
  expect(lockDataDirectory(directory)).toEqual({ kind: "held" });
  const late = run("hold-lock.ts", directory);
  expect(await late.line()).toBe("held");
  mine.release();
});

it("a directory that is not there is refused with one line", () => {
  const path = join(temporaryDirectory(), "nowhere");
  expect(lockDataDirectory(path)).toEqual({
    kind: "refused",
    why: `${join(path, "lock.db")} cannot be opened: its directory does not exist. Create it, or choose another data directory.`,
  });
});
