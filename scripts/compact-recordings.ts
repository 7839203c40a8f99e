// Makes the recordings that the replay tests use out of raw ones: labels and frames in one file, paths of the machine
// they were made on replaced by others of the same length, so that the screens keep their geometry.
// Usage: node scripts/compact-recordings.ts FOLDER
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gunzipSync } from "node:zlib";

const source = process.argv[2];
if (source === undefined) throw new Error("usage: compact-recordings FOLDER");

for (const agent of readdirSync(source, { withFileTypes: true })) {
  if (!agent.isDirectory()) continue;
  mkdirSync(join("test/recordings", agent.name), { recursive: true });
  for (const file of readdirSync(join(source, agent.name))) {
    if (file.endsWith(".labels.json"))
      compact(join(source, agent.name), file.slice(0, -".labels.json".length), agent.name);
  }
}

function compact(folder: string, name: string, agent: string): void {
  const labels: unknown = JSON.parse(readFileSync(join(folder, `${name}.labels.json`), "utf8"));
  const frames = gunzipSync(readFileSync(join(folder, `${name}.frames.jsonl.gz`)))
    .toString("utf8")
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line))
    .map(withoutPlainText);
  const json = neutral(JSON.stringify({ labels, frames }));
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } };
  writeFileSync(join("test/recordings", agent, `${name}.json.br`), brotliCompressSync(json, options));
}

/** The coloured rows say the same as the plain ones. */
function withoutPlainText(frame: unknown): unknown {
  return typeof frame === "object" && frame !== null ? { ...frame, text: undefined } : frame;
}

function neutral(json: string): string {
  return json.replaceAll(/\/home\/dev\/agent-[ab]/g, "/home/user/my-app").replaceAll("/home/dev", "/home/usr");
}
