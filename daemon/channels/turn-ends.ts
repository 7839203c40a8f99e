// The agent's word that the turn of our prompt is over becomes the session's `channel` event.
// E1. An end is told once the agent is seen ready: a hook of the user's own may have sent it on.
// E2. A failure is told at once. An interrupt is not told: the screen shows it, and it is not done.
// E3. Only for a task that the session works on: an end that comes before the delivery is proven waits for the proof.
import type { News } from "../../agents/channels/word.ts";
import type { Judgement } from "../../machines/evidence.ts";
import type { At, SessionName } from "../../machines/ids.ts";
import { workOf } from "../../machines/step.ts";
import type { Ledger } from "../../state/ledger/ledger.ts";
import type { Dispatch } from "../dispatch.ts";
import type { Sessions } from "../sessions.ts";

type End = Extract<News, { kind: "ended" | "failed" | "interrupted" }>;

export interface TurnEnds {
  heard(session: SessionName, news: News): Promise<void>;
  /** What the agent is seen to do; nothing is told while work goes on behind it. */
  seen(session: SessionName, judgement: Judgement): Promise<void>;
}

export function makeTurnEnds(by: {
  readonly sessions: Sessions;
  readonly ledger: Ledger;
  readonly dispatch: Dispatch;
  readonly now: () => At;
}): TurnEnds {
  const waiting = new Map<SessionName, End>();

  const tell = async (session: SessionName, end: End): Promise<void> => {
    const snapshot = by.sessions.get(session);
    const { holding } = snapshot.context;
    if (end.kind === "interrupted" || holding?.grant.kind !== "task" || workOf(snapshot) !== "working") return;
    if (!isAbout(end, by.ledger.delivery(holding.claim)?.tag)) return;
    waiting.delete(session);
    const turn = end.kind;
    await by.dispatch(session, { type: "channel", at: by.now(), turn, task: holding.grant.task, seen: end.seen });
  };

  return {
    heard: async (session, news) => {
      if (news.kind === "submitted") return void waiting.delete(session);
      if (news.kind === "interrupted") return void waiting.delete(session);
      waiting.set(session, news);
      if (news.kind === "failed") await tell(session, news);
    },
    seen: async (session, { verdict, flags }) => {
      const end = waiting.get(session);
      if (!end || (verdict !== "idle" && verdict !== "typed")) return;
      if (flags.includes("background_work") || flags.includes("queued")) return;
      await tell(session, end);
    },
  };
}

const isAbout = ({ tags }: End, tagLine: string | undefined): boolean =>
  tags.some((tag) => tagLine === `[drover ${tag}]`);
