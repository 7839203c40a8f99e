import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { MUTANTS } from "./mutants.ts";
import { STORIES } from "./stories/all.ts";

it.each(MUTANTS)("the mutant still applies: $name", ({ changes, stories }) => {
  for (const { file, find } of changes) expect(readFileSync(file, "utf8").split(find)).toHaveLength(2);
  for (const words of stories) expect(STORIES.some(({ name }) => name.startsWith(words))).toBe(true);
});
