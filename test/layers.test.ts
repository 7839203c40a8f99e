// The house keeps its walls: who imports whom, what is pure, and that no two files need each other.
import { describe, expect, it } from "vitest";
import { breachesOf, cyclesAmong, impuritiesOf } from "./layers/breaches.ts";
import { importsOf } from "./layers/imports.ts";
import { sourcesIn, targetOf } from "./layers/sources.ts";
import type { SourceFile } from "./layers/sources.ts";
import { STANDING_BREACHES, STANDING_CYCLES } from "./layers/standing.ts";
import { LAYERS, PURE } from "./layers/table.ts";

const files = sourcesIn(LAYERS.map(({ name }) => name).filter((name) => !name.includes("/")));

const withoutTypes = (each: SourceFile): SourceFile => ({
  ...each,
  imports: each.imports.filter(({ isType }) => !isType),
});
const file = (path: string, source: string): SourceFile => ({ path, source, imports: importsOf(source) });

describe("every source", () => {
  it("imports only what the table allows", () => {
    expect(files.length).toBeGreaterThan(150);
    expect([...new Set(files.flatMap(breachesOf))].toSorted()).toEqual(STANDING_BREACHES);
  });

  it("imports only files that are there", () => {
    const there = new Set(files.map(({ path }) => path));
    const missing = files.flatMap(({ path, imports }) =>
      imports
        .flatMap((found) => targetOf(path, found) ?? [])
        .filter((target) => target.endsWith(".ts") && !there.has(target)),
    );
    expect(missing).toEqual([]);
  });

  it("is part of no cycle: none that runs, and of types only those known", () => {
    expect(cyclesAmong(files.map(withoutTypes))).toEqual([]);
    expect(cyclesAmong(files).toSorted()).toEqual(STANDING_CYCLES);
  });

  it("is pure where it must be", () => {
    const pure = files.filter(({ path }) => PURE.some((folder) => path.startsWith(`${folder}/`)));
    expect(pure.flatMap(impuritiesOf)).toEqual([]);
  });
});

describe("the scanner", () => {
  it("tells types from values", () => {
    const source = `
import type { A } from "./a.ts";
import { type B, type C } from "./b.ts";
import { type D, d } from "./d.ts";
import {
  one,
  two,
} from "../e.ts";
import "./f.ts";
export { g } from "./g.ts";
export type { H } from "./h.ts";
export * from "./i.ts";
import * as j from "node:path";
import k from "zod";
// import { x } from "./x.ts";
/* import { y } from "./y.ts"; */
export const l = "import { z } from './z.ts'";
const m = await import("./m.ts");
type N = typeof import("./n.ts");
`;
    expect(importsOf(source).map(({ from, isType }) => `${from}${isType ? " (type)" : ""}`)).toEqual([
      "./a.ts (type)",
      "./b.ts (type)",
      "./d.ts",
      "../e.ts",
      "./f.ts",
      "./g.ts",
      "./h.ts (type)",
      "./i.ts",
      "node:path",
      "zod",
      "./n.ts (type)",
      "./m.ts",
    ]);
  });
});

describe("the walls bite", () => {
  it.each([
    ["machines/a.ts", `import { b } from "../agents/b.ts";`],
    ["machines/a.ts", `import type { b } from "zod";`],
    ["config/a.ts", `import type { b } from "../machines/ids.ts";`],
    ["agents/a.ts", `import { step } from "../machines/step.ts";`],
    ["orchestrator/a.ts", `import type { b } from "../state/b.ts";`],
    ["state/a.ts", `import { b } from "../orchestrator/b.ts";`],
    ["daemon/a.ts", `import type { b } from "../adapters/b.ts";`],
    ["daemon/a.ts", `import { readFileSync } from "node:fs";`],
    ["daemon/ports.ts", `import type { b } from "./dispatch.ts";`],
    ["adapters/a.ts", `import { b } from "../daemon/ports.ts";`],
    ["adapters/a/a.ts", `import type { b } from "../../daemon/dispatch.ts";`],
    ["server/a.ts", `import { b } from "../state/b.ts";`],
    ["server/a.ts", `const b = await import("../adapters/b.ts");`],
    ["cli/commands/a.ts", `import { b } from "../../daemon/b.ts";`],
  ])("%s: %s", (path, source) => {
    expect(breachesOf(file(path, source))).toHaveLength(1);
  });

  it.each([
    ["agents/a.ts", `import { claimId } from "../machines/ids.ts";`],
    ["adapters/tmux/a.ts", `import type { b } from "../../daemon/ports.ts";`],
    ["cli/main.ts", `import { b } from "../adapters/b.ts";`],
  ])("and let through %s: %s", (path, source) => {
    expect(breachesOf(file(path, source))).toEqual([]);
  });

  it.each([`const at = Date.now();`, `new Date()`, `Math.random()`, `import { readFileSync } from "node:fs";`])(
    "impure: %s",
    (source) => {
      expect(impuritiesOf(file("machines/a.ts", source))).toHaveLength(1);
      expect(impuritiesOf(file("machines/a.ts", `// ${source}\nparse(new Date(at));`))).toEqual([]);
    },
  );

  it("a cycle of three", () => {
    const ring = Object.entries({ a: "b", b: "c", c: "a" }).map(([name, next]) =>
      file(`machines/${name}.ts`, `import type { x } from "./${next}.ts";`),
    );
    expect(cyclesAmong(ring)).toEqual(["machines/a.ts -> machines/b.ts -> machines/c.ts -> machines/a.ts"]);
  });
});
