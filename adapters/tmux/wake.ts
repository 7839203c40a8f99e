// Being told instead of asking: hooks in the server and one blocked `tmux wait-for`.
// W1. A signal sent while nobody waits is kept by tmux, so resting between two waits loses none.
// W2. At most one wake in 500 ms: some agents change their title ten times a second.
// W3. The wait says first which server it waits in. Another one than the hooks went into (a restart): they go in again.
// W4. Without a server it is looked for every 2 s; one that comes is itself a wake.
// W5. It never rejects, and a missed wake costs only the time to the next sweep.
import type { Clock } from "../../daemon/ports.ts";
import type { ServerIdentity } from "../../machines/frame.ts";
import { SERVER, nonce, row } from "./formats.ts";
import { SHOW_HOOKS, channelOf, missingHooks, parseHooks, removal } from "./hooks.ts";
import { parseServer, rows } from "./parse.ts";
import type { Fork, Run } from "./run.ts";
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
  const stopped = () => state.kind === "stopped";
  const rest = (ms: number, next: () => void) => {
    state = { kind: "resting", stop: clock.after(ms, next) };
  };

  const start = async (): Promise<void> => {
    state = { kind: "installing" };
    const server = await install(run, channel);
    if (stopped()) return;
    if (server === undefined) return rest(LOOK_FOR_SERVER, restart);
    wait(server);
  };
  const restart = () => void start().then(() => stopped() || state.kind !== "waiting" || onWake());

  const wait = (server: ServerIdentity): void => {
    const waiting = waitFor(waker.socket, channel, server);
    state = { kind: "waiting", child: waiting.child };
    void waiting.outcome.then((outcome) => {
      if (stopped()) return;
      if (outcome === "lost") return rest(REST, restart);
      rest(REST, () => wait(server));
      onWake();
    });
  };

  await start();
  return async () => {
    const last = state;
    state = { kind: "stopped" };
    if (last.kind === "resting") last.stop();
    await uninstall(run, channel, last.kind === "waiting");
    if (last.kind === "waiting") last.child.kill("stopped");
  };
}

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
  const shown = await run({ args: SHOW_HOOKS });
  if (shown.kind !== "ended") return;
  const remove = removal(parseHooks(shown.out), channel);
  if (remove) await run({ args: remove });
  if (waiting) await run({ args: ["wait-for", "-S", channel] });
}

/** Blocks until the channel is let off (`signal`), or the server is not the one meant, or went away (`lost`). */
function waitFor(socket: string, channel: string, server: ServerIdentity) {
  const mine = nonce();
  const isAnother = (out: string) => {
    const seen = parseServer(rows(out, mine, SERVER.length)[0] ?? []);
    return seen !== undefined && (seen.pid !== server.pid || seen.start !== server.start);
  };
  const child = fork(
    socket,
    { args: chain(["display-message", "-p", row(mine, SERVER)], ["wait-for", channel]) },
    (out) => isAnother(out) && child.kill("another server"),
  );
  // keeps W3: a wait that ended by a signal has named its server and reported no error
  const outcome = child.ended.then((ran) =>
    ran.kind === "ended" && ran.err === "" && !isAnother(ran.out) && ran.out !== "" ? "signal" : "lost",
  );
  return { child, outcome };
}

/** Removes the hooks that daemons of these data directories left behind. */
export async function removeHooks(run: Run, dataDirHashes: readonly string[]): Promise<void> {
  for (const hash of dataDirHashes) await uninstall(run, channelOf(hash), false);
}
