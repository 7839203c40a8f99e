import { existsSync, readFileSync } from "node:fs";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { z } from "zod";
import { framesFile, labelsFile, recordingOf } from "./format.ts";
import type { Recording } from "./format.ts";

export type Read =
  | { readonly kind: "recording"; readonly recording: Recording }
  /** One line: which file, what is wrong with it. */
  | { readonly kind: "refused"; readonly why: string };

const ENDS = [".frames.jsonl.gz", ".frames.jsonl", ".labels.json", ".cast.gz", ".json.br"];

/** `path`: any file of a recording, or what their names have in common. */
export function readRecording(path: string): Read {
  const end = ENDS.find((one) => path.endsWith(one)) ?? "";
  const prefix = path.slice(0, path.length - end.length);
  try {
    if (existsSync(`${prefix}.json.br`)) return { kind: "recording", recording: inOne(`${prefix}.json.br`) };
    const frames = [".frames.jsonl.gz", ".frames.jsonl"].map((one) => prefix + one).find((one) => existsSync(one));
    if (frames === undefined)
      return { kind: "refused", why: `${path}: no recording; looked for ${prefix}.frames.jsonl.gz` };
    return { kind: "recording", recording: recordingOf(labelsOf(prefix), framesIn(frames)) };
  } catch (error) {
    return { kind: "refused", why: `${path}: ${faultOf(error)}` };
  }
}

const both = z.object({ labels: labelsFile, frames: framesFile });

function inOne(file: string): Recording {
  const { labels, frames } = both.parse(JSON.parse(brotliDecompressSync(readFileSync(file)).toString()));
  return recordingOf(labels, frames);
}

const labelsOf = (prefix: string) =>
  existsSync(`${prefix}.labels.json`)
    ? labelsFile.parse(JSON.parse(readFileSync(`${prefix}.labels.json`, "utf8")))
    : { spans: [] };

function framesIn(file: string) {
  const bytes = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return framesFile.parse(lines.map((line): unknown => JSON.parse(line)));
}

function faultOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return `not a recording: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`;
  }
  if (error instanceof Error) return error.message;
  throw error;
}
