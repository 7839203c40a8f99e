import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { openStores } from "../../cli/compose/stores.ts";
import { lockDataDirectory } from "../../state/lock/lock-data-directory.ts";
import { temporaryDirectory } from "../state/temporary.ts";
import { run } from "./beside-daemon.ts";

/** Sessions of a tmux server that nobody started. */
const CONFIG = `[[sessions]]\nname = "red"\nsocket = "drover-test-nobody-${process.pid}"\n`;

async function ask(dataDir: string, args: readonly string[], config = CONFIG) {
  const home = temporaryDirectory();
  writeFileSync(join(home, "drover.toml"), config);
  return run(["doctor", "--data-dir", dataDir, ...args], {
    cwd: home,
    env: { HOME: home, PATH: process.env["PATH"] ?? "" },
  });
}

const stateOf = (out: string, what: string): string =>
  out
    .split("\n")
    .map((line) => line.split(/ {2,}/))
    .find(([, named]) => named === what)?.[0] ?? "not named";

/** A data directory as a daemon leaves it. */
async function used(): Promise<string> {
  const dataDir = join(temporaryDirectory(), "data");
  const opened = await openStores(dataDir);
  if (opened.kind === "open") opened.stores.close();
  return dataDir;
}

describe("doctor", () => {
  it("finds nothing wrong where nothing is, and makes nothing", async () => {
    const dataDir = join(temporaryDirectory(), "none");
    const { code, out } = await ask(dataDir, []);
    expect([code, stateOf(out, "tmux"), stateOf(out, "data"), stateOf(out, "daemon")]).toEqual([0, "ok", "ok", "ok"]);
    expect(statSync(dataDir, { throwIfNoEntry: false })).toBeUndefined();
  });

  it("names a session without a pane", async () => {
    const { out } = await ask(await used(), []);
    expect(stateOf(out, "session red")).toBe("note");
    expect([stateOf(out, "goals.db"), stateOf(out, "state.db"), stateOf(out, "disk")]).toEqual(["ok", "ok", "ok"]);
  });

  it.each([
    ["that is no database", (path: string) => writeFileSync(path, "no database at all, but long enough to be read")],
    [
      "of a newer drover",
      (path: string) => new Database(path).exec("INSERT INTO migrations VALUES (99, 'later', '')").close(),
    ],
  ])("a file %s is trouble, and stays as it was", async (_, spoil) => {
    const dataDir = await used();
    const path = join(dataDir, "state.db");
    spoil(path);
    const before = readFileSync(path);
    const { code, out } = await ask(dataDir, []);
    expect([code, stateOf(out, "state.db")]).toEqual([1, "TROUBLE"]);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("says what is wrong with the config, as check does", async () => {
    const { code, out } = await ask(await used(), [], "[monitor]\nidle_threshold = true\n");
    expect(code).toBe(1);
    expect(out).toMatch(/TROUBLE +config +\S*drover\.toml: monitor\.idle_threshold/);
  });

  it("a directory that others may read is said, and not changed", async () => {
    const dataDir = await used();
    chmodSync(dataDir, 0o755);
    expect(stateOf((await ask(dataDir, [])).out, "data")).toBe("note");
    expect(statSync(dataDir).mode & 0o777).toBe(0o755);
  });

  it("as JSON: what, state, says", async () => {
    const found: unknown = JSON.parse((await ask(await used(), ["--json"])).out);
    expect(found).toContainEqual({ what: "daemon", state: "fine", says: "does not run" });
  });
});

describe("doctor --compact", () => {
  /** A table that was full and is empty. */
  const swell = (path: string) => {
    const db = new Database(path);
    db.exec("CREATE TABLE swollen (x)");
    db.prepare("INSERT INTO swollen VALUES (zeroblob(?))").run(4 * 1024 * 1024);
    db.exec("DELETE FROM swollen");
    db.close();
  };

  it("gives back what nothing uses, and all else is there", async () => {
    const dataDir = await used();
    swell(join(dataDir, "state.db"));
    const before = statSync(join(dataDir, "state.db")).size;
    const { code, out } = await ask(dataDir, ["--compact"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^goals\.db: .*\nstate\.db: 4\.\d MiB before, 0\.\d MiB now\n$/);
    expect(statSync(join(dataDir, "state.db")).size).toBeLessThan(before / 4);
    expect((await openStores(dataDir)).kind).toBe("open");
  });

  it("not beside a daemon", async () => {
    const dataDir = await used();
    const lock = lockDataDirectory(dataDir);
    const { code, err } = await ask(dataDir, ["--compact"]);
    expect([code, err]).toEqual([2, `drover: a daemon runs on ${dataDir}; first: drover down\n`]);
    if (lock.kind === "locked") lock.release();
  });

  it("of nothing", async () => {
    const dataDir = temporaryDirectory();
    mkdirSync(join(dataDir, "x"));
    expect((await ask(dataDir, ["--compact"])).err).toContain("nothing is kept in");
  });
});
