import type { ExitCode, Io } from "../io.ts";
import { failed, refuse } from "../io.ts";
import { agentId, carryOutHooks, HOOKABLE, hooksOf, planHooks } from "../compose/hooks.ts";
import type { Deed, Installed } from "../compose/hooks.ts";
import { dataDirOf } from "../places.ts";
import type { Common } from "../places.ts";

export interface HooksOptions extends Common {
  readonly project?: string;
  readonly yes?: boolean;
}

/** What a person should know once the hooks are in. */
const NEXT: Readonly<Record<string, string>> = {
  claude: "Claude Code takes them up in sessions started from now on.",
  codex: "Codex asks once, at its next start, whether it may run them: trust all of them there.",
  gemini: "Gemini CLI takes them up in sessions started from now on.",
  qwen: "Qwen Code takes them up in sessions started from now on.",
};

const OPENCODE =
  "opencode needs no hooks: start it with `opencode --port 0`, and drover finds the port and listens. " +
  "(A plugin would make each start of opencode wait for its package installation.)";

/** `drover hooks install|uninstall AGENT`: shows what would change; with --yes it is changed. */
export async function hooks(deed: Deed, name: string, options: HooksOptions, io: Io): Promise<ExitCode> {
  const agent = agentId(name);
  if (agent === "opencode") return said({ agent, changed: false, why: OPENCODE }, OPENCODE, options, io);
  if (agent === undefined || !HOOKABLE.includes(agent))
    return refuse(
      io,
      `hooks ${deed}: ${name} has no hooks that drover knows; there are: ${[...HOOKABLE, "opencode"].join(", ")}`,
    );
  const dataDir = dataDirOf(options, io);
  const planned = await planHooks(deed, agent, options.project, dataDir, io);
  if (planned.kind === "refused") return refuse(io, planned.why);
  if (planned.kind === "nothing to do")
    return said({ agent, changed: false, why: planned.why }, `Nothing to do: ${planned.why}.`, options, io);
  const { diff, file, plan } = planned;
  if (!options.json) io.out(diff);
  if (!options.yes) {
    return said({ agent, file, changed: false, diff }, "Nothing was changed. Add --yes to do it.", options, io);
  }
  const trouble = await carryOutHooks(plan, dataDir, io);
  if (trouble !== undefined) return failed(io, trouble);
  const next = deed === "install" ? `Installed. ${NEXT[agent] ?? ""}` : "Uninstalled.";
  return said({ agent, file, changed: true, diff }, next, options, io);
}

/** `drover hooks status [AGENT]`: where they are, and what is missing. */
export async function hooksStatus(name: string | undefined, options: HooksOptions, io: Io): Promise<ExitCode> {
  const agent = name === undefined ? undefined : agentId(name);
  if (agent === "opencode") return said({ agent, why: OPENCODE }, OPENCODE, options, io);
  if (name !== undefined && (agent === undefined || !HOOKABLE.includes(agent)))
    return refuse(
      io,
      `hooks status: ${name} has no hooks that drover knows; there are: ${[...HOOKABLE, "opencode"].join(", ")}`,
    );
  const dataDir = dataDirOf(options, io);
  const agents = agent === undefined ? HOOKABLE : [agent];
  const all = (await Promise.all(agents.map((each) => hooksOf(each, dataDir, io)))).flat();
  return said({ hooks: all }, all.map(line).join("\n"), options, io);
}

function line({ agent, file, events, missing, trouble }: Installed): string {
  const how =
    events.length === 0 ? "not installed" : missing.length === 0 ? "installed" : `without ${missing.join(", ")}`;
  return `${agent.padEnd(8)} ${trouble ?? how} (${file})`;
}

function said(json: unknown, text: string, { json: isJson }: Common, io: Io): ExitCode {
  io.out(isJson ? JSON.stringify(json) : text);
  return 0;
}
