import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { importsOf } from "./imports.ts";
import type { Import } from "./imports.ts";

export interface SourceFile {
  /** From the root of the project, with slashes: `machines/session.ts`. */
  readonly path: string;
  readonly source: string;
  readonly imports: readonly Import[];
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Every .ts file below those of the folders that are there. */
export const sourcesIn = (folders: readonly string[]): readonly SourceFile[] =>
  folders
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => parse(posix.join(folder, name.replaceAll("\\", "/")))),
    );

function parse(path: string): SourceFile {
  const source = readFileSync(join(ROOT, path), "utf8");
  return { path, source, imports: importsOf(source) };
}

/** The file an import means; undefined for a package. */
export const targetOf = (path: string, { from }: Import): string | undefined =>
  from.startsWith(".") ? posix.join(posix.dirname(path), from) : undefined;
