// The agents' own channels, as the rest of the daemon sees them: what is said, what was proven, what has ended.
// C1. Nothing here decides a verdict: what is said is weighed against the screen by whoever looks.
// C2. What a hook left while no daemon ran is heard before any delivery goes on: a receipt may be among it.
import type { Channel, News, Said, Word } from "../../agents/channels/word.ts";
import type { Delivery } from "../../machines/delivery.ts";
import type { Judgement } from "../../machines/evidence.ts";
import type { Look, ProcessIdentity } from "../../machines/frame.ts";
import type { AgentId, SessionName } from "../../machines/ids.ts";
import type { Ledger } from "../../state/ledger/ledger.ts";
import type { Dispatch } from "../dispatch.ts";
import { Ended } from "../life.ts";
import type { Life } from "../life.ts";
import type { News as Journal } from "../news.ts";
import type { AgentChannel, Clock, HookCall, HookSpool, Processes } from "../ports.ts";
import type { Sessions } from "../sessions.ts";
import { makeHooks } from "./hooks.ts";
import type { HookAnswer } from "./hooks.ts";
import { makeReceipts } from "./receipts.ts";
import type { Receipt } from "./receipts.ts";
import { makeTurnEnds } from "./turn-ends.ts";
import { hearHookIn } from "./voice.ts";
import type { Voice } from "./voice.ts";
import { makeVoices } from "./voices.ts";

/** What the watch and the deliverer ask of the channels while they look. */
export interface Hearing {
  gone(session: SessionName): void;
  looked(session: SessionName, look: Look, agent: AgentId | undefined, process: ProcessIdentity | undefined): void;
  isUnseen(session: SessionName): boolean;
  said(session: SessionName): Said;
  refresh(session: SessionName): Promise<void>;
  overrule(session: SessionName, word: Word): void;
  /** A settled judgement, as it is told. */
  settled(session: SessionName, judgement: Judgement): Promise<void>;
}

export interface Channels extends Hearing {
  hook(call: HookCall): Promise<HookAnswer>;
  /** The agent's own word that this text was submitted. */
  receipt(delivery: Delivery): Receipt | undefined;
  /** Hears what was left in the spool, then goes on looking there from time to time. */
  begin(): Promise<void>;
  stop(): void;
}

export interface ChannelParts {
  readonly clock: Clock;
  readonly life: Life;
  readonly processes: Processes;
  readonly ledger: Ledger;
  readonly sessions: Sessions;
  readonly dispatch: Dispatch;
  readonly journal: Journal;
  readonly channels: ReadonlyMap<Channel, AgentChannel>;
  readonly hookSpool: HookSpool;
  readonly onBug: (error: unknown) => void;
  /** What a session's agent says has changed: look there now. */
  readonly wake: (session: SessionName) => void;
}

/** A frozen daemon's hooks go to the spool as well. ms */
const SPOOL_EVERY = 5_000;

export function makeChannels(parts: ChannelParts): Channels {
  const { clock, ledger, sessions, journal } = parts;
  const receipts = makeReceipts(ledger, sessions, journal);
  const ends = makeTurnEnds({ ledger, sessions, dispatch: parts.dispatch, now: () => clock.now() });

  const onNews = (session: SessionName, agent: AgentId, news: readonly News[]) => {
    for (const each of news) {
      if (each.kind === "submitted") receipts.keep(session, receiptOf(agent, each));
      ends.heard(session, each).catch(parts.onBug);
    }
  };
  const voices = makeVoices({ ...parts, onNews, onChange: parts.wake });
  const hooks = makeHooks({
    ...parts,
    voices,
    sessions: () => sessions.names(),
    tagsOf: (name) => tagsOf(name, parts),
  });

  const takeSpool = () => parts.hookSpool.take(hooks.hear);
  const keepTaking = async () => {
    try {
      for (;;) {
        await parts.life.pause(SPOOL_EVERY);
        await takeSpool();
      }
    } catch (error) {
      if (!(error instanceof Ended)) parts.onBug(error);
    }
  };

  let stopListening = () => {};
  return {
    ...voices,
    stop: () => {
      stopListening();
      voices.stop();
    },
    settled: ends.seen,
    hook: hooks.hear,
    receipt: receipts.of,
    begin: async () => {
      // A short turn may have ended before its delivery was proven; the screen need not move again.
      stopListening = journal.subscribe(({ kind, type, session }) => {
        if (kind === "event" && type === "delivered") parts.wake(session);
      });
      for (const [session, receipt] of receipts.all()) {
        if (receipt.conversation !== undefined) hooks.bind(receipt.conversation, session);
        voices.hear(session, receipt.agent, (voice) => ({ voice: withReceipt(voice, receipt), news: [] }));
      }
      await takeSpool();
      void keepTaking();
    },
  };
}

const receiptOf = (agent: AgentId, { kind: _kind, ...news }: Extract<News, { kind: "submitted" }>): Receipt => ({
  ...news,
  agent,
});

/** The turn of a text that was submitted before this start is open, until the screen or the agent says otherwise. */
function withReceipt(voice: Voice, { agent, tag, at, seen, turn }: Receipt): Voice {
  const happened = { kind: "submitted", prompt: `[drover ${tag}]` } as const;
  const event = { name: "receipt", line: seen, happened, ...(turn === undefined ? {} : { turn }) };
  return hearHookIn(voice, event, agent, at).voice;
}

function tagsOf(session: SessionName, { sessions, ledger }: ChannelParts): readonly string[] {
  const { holding } = sessions.get(session).context;
  const tag = holding && ledger.delivery(holding.claim)?.tag;
  const id = /^\[drover (.+)\]$/.exec(tag ?? "")?.[1];
  return id === undefined ? [] : [id];
}
