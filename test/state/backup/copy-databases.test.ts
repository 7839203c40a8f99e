import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { backUp } from "../../../cli/compose/backup.ts";
import { openStores } from "../../../cli/compose/stores.ts";
import type { Stores } from "../../../cli/compose/stores.ts";
import { claimId, sessionName } from "../../../machines/ids.ts";
import { temporaryDirectory } from "../temporary.ts";

const red = sessionName("red");

async function stores(dataDir: string): Promise<Stores> {
  const opened = await openStores(dataDir);
  if (opened.kind === "refused") throw new Error(opened.why);
  onTestFinished(() => opened.stores.close());
  return opened.stores;
}

function unpacked(file: string): string {
  const folder = temporaryDirectory();
  execFileSync("tar", ["-xf", file, "-C", folder]);
  return folder;
}

it("is one file of the owner's; what it holds opens again with all that was there", async () => {
  const home = temporaryDirectory();
  const { backlog, ledger } = await stores(join(home, "data"));
  const task = await backlog.add({ content: "Mend the fence" }, 1_000);
  ledger.note(red, "start", { n: 1 }, 2_000);
  const file = join(home, "backup.tar");
  const before = readdirSync(join(home, "data")).toSorted();
  expect(await backUp(join(home, "data"), file)).toMatchObject({ kind: "written", bytes: statSync(file).size });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(home).toSorted()).toEqual(["backup.tar", "data"]);
  expect(readdirSync(join(home, "data")).toSorted()).toEqual(before);
  const again = await stores(unpacked(file));
  expect(await again.backlog.get(task.id)).toEqual(task);
  expect(again.ledger.journal({ limit: 9, end: "oldest" })).toEqual(ledger.journal({ limit: 9, end: "oldest" }));
});

it("taken while others write is of one instant: no claim in the one that the other does not know", async () => {
  const home = temporaryDirectory();
  const { backlog, ledger } = await stores(join(home, "data"));
  let writing = true;
  let written = 0;
  /** As the daemon does: the ledger knows of a claim before the backlog is asked. */
  const work = (async () => {
    for (; writing; written += 1) {
      const claim = claimId(`c-${written}`);
      ledger.note(red, "ask", { claim }, written);
      await backlog.add({ content: `x ${"long ".repeat(100)}` }, written);
      await backlog.claim({ claim, session: red, projects: [], at: written });
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  const file = join(home, "backup.tar");
  for (let n = 0; n < 3; n += 1) {
    const done = await backUp(join(home, "data"), `${file}${n}`);
    expect(done.kind).toBe("written");
  }
  writing = false;
  await work;
  expect(written).toBeGreaterThan(3);
  for (let n = 0; n < 3; n += 1) {
    const folder = unpacked(`${file}${n}`);
    const known = new Database(join(folder, "state.db")).prepare("SELECT count(*) FROM journal").pluck().get();
    const claimed = new Database(join(folder, "goals.db"))
      .prepare("SELECT count(*) FROM tasks WHERE claim IS NOT NULL")
      .pluck()
      .get();
    expect([Number(known) - 1, known]).toContain(claimed);
  }
});

describe("is refused with one line, and nothing is left", () => {
  const refusal = async (dataDir: string, file: string) => {
    const done = await backUp(dataDir, file);
    return done.kind === "refused" ? done.why : "it was written";
  };

  it("onto a file that is there", async () => {
    const home = temporaryDirectory();
    writeFileSync(join(home, "mine"), "mine");
    expect(await refusal(home, join(home, "mine"))).toBe(
      `${join(home, "mine")} is there already and was left as it is`,
    );
    expect(readFileSync(join(home, "mine"), "utf8")).toBe("mine");
  });

  it("of a directory without databases, which stays without", async () => {
    const home = temporaryDirectory();
    mkdirSync(join(home, "data"));
    expect(await refusal(join(home, "data"), join(home, "b.tar"))).toContain("there is no goals.db");
    expect([readdirSync(home), readdirSync(join(home, "data"))]).toEqual([["data"], []]);
  });

  it("of a damaged database", async () => {
    const home = temporaryDirectory();
    const opened = await openStores(join(home, "data"));
    if (opened.kind === "open") opened.stores.close();
    const path = join(home, "data", "state.db");
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xab, 4_096, 12_288));
    expect(await refusal(join(home, "data"), join(home, "b.tar"))).toMatch(/is damaged|malformed/);
    expect(readdirSync(home)).toEqual(["data"]);
  });

  it("into a folder that is not there", async () => {
    const home = temporaryDirectory();
    expect(await refusal(home, join(home, "no", "b.tar"))).toContain("cannot be written");
  });
});
