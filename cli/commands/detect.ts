import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { classify } from "../../agents/classify.ts";
import { identify, isShell } from "../../agents/identify.ts";
import type { Profile } from "../../agents/profile.ts";
import { profileOf } from "../../agents/profiles.ts";
import type { Judgement } from "../../machines/evidence.ts";
import type { Frame } from "../../machines/frame.ts";
import { param, trouble, withDrover } from "../ask.ts";
import { settingsOf } from "../compose/settings.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse, refuseAll } from "../io.ts";
import { loadConfig } from "../places.ts";
import type { Common } from "../places.ts";

export interface DetectOptions extends Common {
  readonly agent?: string;
  readonly session?: string;
  readonly jsonl?: boolean;
}

/** `drover detect [FILE or -]`: what the detector says of a screen, and why. `--jsonl`: one screen a line. */
export async function detect(file: string | undefined, options: DetectOptions, io: Io): Promise<ExitCode> {
  const known = await profilesOf(options, io);
  if (known.kind === "wrong") return refuseAll(io, known.errors);
  if (options.jsonl) return batch(known.profiles, options, io);
  if (options.session !== undefined) return ofSession(options.session, file, known.profiles, options, io);
  const text = await read(file, io);
  if (text === undefined) return refuse(io, `${file ?? ""} cannot be read`);
  return tell(judge({ id: file ?? "-", text, agent: options.agent }, known.profiles), options, io);
}

/** The built-in agents and the user's own. */
async function profilesOf(common: Common, io: Io) {
  const loaded = await loadConfig(common, io);
  return loaded.kind === "ok" ? settingsOf(loaded.config, loaded.file) : loaded;
}

/** What a session shows now, judged as its agent. The API gives rows alone: no title, no cursor. */
function ofSession(
  name: string,
  file: string | undefined,
  profiles: readonly Profile[],
  options: DetectOptions,
  io: Io,
): Promise<ExitCode> {
  if (file !== undefined) return Promise.resolve(refuse(io, "detect: give a file or --session, not both"));
  return withDrover({ ...options, create: false }, io, async (client, watching) => {
    if (!watching) return refuse(io, "detect --session: no daemon is running; start it with: drover up");
    const session = await client.api.sessions[":name"].$get({ param: { name: param(name) } });
    if (!session.ok) return trouble(await session.text(), session.status, io);
    const agent = options.agent ?? (await session.json()).agent;
    const screen = await client.api.sessions[":name"].screen.$get({ param: { name: param(name) } });
    if (!screen.ok) return trouble(await screen.text(), screen.status, io);
    const { rows } = await screen.json();
    return tell(judge({ id: name, text: rows.join("\n"), agent }, profiles), options, io);
  });
}

function tell(judged: Judged, { json }: Common, io: Io): ExitCode {
  const line = judged.line ? `: ${JSON.stringify(judged.line)}` : "";
  io.out(json ? JSON.stringify(judged) : `${judged.state}: ${judged.because}${line} (${judged.agent})`);
  return 0;
}

const screen = z.object({
  id: z.union([z.string(), z.number()]),
  agent: z.string().nullish(),
  text: z.string().default(""),
  ansi: z.string().nullish(),
  title: z.string().nullish(),
  command: z.string().nullish(),
  cursor: z.object({ x: z.number(), y: z.number(), visible: z.boolean().default(true) }).nullish(),
  size: z.union([z.tuple([z.number(), z.number()]), z.object({ cols: z.number(), rows: z.number() })]).nullish(),
});
type Screen = Pick<z.input<typeof screen>, "id" | "text" | "ansi" | "title" | "command" | "cursor" | "size"> & {
  readonly agent?: string | null | undefined;
};

async function batch(profiles: readonly Profile[], options: DetectOptions, io: Io): Promise<ExitCode> {
  let code: ExitCode = 0;
  for (const line of (await io.stdin()).split("\n")) {
    if (line.trim() === "") continue;
    const parsed = screen.safeParse(parseJson(line));
    if (parsed.success)
      io.out(JSON.stringify(judge({ ...parsed.data, agent: parsed.data.agent ?? options.agent }, profiles)));
    else code = refuse(io, `detect --jsonl: not a screen: ${line.slice(0, 80)}`);
  }
  return code;
}

interface Judged {
  readonly id: string | number;
  readonly agent: string;
  readonly state: Judgement["verdict"];
  readonly sub?: string;
  readonly flags: readonly string[];
  readonly because: string;
  readonly line?: string;
}

function judge(given: Screen, profiles: readonly Profile[]): Judged {
  const frame = frameOf(given);
  const profile = profileFor(given.agent, frame, profiles);
  const judgement = profile ? classify(frame, profile) : unrecognised(frame);
  const { verdict, composer: _composer, source: _source, until: _until, ...rest } = judgement;
  return { id: given.id, state: verdict, ...rest };
}

/** Nothing says which agent this is; a shell in front says that none is. */
function unrecognised({ command }: Frame): Judgement {
  const nobody = { flags: [], source: "screen", agent: "auto" } as const;
  return isShell(command)
    ? { verdict: "gone", because: "bare-shell", ...nobody }
    : { verdict: "unknown", because: "no-agent-recognised", ...nobody };
}

function profileFor(agent: string | null | undefined, frame: Frame, profiles: readonly Profile[]): Profile | undefined {
  const id = (agent ? profileOf(agent, profiles)?.id : undefined) ?? identify([], frame, profiles);
  return id === undefined ? undefined : profileOf(id, profiles);
}

/** A negative cursor says that it is not known. */
function frameOf({ text, ansi, title, command, cursor, size }: Screen): Frame {
  const rows = (ansi ?? text ?? "").replace(/\n$/, "").split("\n");
  const [cols, height] = Array.isArray(size) ? size : [size?.cols ?? 0, size?.rows ?? 0];
  return {
    at: 0,
    rows,
    size: { cols: cols || Math.max(...rows.map((row) => row.length)), rows: height || rows.length },
    cursor: cursor ? { x: cursor.x, y: cursor.y, visible: cursor.visible ?? true } : { x: -1, y: -1, visible: true },
    alternate: false,
    title: title ?? "",
    command: command ?? "",
  };
}

const read = (file: string | undefined, io: Io): Promise<string | undefined> =>
  file === undefined || file === "-" ? io.stdin() : readFile(resolve(io.cwd, file), "utf8").catch(() => undefined);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
