import type { Import } from "./imports.ts";
import { withoutComments } from "./imports.ts";
import { targetOf } from "./sources.ts";
import type { SourceFile } from "./sources.ts";
import { CONSTRUCTORS, layerOf } from "./table.ts";

/** Imports that the table does not allow, one line each. */
export const breachesOf = ({ path, imports }: SourceFile): readonly string[] =>
  imports
    .filter((found) => !isAllowed(path, found))
    .map((found) => `${path} -> ${targetOf(path, found) ?? found.from}${found.isType ? " (type)" : ""}`);

function isAllowed(path: string, found: Import): boolean {
  const layer = layerOf(path);
  const target = targetOf(path, found);
  if (target === undefined) return layer.packages?.includes(found.from) ?? true;
  const { name } = layerOf(target);
  if (name === layer.name || layer.may === "everything") return true;
  const reach = layer.may[name];
  if (reach === undefined) return false;
  return reach === "all" || found.isType || CONSTRUCTORS.includes(target);
}

const IMPURE = [/\bDate\.now\b/, /\bDate\(\s*\)/, /\bMath\.random\b/, /\bperformance\.now\b/, /"node:/];

/** What a pure file says that brings in a clock, chance or the machine it runs on. */
export const impuritiesOf = ({ path, source }: SourceFile): readonly string[] => {
  const code = withoutComments(source);
  return IMPURE.flatMap((pattern) => {
    const found = pattern.exec(code)?.[0];
    return found === undefined ? [] : [`${path}: ${found}`];
  });
};

/** Cycles of imports, each from the file where it was entered. */
export function cyclesAmong(files: readonly SourceFile[]): readonly string[] {
  const next = new Map(files.map((file) => [file.path, targetsOf(file)]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) cycles.push([...trail.slice(start), path].join(" -> "));
    if (start >= 0 || done.has(path)) return;
    for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return cycles;
}

const targetsOf = (file: SourceFile): readonly string[] =>
  file.imports.flatMap((found) => targetOf(file.path, found) ?? []);
