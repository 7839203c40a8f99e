// What a page says shows something must be there: stories and mutants by the beginning of their names, tests by file and
// name, as the page's tables have them: story `…`, mutant `…`, test `FILE`: `…`.
import { existsSync, readFileSync } from "node:fs";
import { MUTANTS } from "../crash/mutants.ts";
import { STORIES } from "../crash/stories/all.ts";

export interface Proofs {
  readonly rows: number;
  /** Rows of tables whose last cell names nothing. */
  readonly bare: readonly string[];
  readonly missing: readonly string[];
  readonly named: { readonly stories: ReadonlySet<string>; readonly mutants: ReadonlySet<string> };
}

/** Reads the tables whose last column's head is one of these. */
export function proofsOf(page: string, heads: readonly string[]): Proofs {
  const rows = tables(page)
    .filter(([head]) => heads.includes(lastCell(head ?? "")))
    .flatMap(([_head, _rule, ...lines]) => lines);
  const named = rows.flatMap((row) => [...lastCell(row).matchAll(PROOF)]);
  const of = (kind: string) => named.flatMap(([, word, first = ""]) => (word === kind ? [first] : []));
  return {
    rows: rows.length,
    bare: rows.filter((row) => lastCell(row).match(PROOF) === null),
    missing: named.flatMap(([whole, kind, first = "", second]) => (isThere(kind, first, second) ? [] : [whole])),
    named: {
      stories: new Set(STORIES.map(({ name }) => name).filter((name) => of("story").some((w) => name.startsWith(w)))),
      mutants: new Set(of("mutant")),
    },
  };
}

const PROOF = /(story|mutant|test) `([^`]+)`(?:: `([^`]+)`)?/g;

function tables(page: string): readonly (readonly string[])[] {
  const found: string[][] = [];
  let inTable = false;
  for (const line of page.split("\n")) {
    const isRow = line.startsWith("|");
    if (isRow && !inTable) found.push([]);
    if (isRow) found.at(-1)?.push(line);
    inTable = isRow;
  }
  return found;
}

const lastCell = (row: string): string => row.split("|").at(-2)?.trim() ?? "";

function isThere(kind: string | undefined, first: string, second: string | undefined): boolean {
  switch (kind) {
    case "story":
      return STORIES.some(({ name }) => name.startsWith(first));
    case "mutant":
      return MUTANTS.some(({ name }) => name === first);
    default:
      return existsSync(first) && second !== undefined && readFileSync(first, "utf8").includes(second);
  }
}
