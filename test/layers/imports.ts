// A small scanner of imports, for sources formatted by the formatter: a statement begins at the start of a line.
export interface Import {
  /** As written: `./x.ts`, `node:fs`, `zod`. */
  readonly from: string;
  /** Types alone: erased, nothing of it runs. */
  readonly isType: boolean;
}

const STATEMENT = /^(?:import|export)\s+(type\s+)?((?:[^"';]*?)\sfrom\s+)?"([^"]+)"/gm;
const CALL = /(?<![.\w])import\(\s*"([^"]+)"\s*\)/g;
const TYPE_CALL = /\btypeof\s+import\(\s*"[^"]+"\s*\)/g;

/** Every import and re-export of a source, dynamic ones too. Comments are no code. */
export function importsOf(source: string): readonly Import[] {
  const code = withoutComments(source);
  const statements = [...code.matchAll(STATEMENT)].map(([, type, names, from = ""]) => ({
    from,
    isType: type !== undefined || namesOnlyTypes(names ?? ""),
  }));
  const types = [...code.matchAll(TYPE_CALL)].flatMap(([call]) => [...call.matchAll(CALL)]);
  const calls = [...code.replaceAll(TYPE_CALL, "").matchAll(CALL)];
  return [
    ...statements,
    ...types.map(([, from = ""]) => ({ from, isType: true })),
    ...calls.map(([, from = ""]) => ({ from, isType: false })),
  ];
}

/** `{ type A, type B }`: every name is a type, though the statement is not. */
function namesOnlyTypes(names: string): boolean {
  const listed = /^\{([^}]*)\}\s+from\s+$/.exec(names)?.[1];
  const all =
    listed
      ?.split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "") ?? [];
  return all.length > 0 && all.every((name) => name.startsWith("type "));
}

/** Blanks out comments; strings that contain comment signs stay whole. */
export const withoutComments = (source: string): string =>
  source.replaceAll(LEXEME, (lexeme) => (lexeme.startsWith("/*") || lexeme.startsWith("//") ? "" : lexeme));

const LEXEME = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
