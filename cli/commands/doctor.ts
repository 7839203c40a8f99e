import { megabytes } from "../compose/doctor/bytes.ts";
import { compactAll } from "../compose/doctor/compact.ts";
import { examineAll } from "../compose/doctor/examine.ts";
import type { ExitCode, Io } from "../io.ts";
import { failed, refuse } from "../io.ts";
import { dataDirOf } from "../places.ts";
import type { Common } from "../places.ts";
import { table } from "../table.ts";

export interface DoctorOptions extends Common {
  readonly compact?: boolean;
}

/** `drover doctor`: what keeps drover from working, and what to do about it. Changes nothing. */
export async function doctor(options: DoctorOptions, io: Io): Promise<ExitCode> {
  if (options.compact) return compacted(options, io);
  const findings = await examineAll(options, io);
  const rows = findings.map(({ state, what, says }) => [MARK[state], what, says]);
  if (options.json) io.out(JSON.stringify(findings, undefined, 2));
  else for (const line of table(["", "WHAT", "FOUND"], rows, io.columns)) io.out(line);
  return findings.some(({ state }) => state === "trouble") ? 1 : 0;
}

const MARK = { fine: "ok", warning: "note", trouble: "TROUBLE" } as const;

/** `drover doctor --compact`: gives the disk back what pruning left unused. */
function compacted(options: DoctorOptions, io: Io): ExitCode {
  const all = compactAll(dataDirOf(options, io));
  if (all.kind === "refused") return refuse(io, all.why);
  if (options.json) io.out(JSON.stringify(all.databases, undefined, 2));
  let code: ExitCode = 0;
  for (const one of all.databases) {
    if (one.kind === "refused") code = failed(io, one.why);
    else if (!options.json) io.out(`${one.name}: ${megabytes(one.before)} before, ${megabytes(one.after)} now`);
  }
  return code;
}
