// Puts our hooks into an agent's settings and takes them out: a plan first, then the deed.
// P1. A plan changes nothing. What it was made from is compared again before the deed.
// P2. Out goes exactly what went in: by the kept edits while nothing else has changed, else ours alone.
// P3. A file that cannot be read, or understood, is refused untouched.
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { mkdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { quoted } from "../quoted.ts";
import type { HookPlaces } from "./places.ts";
import type { Installed } from "./record.ts";
import { readRecord, writeRecord } from "./record.ts";
import { readSettings, replaceSettings } from "./settings-file.ts";
import { faultOf, ownEntries, undone, withHooks, withoutHooks } from "./settings-text.ts";
import type { Entries } from "./settings-text.ts";

export interface Target {
  readonly agent: string;
  readonly file: string;
}

export type Plan =
  | {
      readonly kind: "change";
      readonly target: Target;
      /** Undefined: there is no such file. */
      readonly before: string | undefined;
      readonly after: string | undefined;
      /** What the record says of this file afterwards; undefined: nothing. */
      readonly record: Installed | undefined;
    }
  | { readonly kind: "nothing to do"; readonly why: string }
  | { readonly kind: "refused"; readonly why: string };

/** The command that an agent's settings hold. What follows `||` is for a data directory that was removed by hand. */
export const hookCommand = ({ script }: HookPlaces, agent: string, event: string): string =>
  `${quoted(script)} ${agent} ${event} 2>/dev/null || true`;

/** An entry that runs the hook of this very data directory, also as the shell script that it once was. */
export const isOurs =
  ({ script }: HookPlaces) =>
  (entry: unknown): boolean =>
    commandsIn(entry).some((command) => command.replace(/^sh /, "").startsWith(`${quoted(script)} `));

const commandsIn = (entry: unknown): readonly string[] => {
  const hooks: unknown = typeof entry === "object" && entry !== null && "hooks" in entry ? entry.hooks : undefined;
  return (Array.isArray(hooks) ? hooks : []).flatMap((hook: unknown) =>
    typeof hook === "object" && hook !== null && "command" in hook && typeof hook.command === "string"
      ? [hook.command]
      : [],
  );
};

export async function planInstall(target: Target, places: HookPlaces, entries: Entries): Promise<Plan> {
  const found = await readSettings(target.file);
  if (found.kind === "unreadable") return refused(target.file, found.why);
  const text = found.kind === "text" ? found.text : "";
  const fault = faultOf(text);
  if (fault !== undefined) return refused(target.file, fault);
  if (isDeepStrictEqual(sorted(ownEntries(text, isOurs(places))), sorted(entries))) {
    return { kind: "nothing to do", why: `${target.file} has them already` };
  }
  const known = (await readRecord(places.record)).find(({ file }) => file === target.file);
  const clean = await without(text, known, places);
  if (clean.kind === "refused") return refused(target.file, clean.why);
  const made = withHooks(clean.text, entries);
  if (made.kind === "refused") return refused(target.file, made.why);
  const record = {
    ...target,
    created: known?.created ?? found.kind === "absent",
    before: hash(clean.text),
    after: hash(made.text),
    undo: [...made.undo],
  };
  return { kind: "change", target, before: found.kind === "text" ? text : undefined, after: made.text, record };
}

export async function planUninstall(target: Target, places: HookPlaces): Promise<Plan> {
  const found = await readSettings(target.file);
  if (found.kind === "unreadable") return refused(target.file, found.why);
  const known = (await readRecord(places.record)).find(({ file }) => file === target.file);
  if (found.kind === "absent") return { kind: "nothing to do", why: `${target.file} is not there` };
  const clean = await without(found.text, known, places);
  if (clean.kind === "refused") return refused(target.file, clean.why);
  if (clean.text === found.text) return { kind: "nothing to do", why: `${target.file} has no hooks of drover's` };
  const isLeftOver = known?.created === true && /^\s*(\{\s*\})?\s*$/.test(clean.text);
  return { kind: "change", target, before: found.text, after: isLeftOver ? undefined : clean.text, record: undefined };
}

/** Undefined if it was done; else why not. */
export async function carryOut(
  plan: Extract<Plan, { kind: "change" }>,
  places: HookPlaces,
): Promise<string | undefined> {
  const now = await readSettings(plan.target.file);
  if ((now.kind === "text" ? now.text : undefined) !== plan.before)
    return `${plan.target.file} has just changed; try again`;
  const others = (await readRecord(places.record)).filter(({ file }) => file !== plan.target.file);
  // The record first: hooks that nobody knows of could only be taken out by their looks.
  if (plan.record) await writeRecord(places.record, [...others, plan.record]);
  await replaceSettings(plan.target.file, plan.after);
  if (!plan.record) await writeRecord(places.record, others);
  return undefined;
}

export async function writeScript(places: HookPlaces, script: string): Promise<void> {
  await mkdir(places.folder, { recursive: true, mode: 0o700 });
  const draft = `${places.script}.${process.pid}`;
  await writeFile(draft, script, { mode: 0o700 });
  await rename(draft, places.script);
}

/** With the last hook the script goes, too. What waits in the spool stays for the next daemon. */
export async function removeScript(places: HookPlaces): Promise<void> {
  await rm(places.script, { force: true });
  await rmdir(places.spool).catch(() => {});
  await rmdir(places.folder).catch(() => {});
}

const sorted = (entries: Entries): Entries => entries.toSorted(([one], [other]) => one.localeCompare(other));

const refused = (file: string, why: string): Plan => ({ kind: "refused", why: `${file}: ${why}; nothing was changed` });

/** Keeps P2. */
async function without(text: string, known: Installed | undefined, places: HookPlaces) {
  if (known && hash(text) === known.after) {
    const before = undone(text, known.undo);
    if (hash(before) === known.before) return { kind: "edited", text: before } as const;
  }
  return ownEntries(text, isOurs(places)).length === 0
    ? ({ kind: "edited", text } as const)
    : withoutHooks(text, isOurs(places));
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
