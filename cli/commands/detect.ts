import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { detect as judge } from "../../agents/detect.ts";
import { nearRules } from "../../agents/explain.ts";
import type { Profile } from "../../agents/profile.ts";
import { profileOf } from "../../agents/profiles.ts";
import type { Judgement } from "../../machines/evidence.ts";
import type { Frame } from "../../machines/frame.ts";
import { param, trouble, withDrover } from "../ask.ts";
import { settingsOf } from "../compose/settings.ts";
import { frameOf, givenScreen } from "../given-screen.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse, refuseAll } from "../io.ts";
import { loadConfig } from "../places.ts";
import type { Common } from "../places.ts";
import { nearLines } from "../why/near-lines.ts";

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
  return tell(file ?? "-", frameOf({ text }), options.agent, known.profiles, options, io);
}

/** The built-in agents and the user's own. */
async function profilesOf(common: Common, io: Io) {
  const loaded = await loadConfig(common, io);
  return loaded.kind === "ok" ? settingsOf(loaded.config, loaded.file) : loaded;
}

/** What a session shows now, judged as its agent by this very look: what its agent says of itself is `drover why`. */
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
    const { ansi, title, command, cursor, size } = await screen.json();
    const frame = frameOf({ ansi: ansi.join("\n"), title, command, cursor, size });
    return tell(name, frame, agent, profiles, options, io);
  });
}

function tell(
  id: string,
  frame: Frame,
  agent: string | undefined,
  profiles: readonly Profile[],
  { json }: Common,
  io: Io,
): ExitCode {
  const judgement = judge(frame, agent, profiles);
  const profile = profileOf(judgement.agent, profiles);
  const near = profile ? nearRules(frame, profile, judgement) : [];
  const found = near.map(({ verdict, ...rest }) => ({ ...rest, state: verdict, line: rest.line ?? null }));
  if (json) io.out(JSON.stringify({ ...judged(id, judgement), source: judgement.source, near: found }));
  else for (const line of [sentence(judgement), ...nearLines(found)]) io.out(line);
  return 0;
}

function sentence({ verdict, sub, flags, because, line, agent, source }: Judgement): string {
  const kind = sub === undefined ? verdict : `${verdict} (${sub})`;
  const shown = line ? `: ${JSON.stringify(line)}` : "";
  return `${kind}: ${because}${shown} (${[agent, source, ...flags].join(", ")})`;
}

async function batch(profiles: readonly Profile[], options: DetectOptions, io: Io): Promise<ExitCode> {
  let code: ExitCode = 0;
  for (const line of (await io.stdin()).split("\n")) {
    if (line.trim() === "") continue;
    const parsed = screenWithId.safeParse(parseJson(line));
    if (!parsed.success) code = refuse(io, `detect --jsonl: not a screen: ${line.slice(0, 80)}`);
    else {
      const { id, agent, ...screen } = parsed.data;
      io.out(JSON.stringify(judged(id, judge(frameOf(screen), agent ?? options.agent, profiles))));
    }
  }
  return code;
}

const screenWithId = givenScreen
  .extend({ id: z.union([z.string(), z.number()]) })
  .refine(({ text, ansi }) => typeof (ansi ?? text) === "string", "neither text nor ansi");

interface Judged {
  readonly id: string | number;
  readonly agent: string;
  readonly state: Judgement["verdict"];
  readonly sub?: string;
  readonly flags: readonly string[];
  readonly because: string;
  readonly line?: string;
}

function judged(id: string | number, judgement: Judgement): Judged {
  const { verdict, composer: _composer, source: _source, until: _until, ...rest } = judgement;
  return { id, state: verdict, ...rest };
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
