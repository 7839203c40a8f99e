import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { dataDirOf, loadConfig } from "../../cli/places.ts";

const io = (env: Readonly<Record<string, string>>, cwd = "/work/here") => ({
  out: () => {},
  err: () => {},
  stdin: async () => "",
  env,
  cwd,
  columns: undefined,
  isUnread: () => false,
});

describe("the data directory", () => {
  it.each([
    [{ HOME: "/home/ann" }, undefined, "/home/ann/.local/state/drover"],
    [{ HOME: "/home/ann", XDG_STATE_HOME: "/state" }, undefined, "/state/drover"],
    [{ HOME: "/home/ann", XDG_STATE_HOME: "" }, undefined, "/home/ann/.local/state/drover"],
    [{ HOME: "/home/ann", XDG_STATE_HOME: "relative" }, undefined, "/home/ann/.local/state/drover"],
    [{ XDG_STATE_HOME: "/state", DROVER_DATA_DIR: "/mine" }, undefined, "/mine"],
    [{ XDG_STATE_HOME: "/state", DROVER_DATA_DIR: "mine" }, undefined, "/work/here/mine"],
    [{ XDG_STATE_HOME: "/state", DROVER_DATA_DIR: "" }, undefined, "/state/drover"],
    [{ DROVER_DATA_DIR: "/mine" }, "/said", "/said"],
    [{ DROVER_DATA_DIR: "/mine" }, "said", "/work/here/said"],
  ])("%j and --data-dir %j: %j", (env, dataDir, expected) => {
    expect(dataDirOf(dataDir === undefined ? {} : { dataDir }, io(env))).toBe(expected);
  });
});

describe("the config", () => {
  const home = mkdtempSync(join(tmpdir(), "drover-places-"));
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  const put = (...path: readonly string[]): string => {
    const file = join(home, ...path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, "");
    return file;
  };
  const fileFor = async (env: Readonly<Record<string, string>>, cwd: string, config?: string) => {
    const loaded = await loadConfig(config === undefined ? {} : { config }, io(env, cwd));
    return loaded.kind === "ok" ? loaded.file : loaded.errors;
  };

  it("is the one said, the one here, the one above, the user's own, none", async () => {
    const own = put("config", "drover", "config.toml");
    const above = put("project", "drover.toml");
    const here = put("project", "inner", "drover.toml");
    const said = put("other.toml");
    mkdirSync(join(home, "project", "empty", "deep"), { recursive: true });
    const env = { XDG_CONFIG_HOME: join(home, "config"), HOME: home };
    expect(await fileFor(env, join(home, "project", "inner"), said)).toBe(said);
    expect(await fileFor(env, home, "other.toml")).toBe(said);
    expect(await fileFor(env, join(home, "project", "inner"))).toBe(here);
    expect(await fileFor(env, join(home, "project", "empty", "deep"))).toBe(above);
    expect(await fileFor(env, home)).toBe(own);
    expect(await fileFor({ HOME: join(home, "project") }, home)).toBeUndefined();
  });

  it.runIf(process.getuid?.() === 0)("that another user laid in the way is not read unless it is named", async () => {
    const planted = put("shared", "drover.toml");
    mkdirSync(join(home, "shared", "mine"));
    chownSync(planted, 65_534, 65_534);
    expect(await fileFor({}, join(home, "shared", "mine"))).toEqual([
      `${planted} belongs to another user and was not read; if you mean it, name it with --config`,
    ]);
    expect(await fileFor({}, join(home, "shared", "mine"), planted)).toBe(planted);
  });

  it("that is said and not there is a mistake", async () => {
    expect(await fileFor({}, home, "none.toml")).toEqual([
      `${join(home, "none.toml")} cannot be read; check the path given with --config`,
    ]);
  });
});
