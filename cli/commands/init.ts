import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { identify, isShell } from "../../agents/identify.ts";
import { PROFILES } from "../../agents/profiles.ts";
import { systemClock } from "../../adapters/clock.ts";
import { systemProcesses } from "../../adapters/processes/processes.ts";
import { tmuxServer } from "../../adapters/tmux/server.ts";
import type { PaneRow } from "../../daemon/ports.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse } from "../io.ts";
import type { Common } from "../places.ts";

export interface InitOptions extends Common {
  readonly socket?: string;
}

/** `drover init`: a drover.toml for the sessions that run now, to look at before anything is started. */
export async function init(options: InitOptions, io: Io): Promise<ExitCode> {
  const socket = options.socket ?? "default";
  const listing = await tmuxServer({ socket, dataDirHash: "init", clock: systemClock() }).list();
  if (listing.kind === "in doubt") return refuse(io, doubt(listing.why));
  const panes = listing.kind === "panes" ? listing.panes.filter((pane) => !pane.dead) : [];
  const found = chosen(await Promise.all(panes.map(async (pane) => ({ pane, agent: await agentIn(pane) }))));
  if (found.length === 0) return refuse(io, "no tmux session is running; start your agents in tmux, then try again");
  const file = join(io.cwd, "drover.toml");
  const text = toml(found, socket);
  if (!(await wrote(file, text))) {
    if (!options.json) io.out(text);
    return refuse(io, `${file} is there already and was left as it is${options.json ? "" : ASIDE}`);
  }
  if (options.json)
    io.out(JSON.stringify({ file, sessions: found.map(({ name, target, agent }) => ({ name, tmux: target, agent })) }));
  else io.out(`Wrote ${file} with ${found.length} session(s). Look at it, then: drover up`);
  return 0;
}

const ASIDE = "; the above is what would have been written";

const doubt = (why: string): string =>
  why.includes("ENOENT")
    ? "tmux is not installed, or not on PATH; install tmux 3.2 or newer"
    : `tmux did not say what runs: ${why}`;

/** Never over a file that is there. */
async function wrote(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

interface Candidate {
  readonly pane: PaneRow;
  /** Undefined: nothing says which agent it is, if any. */
  readonly agent: string | undefined;
}

interface Found {
  readonly name: string;
  readonly target: string;
  readonly agent: string;
}

/** Every pane with an agent that is known; of a session without one, the pane that is in front. Linked panes once. */
function chosen(candidates: readonly Candidate[]): readonly Found[] {
  const once = candidates.filter(
    ({ pane }, at) => candidates.findIndex((other) => other.pane.pane === pane.pane) === at,
  );
  const withAgent = new Set(once.flatMap(({ pane, agent }) => (agent === undefined ? [] : pane.session)));
  const taken = once.filter(({ pane, agent }) => (withAgent.has(pane.session) ? agent !== undefined : pane.active));
  return taken.map(({ pane, agent = "auto" }) => {
    const isAlone = taken.filter((other) => other.pane.session === pane.session).length === 1;
    const place = `${pane.windowIndex}.${pane.paneIndex}`;
    return {
      name: isAlone ? pane.session : `${pane.session}-${place}`,
      target: isAlone && pane.active ? pane.session : `${pane.session}:${place}`,
      agent,
    };
  });
}

async function agentIn(pane: PaneRow): Promise<string | undefined> {
  const processes = await systemProcesses().below(pane.panePid);
  const front = processes.filter(({ foreground, args }) => foreground && !isShell(args)).map(({ args }) => args);
  const nothing = { at: 0, rows: [], size: { cols: 0, rows: 0 }, cursor: { x: 0, y: 0, visible: true } };
  return identify(front, { ...nothing, alternate: false, title: "", command: pane.command }, PROFILES);
}

const toml = (found: readonly Found[], socket: string): string =>
  `# What drover watches. All keys: drover config schema
[monitor]
idle_threshold = "180s"   # idle this long before work is given
general_prompt = ""       # sent when no task matches; "" sends nothing
${found.map((one) => session(one, socket)).join("")}`;

const session = ({ name, target, agent }: Found, socket: string): string => `
[[sessions]]
name = ${JSON.stringify(name)}
tmux = ${JSON.stringify(target)}
${socket === "default" ? "" : `socket = ${JSON.stringify(socket)}\n`}agent = ${JSON.stringify(agent)}
`;
