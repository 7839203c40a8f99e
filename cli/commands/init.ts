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
  const panes = listing.kind === "panes" ? listing.panes.filter((pane) => pane.active && !pane.dead) : [];
  if (panes.length === 0) return refuse(io, "no tmux session is running; start your agents in tmux, then try again");
  const found = await Promise.all(panes.map(async (pane) => ({ pane, agent: await agentIn(pane) })));
  const text = toml(found, socket);
  const file = join(io.cwd, "drover.toml");
  const written = await writeFile(file, text, { flag: "wx" }).then(
    () => true,
    () => false,
  );
  if (!written) {
    io.out(text);
    return refuse(io, `${file} is there already and was left as it is; the above is what would have been written`);
  }
  io.out(`Wrote ${file} with ${found.length} session(s). Look at it, then: drover up`);
  return 0;
}

async function agentIn(pane: PaneRow): Promise<string> {
  const processes = await systemProcesses().below(pane.panePid);
  const front = processes.filter(({ foreground, args }) => foreground && !isShell(args)).map(({ args }) => args);
  const nothing = { at: 0, rows: [], size: { cols: 0, rows: 0 }, cursor: { x: 0, y: 0, visible: true } };
  return identify(front, { ...nothing, alternate: false, title: "", command: pane.command }, PROFILES) ?? "auto";
}

const toml = (found: readonly { readonly pane: PaneRow; readonly agent: string }[], socket: string): string =>
  `# What drover watches. All keys: drover config schema
[monitor]
idle_threshold = "180s"   # idle this long before work is given
general_prompt = ""       # sent when no task matches; "" sends nothing
${found.map(({ pane, agent }) => session(pane, agent, socket)).join("")}`;

const session = ({ session: name }: PaneRow, agent: string, socket: string): string => `
[[sessions]]
name = ${JSON.stringify(name)}
tmux = ${JSON.stringify(name)}
${socket === "default" ? "" : `socket = ${JSON.stringify(socket)}\n`}agent = ${JSON.stringify(agent)}
`;
