// A recording on disk: `<name>.<cols>x<rows>` with `.frames.jsonl.gz` (what stood on the screen, whenever it changed),
// `.labels.json` (what it means, as spans) and `.cast.gz` (the same as asciicast v2, to look at); or the first two in one
// `.json.br`, as the project keeps its own.
import { z } from "zod";
import type { Span } from "../../agents/expectation.ts";
import type { Frame } from "../../machines/frame.ts";

const span = z.object({ from: z.number(), to: z.number(), state: z.string(), sub: z.string().optional() });

export const labelsFile = z.object({ agent: z.string().optional(), spans: z.array(span) });

const frameLine = z.object({
  t: z.number(),
  ansi: z.string(),
  cursor: z.object({ x: z.number(), y: z.number(), visible: z.boolean() }),
  alternate: z.boolean(),
  size: z.tuple([z.number(), z.number()]),
  title: z.string(),
  command: z.string(),
});

export const framesFile = z.array(frameLine);

export interface Recording {
  /** Undefined where the labels do not say. */
  readonly agent: string | undefined;
  readonly spans: readonly Span[];
  /** `at` is milliseconds since the recording began. */
  readonly frames: readonly Frame[];
}

export const recordingOf = (labels: z.infer<typeof labelsFile>, frames: z.infer<typeof framesFile>): Recording => ({
  agent: labels.agent,
  spans: labels.spans,
  frames: frames.map(frameOf),
});

const frameOf = ({ t, ansi, cursor, alternate, size, title, command }: z.infer<typeof frameLine>): Frame => ({
  at: t,
  rows: ansi.split("\n"),
  size: { cols: size[0], rows: size[1] },
  cursor,
  alternate,
  title,
  command,
});

/** `plain`: the rows without their colours; the last row has no line end. */
export const lineOf = (
  frame: Frame,
  plain: readonly string[],
): z.infer<typeof frameLine> & { readonly text: string } => ({
  t: frame.at,
  text: plain.join("\n"),
  ansi: frame.rows.join("\n"),
  cursor: { ...frame.cursor },
  alternate: frame.alternate,
  size: [frame.size.cols, frame.size.rows],
  title: frame.title,
  command: frame.command,
});
