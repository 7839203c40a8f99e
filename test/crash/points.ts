// Every place at which the daemon can be stopped, by name: before and after each call that leaves the process.
// The ports are wrapped; the daemon does not know.
// A name is `before|during|after CALL`. `during`: the call's child process is in flight and its answer not read yet.
import type { World } from "../../daemon/world.ts";
import type { Backlog, TmuxServer } from "../../daemon/ports.ts";
import type { Ledger, Transition } from "../../state/ledger/ledger.ts";
import { parseMark } from "../../machines/mark.ts";

export interface Arrive {
  (point: string): void;
  /** When to arrive `during` a call, in ms from its beginning. */
  readonly during: (call: string) => number;
}

export const pointed = (world: World, arrive: Arrive): World => ({
  ...world,
  ledger: ledger(world.ledger, arrive),
  backlog: backlog(world.backlog, arrive),
  spool: {
    ...world.spool,
    write: (claim, text) => around("spool", arrive, () => world.spool.write(claim, text)),
    remove: (claim) => around("unspool", arrive, () => world.spool.remove(claim)),
  },
  servers: new Map([...world.servers].map(([name, server]) => [name, tmux(server, arrive)])),
});

/** Commits to state.db. */
function ledger(inner: Ledger, arrive: Arrive): Ledger {
  const sync = <T>(call: string, work: () => T): T => {
    arrive(`before ${call}`);
    const answer = work();
    arrive(`after ${call}`);
    return answer;
  };
  return {
    ...inner,
    commit: (group) => sync(`commit ${named(group)}`, () => inner.commit(group)),
    advance: (delivery, at) => sync(`advance ${delivery.phase.name}`, () => inner.advance(delivery, at)),
    performed: (seq) => sync("performed", () => inner.performed(seq)),
  };
}

/** A group is named by what it wants done, else by what happened: `ask`, `deliver`, `release`, `delivered`, `capture` … */
function named(group: readonly Transition[]): string {
  const intents = group.flatMap(({ intents }) => intents.map(({ kind }) => kind));
  return intents[0] ?? group.find(({ event }) => event.type !== "capture")?.event.type ?? "capture";
}

/** Commits to goals.db. */
const backlog = (inner: Backlog, arrive: Arrive): Backlog => ({
  ...inner,
  claim: (request) => around("claim", arrive, () => inner.claim(request)),
  begin: (claim, fence) => around("begin", arrive, () => inner.begin(claim, fence)),
  working: (claim, fence) => around("working", arrive, () => inner.working(claim, fence)),
  complete: (claim, fence, ending, at) =>
    around(`complete ${ending.kind}`, arrive, () => inner.complete(claim, fence, ending, at)),
  endRun: (claim, fence, ended, at) =>
    around(`complete ${ended.kind}`, arrive, () => inner.endRun(claim, fence, ended, at)),
  release: (claim) => around("release", arrive, () => inner.release(claim)),
});

const tmux = (inner: TmuxServer, arrive: Arrive): TmuxServer => ({
  ...inner,
  paste: (order) => inFlight("paste", arrive, () => inner.paste(order)),
  enter: (order) => inFlight(order.again ? "enter again" : "enter", arrive, () => inner.enter(order)),
  mark: (order) => inFlight(`mark ${parseMark(order.to)?.stage}`, arrive, () => inner.mark(order)),
});

async function around<T>(call: string, arrive: Arrive, work: () => Promise<T>): Promise<T> {
  arrive(`before ${call}`);
  const answer = await work();
  arrive(`after ${call}`);
  return answer;
}

function inFlight<T>(call: string, arrive: Arrive, work: () => Promise<T>): Promise<T> {
  return around(call, arrive, async () => {
    const answer = work();
    const timer = setTimeout(() => arrive(`during ${call}`), arrive.during(call));
    return answer.finally(() => clearTimeout(timer));
  });
}
