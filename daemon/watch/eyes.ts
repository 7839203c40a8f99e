// From a pane to what it means: look, who is in front, judgement. The watch and the deliverer see with the same eyes.
import { classify } from "../../agents/classify.ts";
import type { Profile } from "../../agents/profile.ts";
import { profileOf } from "../../agents/profiles.ts";
import type { Judgement } from "../../machines/evidence.ts";
import type { Look, PaneIdentity } from "../../machines/frame.ts";
import type { AgentId, At, SessionName } from "../../machines/ids.ts";
import { heed } from "../../agents/fusion.ts";
import type { Hearing } from "../channels/channels.ts";
import type { Clock, Listing, Processes, TmuxServer } from "../ports.ts";
import type { Eyes, Sight } from "../delivery/sight.ts";
import type { SessionSettings } from "../settings.ts";
import type { Bindings } from "./bindings.ts";
import { whoIsInFront } from "./front.ts";
import type { Front } from "./front.ts";
import type { Limits } from "./limits.ts";

export interface EyeParts {
  readonly processes: Processes;
  readonly profiles: readonly Profile[];
  /** Minutes east of UTC, for limits that say a time of day. */
  readonly utcOffsetMinutes: (at: At) => number;
  readonly limits: Limits;
}

/** What one look at a pane means. Asks for the pane's processes, so it is for the pane of one session, not of all. */
export async function sightOf(look: Look, configured: AgentId, parts: EyeParts): Promise<Sight & { front: Front }> {
  const front = whoIsInFront(
    await parts.processes.below(look.facts.identity.panePid),
    look.frame,
    configured,
    parts.profiles,
  );
  return sightWith(look, front, parts);
}

/** The same where it is known who is in front. */
export function sightWith(look: Look, front: Front, parts: EyeParts): Sight & { front: Front } {
  const judgement = judge(look, front, parts);
  return front.kind === "shell" ? { look, front, judgement } : { look, front, judgement, agent: front.process };
}

function judge({ frame, facts }: Look, front: Front, parts: EyeParts): Judgement {
  if (facts.dead) return byProcess("gone", "process/pane-dead", frame.command);
  if (front.kind === "shell") return byProcess("gone", "process/bare-shell", frame.command);
  if (front.kind === "stranger") return byProcess("unknown", "process/not-an-agent-we-know", programIn(front.args));
  const profile = profileOf(front.agent, parts.profiles);
  if (!profile) return byProcess("unknown", "process/no-such-profile", front.agent);
  const { at } = frame;
  const clock = { at, utcOffsetMinutes: parts.utcOffsetMinutes(at), limits: parts.limits.known(at) };
  const judgement = classify(frame, profile, clock);
  parts.limits.note(judgement);
  return judgement;
}

/** The name alone: arguments may hold secrets, and evidence is kept. */
const programIn = (args: string): string => args.split(" ")[0]?.split("/").at(-1) ?? "";

const byProcess = (verdict: "gone" | "unknown", because: string, line: string): Judgement => ({
  verdict,
  flags: [],
  because,
  line: line.slice(0, 200),
  source: "process",
  agent: "auto",
});

/** A session that is no longer configured has no server to ask: nobody will see its pane again. */
function isMissing({ server, pane, panePid }: PaneIdentity, listing: Listing | undefined): boolean {
  if (listing === undefined || listing.kind === "no server") return true;
  if (listing.kind === "in doubt") return false;
  const isSame = listing.server.pid === server.pid && listing.server.start === server.start;
  return !isSame || !listing.panes.some((row) => row.pane === pane && row.panePid === panePid);
}

function respawnIn(was: PaneIdentity, listing: Listing | undefined): PaneIdentity | undefined {
  if (listing?.kind !== "panes") return undefined;
  const isSame = listing.server.pid === was.server.pid && listing.server.start === was.server.start;
  const row = isSame ? listing.panes.find(({ pane }) => pane === was.pane) : undefined;
  return row && row.panePid !== was.panePid ? { server: was.server, pane: was.pane, panePid: row.panePid } : undefined;
}

/** The deliverer's eyes: each look from scratch, processes and all, and with what the agent says of itself now. */
export function makeEyes(
  sessions: readonly SessionSettings[],
  bindings: Bindings,
  parts: EyeParts & {
    readonly servers: ReadonlyMap<string, TmuxServer>;
    readonly clock: Clock;
    readonly hearing: () => Pick<Hearing, "refresh" | "said">;
  },
): Eyes {
  const settingsOf = (name: SessionName) => sessions.find((session) => session.name === name);
  const server = (name: SessionName) => parts.servers.get(settingsOf(name)?.socket ?? "");
  return {
    server,
    pane: (name) => bindings.pane(name),
    see: async (name, pane) => {
      const look = (await server(name)?.look([pane]))?.get(pane);
      if (!look) return undefined;
      const sight = await sightOf(look, settingsOf(name)?.agent ?? "auto", parts);
      await parts.hearing().refresh(name);
      return { ...sight, judgement: heed(sight.judgement, parts.hearing().said(name), parts.clock.now()) };
    },
    isGone: async (name, pane) => isMissing(pane, await server(name)?.list()),
    respawned: async (name, pane) => respawnIn(pane, await server(name)?.list()),
  };
}
