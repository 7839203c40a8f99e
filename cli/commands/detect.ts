import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { classify } from "../../agents/classify.ts";
import { identify } from "../../agents/identify.ts";
import type { Profile } from "../../agents/profile.ts";
import { PROFILES, profileOf } from "../../agents/profiles.ts";
import type { Judgement } from "../../machines/evidence.ts";
import type { Frame } from "../../machines/frame.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse } from "../io.ts";
import type { Common } from "../places.ts";

export interface DetectOptions extends Common {
  readonly agent?: string;
  readonly jsonl?: boolean;
}

/** `drover detect [FILE or -]`: what the detector says of a screen, and why. `--jsonl`: one screen a line. */
export async function detect(file: string | undefined, options: DetectOptions, io: Io): Promise<ExitCode> {
  if (options.jsonl) return batch(options, io);
  const text = await read(file, io);
  if (text === undefined) return refuse(io, `${file ?? ""} cannot be read`);
  const judged = judge({ id: "", text, ...(options.agent === undefined ? {} : { agent: options.agent }) });
  if (options.json) io.out(JSON.stringify(judged));
  else
    io.out(
      `${judged.state}: ${judged.because}${judged.line ? `: ${JSON.stringify(judged.line)}` : ""} (${judged.agent})`,
    );
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
type Screen = z.input<typeof screen>;

async function batch(options: DetectOptions, io: Io): Promise<ExitCode> {
  let code: ExitCode = 0;
  for (const line of (await io.stdin()).split("\n")) {
    if (line.trim() === "") continue;
    const parsed = screen.safeParse(parseJson(line));
    if (parsed.success) io.out(JSON.stringify(judge({ ...parsed.data, agent: parsed.data.agent ?? options.agent })));
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

function judge(given: Screen): Judged {
  const frame = frameOf(given);
  const profile = profileFor(given.agent, frame);
  const judgement: Judgement = profile
    ? classify(frame, profile)
    : { verdict: "unknown", flags: [], because: "no-agent-recognised", source: "screen", agent: "auto" };
  const { verdict, composer: _composer, source: _source, until: _until, ...rest } = judgement;
  return { id: given.id, state: verdict, ...rest };
}

function profileFor(agent: string | null | undefined, frame: Frame): Profile | undefined {
  const named = agent === null || agent === undefined ? undefined : profileOf(agent);
  if (named) return named;
  const id = identify([], frame, PROFILES);
  return id === undefined ? undefined : profileOf(id);
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
