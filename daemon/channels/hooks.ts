// A hook's call: read, given to the session whose agent made it, heard.
// K1. Calls are heard one at a time, in the order in which they came; one that comes twice is heard once.
// K2. An agent that the session's agent runs as a tool has hooks of its own: they are not heard.
import { dialectOf, readHook } from "../../agents/channels/hook-event.ts";
import type { HookEvent } from "../../agents/channels/hook-event.ts";
import { payloadOf } from "../../agents/channels/payload.ts";
import { tagIn } from "../../agents/channels/word.ts";
import { isShell } from "../../agents/identify.ts";
import type { AgentId, At, SessionName } from "../../machines/ids.ts";
import type { Clock, HookCall, PaneProcess, Processes } from "../ports.ts";
import { hearHookIn } from "./voice.ts";
import type { Voices } from "./voices.ts";
import { whose } from "./whose.ts";
import type { Place, Whose } from "./whose.ts";

export type HookAnswer =
  | { readonly kind: "heard"; readonly session: SessionName; readonly by: string }
  | { readonly kind: "ignored"; readonly why: string };

export interface Hooks {
  hear(call: HookCall): Promise<HookAnswer>;
  /** The agent's own name of its conversation belongs to this session. */
  bind(conversation: string, session: SessionName): void;
}

export interface HookParts {
  readonly clock: Clock;
  readonly processes: Processes;
  readonly voices: Voices;
  readonly sessions: () => readonly SessionName[];
  /** Tags of what a session holds. */
  readonly tagsOf: (session: SessionName) => readonly string[];
}

/** A call that says that it is older than this is believed; else it is as old as its arrival. ms */
const LATE = 2_000;
/** So many calls are known again when they come a second time. */
const REMEMBERED = 500;

export function makeHooks(parts: HookParts): Hooks {
  const conversations = new Map<string, SessionName>();
  const heard = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();

  const hear = async (call: HookCall): Promise<HookAnswer> => {
    if (call.id !== "" && heard.has(call.id)) return ignored("it was heard before");
    remember(heard, call.id);
    const read = readHook(call.agent, call.name, payloadOf(call.body));
    if (read.kind === "ignored") return ignored(read.why);
    const { event } = read;
    const above = await aboveOf(call, parts.processes);
    const found = ownerOf(call, event, above, parts, conversations);
    if (found.kind === "nobody") return ignored(found.why);
    const refused = speak(found, call.agent, event, above, timeOf(call, parts.clock.now()), parts);
    if (refused !== undefined) return ignored(refused);
    if (event.conversation !== undefined) conversations.set(event.conversation, found.session);
    return { kind: "heard", session: found.session, by: found.by };
  };

  return {
    hear: (call) => {
      const done = last.then(() => hear(call));
      last = done.catch(() => {});
      return done;
    },
    bind: (conversation, session) => void conversations.set(conversation, session),
  };
}

const ignored = (why: string): HookAnswer => ({ kind: "ignored", why });

function remember(ids: Set<string>, id: string): void {
  if (id !== "") ids.add(id);
  const [oldest] = ids;
  if (ids.size > REMEMBERED && oldest !== undefined) ids.delete(oldest);
}

const timeOf = ({ at }: HookCall, now: At): At => (at !== undefined && now - at > LATE ? at : now);

/** The nearest parent that still lives tells all above it. */
async function aboveOf({ parents }: HookCall, processes: Processes): Promise<readonly PaneProcess[]> {
  for (const pid of parents) {
    const above = await processes.above(pid);
    if (above.length > 0) return above;
  }
  return [];
}

function ownerOf(
  { agent, name, tmux, pane }: HookCall,
  { happened, conversation }: HookEvent,
  above: readonly PaneProcess[],
  { sessions, tagsOf, voices }: HookParts,
  conversations: ReadonlyMap<string, SessionName>,
): Whose {
  const places = sessions().map((session): Place => ({
    session,
    spot: voices.spot(session),
    process: voices.voice(session)?.front?.process,
    tags: tagsOf(session),
  }));
  const tag = "prompt" in happened ? tagIn(happened.prompt ?? "") : undefined;
  return whose({ tag, conversation, above, shared: dialectOf(agent, name)?.shared, tmux, pane }, places, conversations);
}

/** Undefined if it was heard; else why not. */
function speak(
  found: Extract<Whose, { kind: "session" }>,
  agent: AgentId,
  event: HookEvent,
  above: readonly PaneProcess[],
  at: At,
  { voices }: HookParts,
): string | undefined {
  const voice = voices.voice(found.session);
  const isOther = voice !== undefined && voice.agent !== agent;
  const front = voice?.front;
  const isAbsent = front !== undefined && found.by === "process" && !above.some(({ pid }) => pid === front.process.pid);
  if (isOther && !isAbsent) return `the agent in front is ${voice.agent}`;
  const speaker = above.find(({ args }) => !isShell(args));
  if (!isAbsent && isInside(voice?.speaker, speaker, above)) return "it is an agent's that this agent runs";
  const anew = isOther || isAbsent;
  voices.hear(
    found.session,
    agent,
    (known) =>
      hearHookIn(speaker ? { ...known, speaker: { pid: speaker.pid, start: speaker.start } } : known, event, agent, at),
    anew,
  );
  return undefined;
}

/** Keeps K2: below the process whose hooks were heard before stands another one. */
const isInside = (
  known: { readonly pid: number; readonly start: string } | undefined,
  speaker: PaneProcess | undefined,
  above: readonly PaneProcess[],
): boolean =>
  known !== undefined &&
  speaker !== undefined &&
  speaker.pid !== known.pid &&
  above.some(({ pid, start }) => pid === known.pid && start === known.start);
