import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, afterEach, expect, test } from "vitest";
import { fileSpool } from "../../adapters/spool.ts";
import { claimId } from "../../machines/ids.ts";

let home = "";
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), "spool-"))));
afterEach(() => rmSync(home, { recursive: true }));

const claim = claimId("c1");

test("a text comes back as it was given, and goes", async () => {
  const spool = fileSpool(join(home, "spool"));
  const text = "one\n\ttwo; $HOME ~ #{pid} 😀\n";
  const path = await spool.write(claim, "an older text");
  expect(await spool.write(claim, text)).toBe(path);
  expect(await spool.read(claim)).toBe(text);
  expect(readdirSync(join(home, "spool"))).toEqual(["c1"]);
  await spool.remove(claim);
  await spool.remove(claim);
  expect(await spool.read(claim)).toBeUndefined();
});

test("only the owner reads it", async () => {
  const path = await fileSpool(join(home, "spool")).write(claim, "x");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(home, "spool")).mode & 0o777).toBe(0o700);
});

test("a write that fails leaves nothing under the real name", async () => {
  const spool = fileSpool(join(home, "spool"));
  mkdirSync(join(home, "spool", "c1", "in the way"), { recursive: true });
  await expect(spool.write(claim, "x")).rejects.toThrow();
  expect(readdirSync(join(home, "spool"))).toEqual(["c1"]);
});
