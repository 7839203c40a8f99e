// Makes the recordings that the replay tests use out of raw ones: labels and frames in one file, what the agents said
// through their own channels in another beside it. Paths of the machine they were made on are replaced by others of the
// same length, so that the screens keep their geometry.
// Usage: node scripts/compact-recordings.ts FOLDER
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gunzipSync } from "node:zlib";
import { z } from "zod";

const source = process.argv[2];
if (source === undefined) throw new Error("usage: compact-recordings FOLDER");

function compact(folder: string, name: string, agent: string): void {
  const labels: unknown = JSON.parse(readFileSync(join(folder, `${name}.labels.json`), "utf8"));
  const frames = linesOf(join(folder, `${name}.frames.jsonl.gz`)).map(withoutPlainText);
  write(join("test/recordings", agent, `${name}.json.br`), { labels, frames });
  const said = linesOf(join(folder, `${name}.events.jsonl.gz`)).flatMap(saidIn);
  if (said.length > 0) write(join("test/recordings", agent, `${name}.said.json.br`), said);
}

const linesOf = (file: string): readonly unknown[] =>
  gunzipSync(readFileSync(file))
    .toString("utf8")
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));

const event = z.looseObject({ t: z.number(), source: z.string() });
const CHATTER = new Set(["MessageDisplay", "BeforeModel", "AfterModel", "BeforeToolSelection", "InstructionsLoaded"]);
const STREAMED =
  /^(session\.(created|deleted|status|error|idle)|permission\.|question\.|message\.updated|message\.part\.updated)/;

/** What a channel of the agent's own said, without what is said all the time. */
function saidIn(line: unknown): readonly unknown[] {
  const { t, source, ...rest } = event.parse(line);
  switch (source) {
    case "hook": {
      const { event: name, payload } = z.object({ event: z.string(), payload: z.unknown() }).parse(rest);
      return CHATTER.has(name) ? [] : [{ t, channel: "hook", name, payload }];
    }
    case "statusfile":
      return [{ t, channel: "status-file", payload: rest["status"] ?? null }];
    case "sse": {
      const { event: payload } = z.object({ event: z.looseObject({ type: z.string() }) }).parse(rest);
      return STREAMED.test(payload.type) ? [{ t, channel: "sse", payload }] : [];
    }
    default:
      return [];
  }
}

function write(file: string, content: unknown): void {
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } };
  writeFileSync(file, brotliCompressSync(neutral(JSON.stringify(content)), options));
}

/** The coloured rows say the same as the plain ones. */
function withoutPlainText(frame: unknown): unknown {
  return typeof frame === "object" && frame !== null ? { ...frame, text: undefined } : frame;
}

function neutral(json: string): string {
  return json.replaceAll(/\/home\/dev\/agent-[ab]/g, "/home/user/my-app").replaceAll("/home/dev", "/home/usr");
}

for (const agent of readdirSync(source, { withFileTypes: true })) {
  if (!agent.isDirectory()) continue;
  mkdirSync(join("test/recordings", agent.name), { recursive: true });
  for (const file of readdirSync(join(source, agent.name))) {
    if (file.endsWith(".labels.json"))
      compact(join(source, agent.name), file.slice(0, -".labels.json".length), agent.name);
  }
}
