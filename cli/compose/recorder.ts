// Records a pane by looking at it: forks of tmux alone, so that nothing of the user's is displaced or attached to.
import { homedir, hostname, userInfo } from "node:os";
import { spansOf } from "../../agents/expectation.ts";
import { maskRows, maskText } from "../../agents/mask.ts";
import type { Private } from "../../agents/mask.ts";
import type { Profile } from "../../agents/profile.ts";
import { profileOf } from "../../agents/profiles.ts";
import { judgeAs, replay } from "../../agents/replay.ts";
import { systemClock } from "../../adapters/clock.ts";
import { systemProcesses } from "../../adapters/processes/processes.ts";
import { tmuxServer } from "../../adapters/tmux/server.ts";
import type { TmuxServer } from "../../daemon/ports.ts";
import type { SessionSettings } from "../../daemon/settings.ts";
import { whoIsInFront } from "../../daemon/watch/front.ts";
import { parseTarget, resolve } from "../../daemon/watch/targets.ts";
import type { Frame, Look } from "../../machines/frame.ts";
import type { PaneId } from "../../machines/ids.ts";
import type { Recorded } from "../recording/write.ts";

export interface RecordOrder {
  readonly session: SessionSettings;
  readonly profiles: readonly Profile[];
  /** ms */
  readonly time: number;
  readonly mask: boolean;
  /** True once somebody ended it early. */
  readonly isOver: () => boolean;
  /** The first look: the recording has begun. A text refuses it. */
  readonly onBegin: (size: Frame["size"]) => string | undefined;
}

export type RecordingMade =
  | { readonly kind: "recorded"; readonly recorded: Recorded }
  | { readonly kind: "refused"; readonly why: string };

/** How often it looks. ms */
const EVERY = 100;

export async function record(order: RecordOrder): Promise<RecordingMade> {
  const { session } = order;
  const server = tmuxServer({ socket: session.socket, dataDirHash: "record", clock: systemClock() });
  const listing = await server.list();
  const pane = listing.kind === "panes" ? resolve(parseTarget(session.tmux), listing.panes, undefined) : undefined;
  const first = pane && (await look(server, pane));
  if (!pane || !first)
    return { kind: "refused", why: `${session.name}: no pane ${session.tmux} runs on socket ${session.socket}` };
  const refusal = order.onBegin(first.frame.size);
  if (refusal !== undefined) return { kind: "refused", why: refusal };
  const agent = await agentIn(first, order);
  const frames = await film(server, pane, first, order);
  const shown = order.mask ? frames.map((frame) => masked(frame, ofThisMachine())) : frames;
  const profile = profileOf(agent, order.profiles);
  const beat = { calm: EVERY, unsettled: EVERY, wakes: false };
  const spans = profile ? spansOf(replay(shown, judgeAs(profile), beat)) : [];
  return { kind: "recorded", recorded: { agent, startedAt: first.frame.at, frames: shown, spans } };
}

const look = async (server: TmuxServer, pane: PaneId): Promise<Look | undefined> =>
  (await server.look([pane])).get(pane);

async function agentIn({ frame, facts }: Look, { session, profiles }: RecordOrder): Promise<string> {
  const processes = await systemProcesses().below(facts.identity.panePid);
  const front = whoIsInFront(processes, frame, session.agent, profiles);
  return front.kind === "agent" ? (profileOf(front.agent, profiles)?.id ?? front.agent) : session.agent;
}

/**
 * Frames as they changed, times from the first one; ends with the time, the pane, or whoever began it. The last one stands
 * once more at the end, or nobody could tell how long it stood.
 */
async function film(server: TmuxServer, pane: PaneId, first: Look, order: RecordOrder): Promise<readonly Frame[]> {
  const start = first.frame.at;
  const frames: Frame[] = [{ ...first.frame, at: 0 }];
  let at = 0;
  while (at < order.time && !order.isOver()) {
    await new Promise((resolve) => setTimeout(resolve, EVERY));
    const seen = await look(server, pane);
    if (!seen) break;
    at = seen.frame.at - start;
    if (shownBy(seen.frame) !== shownBy(frames.at(-1) ?? seen.frame)) frames.push({ ...seen.frame, at });
  }
  const last = frames.at(-1);
  return last && last.at < at ? [...frames, { ...last, at }] : frames;
}

const shownBy = ({ at: _at, ...shown }: Frame): string => JSON.stringify(shown);

const masked = (frame: Frame, own: Private): Frame => ({
  ...frame,
  rows: maskRows(frame.rows, frame.size.cols, own),
  title: maskText(frame.title, own),
});

const ofThisMachine = (): Private => ({
  home: homedir(),
  words: [userInfo().username, hostname().split(".")[0] ?? ""],
});
