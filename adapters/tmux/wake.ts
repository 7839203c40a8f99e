// Being told instead of asking: hooks in the server and one blocked `tmux wait-for`.
// W1. tmux keeps a signal that nobody waits for, but a second one undoes the first. So each time we begin to wait counts as
//     a wake: it stands for all that was let off meanwhile, and no signal is lost.
// W2. At most one wake in 500 ms: some agents change their title ten times a second.
// W3. The wait says first which server it waits in. Another one than the hooks went into (a restart): they go in again.
// W4. Without a server it is looked for every 2 s.
// W5. It never rejects, and a missed wake costs only the time to the next sweep.
import type { Clock } from "../../daemon/ports.ts";
import type { ServerIdentity } from "../../machines/frame.ts";
import { SERVER, nonce, row } from "./formats.ts";
import { SHOW_HOOKS, channelOf, missingHooks, parseHooks, plainRemoval, removal } from "./hooks.ts";
import { parseServer, rows } from "./parse.ts";
import type { Command, Fork, Run } from "./run.ts";
import { chain, fork } from "./run.ts";

const REST = 500;
const LOOK_FOR_SERVER = 2_000;

export interface Waker {
  readonly run: Run;
  readonly socket: string;
  readonly clock: Clock;
  readonly dataDirHash: string;
}

type State =
  | { readonly kind: "installing" }
  | { readonly kind: "waiting"; readonly child: Fork }
  | { readonly kind: "resting"; readonly stop: () => void }
  | { readonly kind: "stopped" };

/** Resolves once the hooks are in, or no server was there to put them into. Stop removes them and ends the child. */
export async function wake(waker: Waker, onWake: () => void): Promise<() => Promise<void>> {
  const { run, clock } = waker;
  const channel = channelOf(waker.dataDirHash);
  let state: State = { kind: "installing" };
  let woken = -Infinity;
  let started: Promise<void> = Promise.resolve();

  const tell = () => {
    // keeps W2
    if (state.kind === "stopped" || clock.elapsed() - woken < REST) return;
    woken = clock.elapsed();
    onWake();
  };
  const rest = (ms: number, next: () => void) => {
    state = { kind: "resting", stop: clock.after(ms, next) };
  };
  const start = (): Promise<void> => {
    state = { kind: "installing" };
    started = install(run, channel).then((server) => {
      if (isStopped(state)) return;
      if (server === undefined) return rest(LOOK_FOR_SERVER, () => void start());
      wait(server);
    });
    return started;
  };
  const wait = (server: ServerIdentity): void => {
    const { child, ended } = waitFor(waker.socket, channel, server, tell);
    state = { kind: "waiting", child };
    void ended.then((end) => {
      if (isStopped(state)) return;
      if (end === "lost") return rest(REST, () => void start());
      tell();
      rest(REST, () => wait(server));
    });
  };

  await start();
  return async () => {
    const last = state;
    state = { kind: "stopped" };
    if (last.kind === "resting") last.stop();
    // What is being put in at this moment would be left behind.
    await started;
    await uninstall(run, channel, last.kind === "waiting");
    if (last.kind === "waiting") last.child.kill("stopped");
  };
}

const isStopped = (state: State): boolean => state.kind === "stopped";

/** Puts in what is missing; answers the server, undefined if there is none. Looks again, since another may race us. */
async function install(run: Run, channel: string, tries = 3): Promise<ServerIdentity | undefined> {
  const mine = nonce();
  const shown = await run({ args: chain(["display-message", "-p", row(mine, SERVER)], SHOW_HOOKS) });
  if (shown.kind !== "ended") return undefined;
  const server = parseServer(rows(shown.out, mine, SERVER.length)[0] ?? []);
  const missing = missingHooks(parseHooks(shown.out), channel);
  if (missing === undefined || tries === 0) return server;
  await run({ args: missing });
  return install(run, channel, tries - 1);
}

/** Lets a waiting child go too, by its own signal: killed, it would stay in the server's list of those who wait. */
async function uninstall(run: Run, channel: string, waiting: boolean): Promise<void> {
  for (const how of [removal, plainRemoval]) {
    const shown = await run({ args: SHOW_HOOKS });
    if (shown.kind !== "ended") return;
    const remove = how(parseHooks(shown.out), channel);
    if (remove === undefined) break;
    await run({ args: remove });
  }
  if (waiting) await run(letOff(channel));
}

const letOff = (channel: string): Command => ({ args: ["wait-for", "-S", channel] });

/**
 * Blocks until the channel is let off (`signal`), or the server is not the one meant, or went away (`lost`).
 * `onBegun` is called once it waits in the right one.
 */
function waitFor(socket: string, channel: string, server: ServerIdentity, onBegun: () => void) {
  const mine = nonce();
  const where = (out: string) => {
    const seen = parseServer(rows(out, mine, SERVER.length)[0] ?? []);
    if (seen === undefined) return "unknown";
    return seen.pid === server.pid && seen.start === server.start ? "right" : "wrong";
  };
  const child = fork(
    socket,
    { args: chain(["display-message", "-p", row(mine, SERVER)], ["wait-for", channel]) },
    letOff(channel),
    (out) => {
      // keeps W3
      if (where(out) === "wrong") child.kill("another server");
      if (where(out) === "right") onBegun();
    },
  );
  const ended = child.ended.then((ran) =>
    ran.kind === "ended" && ran.err === "" && where(ran.out) === "right" ? "signal" : "lost",
  );
  return { child, ended };
}

/** Removes the hooks that daemons of these data directories left behind, and lets a child go that still waits for one. */
export async function removeHooks(run: Run, dataDirHashes: readonly string[]): Promise<void> {
  for (const hash of dataDirHashes) await uninstall(run, channelOf(hash), true);
}
