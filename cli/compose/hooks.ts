// `drover hooks`, wired: which agent takes which hooks, where its settings lie, what runs there.
import { homedir } from "node:os";
import { resolve } from "node:path";
import { createTwoFilesPatch } from "diff";
import { fastestSender } from "../../adapters/agent-hooks/fastest.ts";
import {
  carryOut,
  hookCommand,
  isOurs,
  planInstall,
  planUninstall,
  removeScript,
  writeScript,
} from "../../adapters/agent-hooks/install.ts";
import type { Plan, Target } from "../../adapters/agent-hooks/install.ts";
import { hookPlaces } from "../../adapters/agent-hooks/places.ts";
import type { HookPlaces } from "../../adapters/agent-hooks/places.ts";
import { readRecord } from "../../adapters/agent-hooks/record.ts";
import { hookScript } from "../../adapters/agent-hooks/script.ts";
import { readSettings, settingsFile } from "../../adapters/agent-hooks/settings-file.ts";
import { ownEntries } from "../../adapters/agent-hooks/settings-text.ts";
import type { Entries } from "../../adapters/agent-hooks/settings-text.ts";
import { HOOKED, hookEntry } from "../../agents/channels/hooked.ts";
import { profileOf } from "../../agents/profiles.ts";
import type { Io } from "../io.ts";
import { filled } from "../places.ts";

export type Deed = "install" | "uninstall";

export type Planned =
  | {
      readonly kind: "change";
      readonly file: string;
      readonly diff: string;
      readonly plan: Extract<Plan, { kind: "change" }>;
    }
  | Exclude<Plan, { kind: "change" }>;

export interface Installed {
  readonly agent: string;
  readonly file: string;
  /** Events that call our script now, and those that should. */
  readonly events: readonly string[];
  readonly missing: readonly string[];
  /** Why the file cannot be read, if it cannot. */
  readonly trouble?: string;
}

export const HOOKABLE: readonly string[] = Object.keys(HOOKED);

/** The id of an agent by any of its names; undefined for one that is not known. */
export const agentId = (name: string): string | undefined => profileOf(name)?.id;

export async function planHooks(
  deed: Deed,
  agent: string,
  project: string | undefined,
  dataDir: string,
  io: Io,
): Promise<Planned> {
  const places = hookPlaces(dataDir);
  const target = { agent, file: fileOf(agent, project, io) };
  const plan =
    deed === "install"
      ? await planInstall(target, places, entriesFor(agent, places))
      : await planUninstall(target, places);
  if (plan.kind !== "change") return plan;
  const { file } = target;
  const diff = createTwoFilesPatch(file, file, plan.before ?? "", plan.after ?? "", undefined, undefined, {
    context: 2,
  });
  return { kind: "change", file, diff: diff.split("\n").slice(1).join("\n").trimEnd(), plan };
}

/** Undefined if it was done; else why not. */
export async function carryOutHooks(
  plan: Extract<Plan, { kind: "change" }>,
  dataDir: string,
  io: Io,
): Promise<string | undefined> {
  const places = hookPlaces(dataDir);
  if (plan.record) await writeScript(places, hookScript(dataDir, places, await fastestSender(io.env["PATH"] ?? "")));
  const trouble = await carryOut(plan, places);
  if (trouble === undefined && (await readRecord(places.record)).length === 0) await removeScript(places);
  return trouble;
}

/** The user's own settings of an agent, and each project that hooks were put into. */
export async function hooksOf(agent: string, dataDir: string, io: Io): Promise<readonly Installed[]> {
  const places = hookPlaces(dataDir);
  const known = (await readRecord(places.record)).filter((entry) => entry.agent === agent).map(({ file }) => file);
  const files = [...new Set([fileOf(agent, undefined, io), ...known])];
  return Promise.all(files.map((file) => stateOf({ agent, file }, places)));
}

async function stateOf({ agent, file }: Target, places: HookPlaces): Promise<Installed> {
  const found = await readSettings(file);
  const wanted = HOOKED[agent]?.events ?? [];
  if (found.kind === "unreadable") return { agent, file, events: [], missing: wanted, trouble: found.why };
  const events = found.kind === "text" ? ownEntries(found.text, isOurs(places)).map(([event]) => event) : [];
  return { agent, file, events, missing: wanted.filter((event) => !events.includes(event)) };
}

function fileOf(agent: string, project: string | undefined, io: Io): string {
  const home = filled(io.env["HOME"]) ?? homedir();
  const file = settingsFile(agent, project === undefined ? undefined : resolve(io.cwd, project), home, io.env);
  if (file === undefined) throw new Error(`no settings file of ${agent} is known`);
  return file;
}

function entriesFor(agent: string, places: HookPlaces): Entries {
  const hooked = HOOKED[agent];
  if (!hooked) throw new Error(`${agent} has no hooks`);
  return hooked.events.map((event) => [event, hookEntry(hookCommand(places, agent, event), hooked)]);
}
