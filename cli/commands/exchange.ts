import { resolve } from "node:path";
import { exportBook, formatOf, importBook, readText, writeWhole } from "../compose/exchange.ts";
import type { Format, Imported, Mistake } from "../compose/exchange.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse, refuseAll } from "../io.ts";
import { dataDirOf } from "../places.ts";
import type { Common } from "../places.ts";

export interface ExportOptions extends Common {
  readonly format?: Format;
  readonly force?: boolean;
}

/** `drover export [FILE]`; without a file, or with `-`, to standard output. */
export async function exportAll(name: string | undefined, options: ExportOptions, io: Io): Promise<ExitCode> {
  const file = name === undefined || name === "-" ? undefined : resolve(io.cwd, name);
  const format = options.format ?? formatOf(file ?? "");
  const done = await exportBook(dataDirOf(options, io), format);
  if (done.kind === "refused") return refuse(io, done.why);
  const { text, leftOut, counts } = done;
  const why = file === undefined ? undefined : await writeWhole(file, text, options.force ?? false);
  if (why !== undefined) return refuse(io, why);
  for (const line of options.json ? [] : leftOut) io.err(`drover: left out: ${line}`);
  const where = file === undefined ? { text } : { file };
  if (options.json) io.out(JSON.stringify({ format, ...where, ...counts, left_out: leftOut }));
  else if (file !== undefined) io.out(`Wrote ${counted(counts)} to ${file}`);
  else if (text.trim() !== "") io.out(text.trimEnd());
  return 0;
}

export interface ImportFileOptions extends Common {
  readonly format?: Format;
}

/** `drover import FILE`; `-` is standard input. */
export async function importFile(name: string, options: ImportFileOptions, io: Io): Promise<ExitCode> {
  const file = name === "-" ? "stdin" : resolve(io.cwd, name);
  const text = name === "-" ? await io.stdin() : await readText(file);
  if (text === undefined) return refuse(io, `${file} cannot be read`);
  const came = await importBook(text, options.format ?? formatOf(file), dataDirOf(options, io));
  switch (came.kind) {
    case "unusable":
      return refuse(io, came.why);
    case "refused":
      return refuseAll(io, mistakeLines(file, came.mistakes));
    case "brought":
      return tell(came, file, options, io);
  }
}

/** More than these are counted. */
const SAID = 20;

function mistakeLines(file: string, mistakes: readonly Mistake[]): readonly string[] {
  const said = mistakes
    .slice(0, SAID)
    .map(({ line, why }) => (line === undefined ? `${file}: ${why}` : `${file}, line ${line}: ${why}`));
  const more = mistakes.length > SAID ? [`${file}: and ${mistakes.length - SAID} more`] : [];
  return [...said, ...more, `nothing of ${file} was imported`];
}

function tell(came: Extract<Imported, { kind: "brought" }>, file: string, options: Common, io: Io): ExitCode {
  const { visions, goals, tasks, known, leftOut } = came;
  if (options.json) {
    io.out(JSON.stringify({ visions, goals, tasks, already_there: known, left_out: leftOut }));
    return 0;
  }
  for (const line of leftOut) io.err(`drover: left out: ${line}`);
  const again = known === 0 ? "" : `; ${known} were there already`;
  const counts = { visions: visions.length, goals: goals.length, tasks: tasks.length };
  io.out(`Imported ${counted(counts)} from ${file}${again}`);
  return 0;
}

const counted = ({ visions, goals, tasks }: Readonly<Record<"visions" | "goals" | "tasks", number>>): string =>
  [...some(visions, "vision"), ...some(goals, "goal"), `${tasks} task(s)`].join(", ");

const some = (count: number, what: string): readonly string[] => (count === 0 ? [] : [`${count} ${what}(s)`]);
