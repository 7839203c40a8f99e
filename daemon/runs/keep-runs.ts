// Does what runs have left to be done, rings their timers, and ends those whose tasks somebody else has ended.
// E1. A deed is taken off the list when it was performed, not before; each may be performed again.
// E2. No deed is performed twice at once.
// E3. Whoever writes into goals.db (a command without a daemon, too) is noticed within a second.
import type { ClaimId, SessionName } from "../../machines/ids.ts";
import type { Inspection, OpenDeed } from "../../orchestrator/runs/run-book.ts";
import type { Run } from "../../orchestrator/runs/run.ts";
import type { Dispatch } from "../dispatch.ts";
import { Ended } from "../life.ts";
import type { Life } from "../life.ts";
import type { Sessions } from "../sessions.ts";
import { inspect } from "./inspect.ts";
import type { Inspector } from "./inspect.ts";

export interface RunKeeper extends Inspector {
  readonly life: Life;
  readonly sessions: Sessions;
  readonly dispatch: Dispatch;
  readonly freshClaim: () => ClaimId;
  /** Tells people, in the work log. */
  readonly note: (session: SessionName, type: string, data: unknown) => void;
  readonly onBug: (error: unknown) => void;
}

/** ms */
const LOOK_EVERY = 1_000;

export interface KeptRuns {
  begin(): void;
  /** Something may be left to be done: look now. Before the beginning nothing is done. */
  kick(): void;
  /** Resolves when the daemon's life is over and nothing is performed any more. */
  stopped(): Promise<void>;
}

export function keepRuns(by: RunKeeper): KeptRuns {
  const running = new Map<number, Promise<void>>();
  let looking: Promise<void> = Promise.resolve();
  let round: Promise<void> | undefined;
  const look = async () => {
    for (const open of await by.backlog.deeds()) {
      if (by.life.ended || running.has(open.seq)) continue;
      const done = perform(open, by)
        .catch((error: unknown) => void (error instanceof Ended || by.onBug(error)))
        .finally(() => {
          running.delete(open.seq);
          kick();
        });
      running.set(open.seq, done);
    }
  };
  const kick = () => {
    if (round !== undefined && !by.life.ended) looking = looking.then(look).catch(by.onBug);
  };
  return {
    begin: () => void (round ??= keepLooking(by, kick)),
    kick,
    stopped: async () => {
      await round;
      await looking;
      await Promise.all(running.values());
    },
  };
}

async function keepLooking(by: RunKeeper, kick: () => void): Promise<void> {
  let version: number | undefined;
  let due: number | undefined;
  try {
    for (;;) {
      const now = by.clock.now();
      const latest = by.backlog.version();
      if (latest !== version || (due !== undefined && due <= now)) {
        version = latest;
        await by.backlog.settleStrays(now);
        due = await by.backlog.ring(now);
        kick();
      }
      await by.life.pause(LOOK_EVERY);
    }
  } catch (error) {
    if (!(error instanceof Ended)) by.onBug(error);
  }
}

const wordsOn = ({ state, wants, failure }: Run, { check }: Inspection) => ({ now: state, check, wants, failure });

/** Keeps E1. */
async function perform({ seq, run, deed }: OpenDeed, by: RunKeeper): Promise<void> {
  switch (deed.kind) {
    case "inspect": {
      const isWanted = run.state === "checking" && run.round === deed.round;
      const found = isWanted ? await inspect(run, by) : undefined;
      const now = found && (await by.backlog.inspected(run.id, found, by.clock.now()));
      if (now && found) by.note(run.session, "inspected", { task: run.task, run: run.id, ...wordsOn(now, found) });
      break;
    }
    case "offer":
      if (by.sessions.has(run.session)) {
        await by.dispatch(run.session, { type: "assign", at: by.clock.now(), claim: by.freshClaim() });
      }
      break;
    case "verdict":
      if (deed.claim !== null && by.sessions.has(run.session)) {
        const { claim, outcome } = deed;
        await by.dispatch(run.session, { type: "judged", at: by.clock.now(), claim, outcome });
      }
      break;
  }
  await by.backlog.performed(seq);
}
