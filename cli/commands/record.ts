import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseDuration } from "../../config/durations.ts";
import { record as recordPane } from "../compose/recorder.ts";
import { settingsOf } from "../compose/settings.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse, refuseAll } from "../io.ts";
import { loadConfig } from "../places.ts";
import type { Common } from "../places.ts";
import { writeRecording } from "../recording/write.ts";

export interface RecordOptions extends Common {
  readonly out?: string;
  readonly for: string;
  readonly mask?: boolean;
}

/** `drover record SESSION`: what its pane shows, as frames, labels and a cast. Ctrl-C ends it early. */
export async function record(name: string, options: RecordOptions, io: Io): Promise<ExitCode> {
  const time = parseDuration(options.for);
  if (time === undefined)
    return refuse(io, `record: --for is ${JSON.stringify(options.for)}; say a duration such as 60s or 5m`);
  const loaded = await loadConfig(options, io);
  const composed = loaded.kind === "ok" ? settingsOf(loaded.config, loaded.file) : loaded;
  if (composed.kind === "wrong") return refuseAll(io, composed.errors);
  const { sessions } = composed.settings;
  const session = sessions.find((one) => one.name === name);
  if (!session)
    return refuse(io, `no session ${JSON.stringify(name)}; there is: ${sessions.map((one) => one.name).join(", ")}`);
  const end = interrupted();
  let prefix = "";
  const made = await recordPane({
    session,
    profiles: composed.profiles,
    time,
    mask: options.mask ?? false,
    isOver: end.isSaid,
    onBegin: ({ cols, rows }) => {
      prefix = `${prefixOf(name, options, io)}.${cols}x${rows}`;
      if (existsSync(`${prefix}.labels.json`))
        return `${prefix}.labels.json is there already; choose another name with --out`;
      if (!options.json) io.out(`Recording ${name} for ${options.for}; Ctrl-C ends it.`);
      return undefined;
    },
  });
  end.forget();
  if (made.kind === "refused") return refuse(io, made.why);
  const files = await writeRecording(prefix, made.recorded);
  const { frames, agent } = made.recorded;
  if (options.json) io.out(JSON.stringify({ agent, frames: frames.length, files }));
  else io.out([`Recorded ${frames.length} frames of ${agent}:`, ...files.map((file) => `  ${file}`)].join("\n"));
  return 0;
}

/** A folder takes the session's name; anything else is the beginning of the files' names. */
function prefixOf(name: string, { out }: RecordOptions, { cwd }: Io): string {
  const own = name.replaceAll(/[^\w.-]/g, "_");
  if (out === undefined) return join(cwd, own);
  const path = resolve(cwd, out);
  const isFolder = out.endsWith("/") || (existsSync(path) && statSync(path).isDirectory());
  return isFolder ? join(path, own) : path;
}

/** The first Ctrl-C ends the recording, the next one the command. */
function interrupted(): { readonly isSaid: () => boolean; readonly forget: () => void } {
  let said = false;
  const hear = () => (said = true);
  process.once("SIGINT", hear);
  return { isSaid: () => said, forget: () => void process.off("SIGINT", hear) };
}
