import { chmodSync, chownSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { socketPlace } from "../../cli/compose/files.ts";
import { makePrivate, secretIn } from "../../cli/compose/private.ts";
import { openStores } from "../../cli/compose/stores.ts";
import { temporaryDirectory } from "../state/temporary.ts";

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const isRoot = process.getuid?.() === 0;

describe("a data directory", () => {
  it("is made for the owner alone, its databases too, whatever the umask", async () => {
    const path = join(temporaryDirectory(), "a", "b");
    const before = process.umask(0);
    const opened = await openStores(path).finally(() => process.umask(before));
    if (opened.kind === "open") opened.stores.close();
    expect([modeOf(path), modeOf(join(path, "state.db")), modeOf(join(path, "goals.db"))]).toEqual([
      "700",
      "600",
      "600",
    ]);
  });

  it.each([[[]], [["goals.db", "notes.txt"]]])("that was there with %j in it is closed to others", async (files) => {
    const path = temporaryDirectory();
    for (const file of files) writeFileSync(join(path, file), "");
    chmodSync(path, 0o755);
    expect(await makePrivate(path, ["goals.db"])).toBeUndefined();
    expect(modeOf(path)).toBe("700");
  });

  it("that others share and that holds nothing of drover's is left as it is", async () => {
    const path = temporaryDirectory();
    writeFileSync(join(path, "thesis.tex"), "");
    chmodSync(path, 0o755);
    expect(await openStores(path)).toEqual({
      kind: "refused",
      why: `the data directory ${path} cannot be used: ${path} is open to others and holds files that are not drover's. Choose another with --data-dir.`,
    });
    expect(modeOf(path)).toBe("755");
  });

  it.runIf(isRoot)("of another user is refused", async () => {
    const path = join(temporaryDirectory(), "theirs");
    mkdirSync(path, { mode: 0o777 });
    chownSync(path, 65_534, 65_534);
    expect(await makePrivate(path, [])).toBe(`${path} belongs to another user`);
  });
});

describe("the token", () => {
  it("is made for the owner alone, long and random, and is the same at the next start", async () => {
    const path = join(temporaryDirectory(), "token");
    const before = process.umask(0);
    const made = await secretIn(path).finally(() => process.umask(before));
    expect(made).toMatch(/^[\w-]{32}$/);
    expect(modeOf(path)).toBe("600");
    expect(await secretIn(path)).toBe(made);
    expect(await secretIn(join(temporaryDirectory(), "token"))).not.toBe(made);
  });

  it.each([
    ["that others could read", (path: string) => writeFileSync(path, "known-to-all", { mode: 0o644 })],
    ["that is empty: a start was cut off", (path: string) => writeFileSync(path, "\n", { mode: 0o600 })],
    [
      "that is a link to elsewhere",
      (path: string) => {
        writeFileSync(`${path}.real`, "planted", { mode: 0o600 });
        symlinkSync(`${path}.real`, path);
      },
    ],
  ])("%s is made anew", async (_, plant) => {
    const path = join(temporaryDirectory(), "token");
    plant(path);
    const made = await secretIn(path);
    expect(made).toMatch(/^[\w-]{32}$/);
    expect([readFileSync(path, "utf8"), modeOf(path)]).toEqual([made, "600"]);
  });
});

describe("the socket of a data directory with a long path", () => {
  const long = (folder: string) => join(folder, "x".repeat(100));

  it("lies in a folder of the owner's alone", async () => {
    const runtime = temporaryDirectory();
    const place = await socketPlace(long(runtime), "abc", { XDG_RUNTIME_DIR: runtime });
    const folder = join(runtime, `drover-${process.getuid?.()}-abc`);
    expect(place).toEqual({ kind: "place", path: join(folder, "drover.sock") });
    expect(modeOf(folder)).toBe("700");
  });

  it.runIf(isRoot)("is refused where another user made that folder first", async () => {
    const runtime = temporaryDirectory();
    const folder = join(runtime, `drover-${process.getuid?.()}-abc`);
    mkdirSync(folder, { mode: 0o777 });
    chownSync(folder, 65_534, 65_534);
    const place = await socketPlace(long(runtime), "abc", { XDG_RUNTIME_DIR: runtime });
    expect(place).toMatchObject({ kind: "refused", why: expect.stringContaining("belongs to another user") });
  });
});
