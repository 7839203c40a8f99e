import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MUTANTS } from "../crash/mutants.ts";
import { RECOVERY } from "../crash/stories/recovery.ts";
import { proofsOf } from "./tables-of-proof.ts";

describe("docs/delivery.md", () => {
  const proofs = proofsOf(readFileSync("docs/delivery.md", "utf8"), ["shown by", "caught as"]);

  it("names stories, mutants and tests that are there, in each row", () => {
    expect(proofs.rows).toBeGreaterThan(30);
    expect({ bare: proofs.bare, missing: proofs.missing }).toEqual({ bare: [], missing: [] });
  });

  it("names every story of recovery and every mutant", () => {
    expect(RECOVERY.map(({ name }) => name).filter((name) => !proofs.named.stories.has(name))).toEqual([]);
    expect(MUTANTS.map(({ name }) => name).filter((name) => !proofs.named.mutants.has(name))).toEqual([]);
  });
});

describe("docs/reliability.md", () => {
  const proofs = proofsOf(readFileSync("docs/reliability.md", "utf8"), ["shown by"]);

  it("names stories and tests that are there, in each row", () => {
    expect(proofs.rows).toBeGreaterThan(20);
    expect({ bare: proofs.bare, missing: proofs.missing }).toEqual({ bare: [], missing: [] });
  });
});
