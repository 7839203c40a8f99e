// opencode's server, followed: one connection a pane, to loopback alone.
// E1. The port is one that the agent's own process listens on; `--port` in its arguments only where the system does not tell.
// E2. A server that is still starting may take a connection and never answer: without a first event it is tried again.
// E3. What was missed before the connection is asked for once, right after it stands.
// E4. Trouble is silence: the screen remains. Tried again ever more seldom, and at once where a port appears.
import { get } from "node:http";
import type {
  AgentChannel,
  AgentInPane,
  ChannelReport,
  Clock,
  Following,
  PaneProcess,
  Processes,
} from "../../daemon/ports.ts";
import type { Listening } from "./listening.ts";
import { listeningOf } from "./listening.ts";

const FIRST_EVENT = 3_000;
/** The server sends a heartbeat every ten seconds. */
const SILENCE = 45_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
const ANSWER = 2_000;

export interface StreamOptions {
  readonly processes: Processes;
  readonly clock: Clock;
}

export const opencodeStreams = (options: StreamOptions): AgentChannel => ({
  follow: (agent, report) => follow(agent, report, options),
});

function follow(
  agent: AgentInPane,
  report: (report: ChannelReport) => void,
  { processes, clock }: StreamOptions,
): Following {
  let stopped = false;
  let stopWaiting = () => {};
  let hangUp = () => {};
  let pause = FIRST_PAUSE;
  let isLive = false;

  const say = (said: ChannelReport) => {
    if (!stopped) report(said);
  };
  const tryAgain = (why: string) => {
    if (stopped) return;
    if (isLive) say({ kind: "silent", why });
    isLive = false;
    stopWaiting = clock.after(pause, () => void connect());
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  };
  const connect = async () => {
    const at = await placeOf(await processes.below(agent.panePid));
    if (stopped) return;
    if (!at) return tryAgain("it listens on no port");
    const connection = open(at, clock, {
      onEvent: (payload) => say({ kind: "said", payload, process: agent.process }),
      onFirst: async () => {
        isLive = true;
        pause = FIRST_PAUSE;
        const payload = await snapshotOf(at, clock);
        if (isLive) say({ kind: "said", payload, process: agent.process });
      },
      onEnd: tryAgain,
    });
    hangUp = connection;
  };

  void connect();
  return {
    refresh: async () => {},
    stop: () => {
      stopped = true;
      stopWaiting();
      hangUp();
    },
  };
}

/** Keeps E1. */
async function placeOf(processes: readonly PaneProcess[]): Promise<Listening | undefined> {
  const [listening] = await listeningOf(processes.map(({ pid }) => pid));
  if (listening) return listening;
  const said = processes.map(({ args }) => /--port[= ](\d+)/.exec(args)?.[1]).find((port) => port !== undefined);
  return said === undefined || said === "0" ? undefined : { host: "127.0.0.1", port: Number(said) };
}

interface Listener {
  readonly onFirst: () => Promise<void>;
  readonly onEvent: (payload: unknown) => void;
  readonly onEnd: (why: string) => void;
}

/** Opens the stream; answers what ends it. `onEnd` is called once, unless it was ended from here. */
function open({ host, port }: Listening, clock: Clock, { onFirst, onEvent, onEnd }: Listener): () => void {
  let isOver = false;
  let stopTimer = () => {};
  const end = (why: string) => {
    if (isOver) return;
    isOver = true;
    stopTimer();
    request.destroy();
    onEnd(why);
  };
  const within = (ms: number, why: string) => {
    stopTimer();
    stopTimer = clock.after(ms, () => end(why));
  };
  let first = true;
  const read = eventReader((payload) => {
    if (isOver) return;
    within(SILENCE, "it has fallen silent");
    if (first) void onFirst();
    first = false;
    onEvent(payload);
  });
  const request = get({ host, port, path: "/event", headers: { accept: "text/event-stream" } }, (response) => {
    if (response.statusCode !== 200) return end(`it answers ${response.statusCode ?? 0}`);
    response.setEncoding("utf8");
    response.on("data", read);
    response.on("end", () => end("it has closed the stream"));
    response.on("error", () => end("the stream broke off"));
  });
  request.on("error", () => end("it cannot be reached"));
  within(FIRST_EVENT, "it took the connection and said nothing");
  return () => {
    isOver = true;
    stopTimer();
    request.destroy();
  };
}

/** So much of one event is kept; more is dropped with the event. */
const LONGEST_EVENT = 1024 * 1024;

/** Reads server-sent events out of chunks: the JSON of each `data`, and nothing of what is none. */
export function eventReader(onEvent: (payload: unknown) => void): (chunk: string) => void {
  let rest = "";
  return (chunk) => {
    const blocks = `${rest}${chunk}`.split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? "";
    if (rest.length > LONGEST_EVENT) rest = "";
    for (const block of blocks) {
      const data = block
        .split(/\r?\n/)
        .filter((line) => line.startsWith("data:"))
        .map((line) => line.slice(5).trimStart());
      const payload = parsed(data.join("\n"));
      if (payload !== undefined) onEvent(payload);
    }
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Keeps E3. What does not answer counts as nothing. */
async function snapshotOf(at: Listening, clock: Clock): Promise<unknown> {
  const [status, permissions, questions] = await Promise.all(
    ["/session/status", "/permission", "/question"].map((path) => ask(at, path, clock)),
  );
  return { type: "drover.snapshot", properties: { status, permissions, questions } };
}

function ask({ host, port }: Listening, path: string, clock: Clock): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const request = get({ host, port, path }, (response) => {
    let text = "";
    response.setEncoding("utf8");
    response.on("data", (chunk: string) => {
      text = text.length > LONGEST_EVENT ? text : text + chunk;
    });
    response.on("end", () => resolve(response.statusCode === 200 ? parsed(text) : undefined));
    response.on("error", () => resolve(undefined));
  });
  request.on("error", () => resolve(undefined));
  const stop = clock.after(ANSWER, () => request.destroy());
  return promise.finally(stop);
}
