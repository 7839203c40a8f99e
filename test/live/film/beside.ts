// The real daemon beside a driven agent: it watches, is given nothing to do, and what it believes is written down.
import { join } from "node:path";
import { PROFILES } from "../../../agents/profiles.ts";
import { startOn } from "../../../cli/compose/daemon.ts";
import type { Running } from "../../../cli/compose/daemon.ts";
import type { Evidence } from "../../../machines/evidence.ts";
import { sessionName } from "../../../machines/ids.ts";
import { RIGHT } from "./right.ts";
import type { Place } from "./studio.ts";
import type { State } from "./truth.ts";
import { DEFAULT_POLICY } from "../../../machines/policy.ts";

/** From `at` on the daemon believed this. */
export interface Belief {
  readonly at: number;
  readonly evidence: Evidence;
}

export interface Beside {
  readonly beliefs: readonly Belief[];
  /** True where what is believed now fits this state. */
  noticed(state: State): boolean;
  stop(): Promise<void>;
}

/** How exactly the time of a change of belief is known. ms */
const EVERY = 25;

export async function daemonBeside(place: Place): Promise<Beside> {
  const daemon = await startDaemon(place, { idleThreshold: DEFAULT_POLICY.idleThreshold, checkInterval: 60_000 });
  const beliefs: Belief[] = [];
  const poll = setInterval(() => {
    const evidence = daemon.service.session(place.session)?.evidence;
    if (evidence && saysNew(beliefs.at(-1)?.evidence, evidence)) beliefs.push({ at: Date.now(), evidence });
  }, EVERY);
  return {
    beliefs,
    noticed: (state) => RIGHT[state].some((verdict) => verdict === beliefs.at(-1)?.evidence.verdict),
    stop: async () => {
      clearInterval(poll);
      await daemon.stop();
    },
  };
}

const saysNew = (before: Evidence | undefined, now: Evidence): boolean =>
  before === undefined || key(before) !== key(now);

const key = ({ verdict, sub, flags, because }: Evidence): string => [verdict, sub, ...flags, because].join(" ");

export interface Pace {
  readonly idleThreshold: number;
  readonly checkInterval: number;
}

/** The real daemon over one session, with a data directory of its own. */
export async function startDaemon({ top, socket, session }: Place, pace: Pace): Promise<Running> {
  const daemon = await startOn({
    dataDir: join(top, "data"),
    settings: {
      sessions: [{ name: sessionName(session), tmux: session, socket, agent: "auto", projects: [] }],
      policy: { ...DEFAULT_POLICY, idleThreshold: pace.idleThreshold, generalPromptMax: 0 },
      generalPrompt: "",
      checkInterval: pace.checkInterval,
      personQuiet: 2_000,
      report: false,
      maxAttempts: 1,
    },
    profiles: PROFILES,
    host: "127.0.0.1",
    port: 0,
    dryRun: false,
    say: () => {},
    onBug: (error) => {
      throw error;
    },
  });
  if (daemon.kind !== "running") throw new Error(daemon.why);
  return daemon;
}
