import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, afterEach, expect, test } from "vitest";
import { fileSpool } from "../../adapters/spool.ts";
import { claimId } from "../../machines/ids.ts";
import { written } from "../support/written.ts";

let home = "";
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), "spool-"))));
afterEach(() => rmSync(home, { recursive: true }));

const claim = claimId("c1");

test("a text comes back as it was given, and goes", async () => {
  const spool = fileSpool(join(home, "spool"));
  const text = "one\n\ttwo; $HOME ~ #{pid} 😀\n";
  const path = await spool.write(claim, "an older text");
  expect(await spool.write(claim, text)).toEqual(path);
  expect(await spool.read(claim)).toBe(text);
  expect(readdirSync(join(home, "spool"))).toEqual(["c1"]);
  await spool.remove(claim);
  await spool.remove(claim);
  expect(await spool.read(claim)).toBeUndefined();
});

test("only the owner reads it", async () => {
  const path = written(await fileSpool(join(home, "spool")).write(claim, "x"));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(home, "spool")).mode & 0o777).toBe(0o700);
});

test("a write that fails is a refusal and leaves nothing under the real name", async () => {
  const spool = fileSpool(join(home, "spool"));
  mkdirSync(join(home, "spool", "c1", "in the way"), { recursive: true });
  expect(await spool.write(claim, "x")).toMatchObject({ kind: "refused", why: expect.stringContaining("laid ready") });
  expect(readdirSync(join(home, "spool"))).toEqual(["c1"]);
  await spool.remove(claim);
});

test("what a killed daemon left is swept, all but the claims that are open", async () => {
  const folder = join(home, "spool");
  const spool = fileSpool(folder);
  await spool.sweep([]);
  for (const name of ["c1", "c2"]) await spool.write(claimId(name), "x");
  writeFileSync(join(folder, ".c3.0123456789ab"), "half");
  await spool.sweep([claim]);
  expect(readdirSync(folder)).toEqual(["c1"]);
});
