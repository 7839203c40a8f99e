import { jsonSchema } from "../../config/schema.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuseAll } from "../io.ts";
import { settingsOf } from "../compose/settings.ts";
import { loadConfig } from "../places.ts";
import type { Common } from "../places.ts";

/** `drover config print`, `check` and `schema`. */
export async function config(what: "print" | "check" | "schema", common: Common, io: Io): Promise<ExitCode> {
  if (what === "schema") {
    io.out(JSON.stringify(jsonSchema(), undefined, 2));
    return 0;
  }
  const loaded = await loadConfig(common, io);
  const composed = loaded.kind === "ok" ? settingsOf(loaded.config, loaded.file) : loaded;
  if (composed.kind === "wrong") return refuseAll(io, composed.errors);
  if (loaded.kind !== "ok") return 2;
  if (what === "check" && !common.json) io.out(`${loaded.file ?? "defaults"}: fine`);
  else io.out(JSON.stringify(loaded.config, undefined, 2));
  return 0;
}
