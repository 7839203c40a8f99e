// The daemon: the parts wired to one life. It owns nothing of the user's: it watches, dispatches, performs.
import type { Said } from "../agents/channels/word.ts";
import type { Evidence } from "../machines/evidence.ts";
import { claimId } from "../machines/ids.ts";
import type { ClaimId, SessionName } from "../machines/ids.ts";
import { workOf } from "../machines/step.ts";
import type { TimerRow } from "../state/ledger/ledger.ts";
import { makeAlarms } from "./alarms.ts";
import { makeChannels } from "./channels/channels.ts";
import type { HookAnswer } from "./channels/hooks.ts";
import type { Deliverer } from "./delivery/deliverer.ts";
import type { Eyes } from "./delivery/sight.ts";
import { makeDispatch } from "./dispatch.ts";
import type { Committed, Dispatch } from "./dispatch.ts";
import { makeHeldBack } from "./held-back.ts";
import { makeLife } from "./life.ts";
import { makeNews } from "./news.ts";
import type { Listeners, News } from "./news.ts";
import { makePerform } from "./perform.ts";
import { makePerformers } from "./performers/performers.ts";
import { makePersist } from "./persist.ts";
import { followActivity } from "./runs/follow-activity.ts";
import { forgetDetails } from "./runs/forget-details.ts";
import { keepRuns } from "./runs/keep-runs.ts";
import type { HookCall } from "./ports.ts";
import { recover } from "./recover.ts";
import { keepRetention, RETENTION } from "./retention.ts";
import { loadSessions } from "./sessions.ts";
import type { Sessions } from "./sessions.ts";
import type { Settings } from "./settings.ts";
import { tellBy } from "./tell.ts";
import { keepTicking } from "./ticking.ts";
import { makeBindings } from "./watch/bindings.ts";
import { makeEyes } from "./watch/eyes.ts";
import { makeLimits } from "./watch/limits.ts";
import { startWatches } from "./watch/start.ts";
import { workersIn } from "./watch/workers.ts";
import type { World } from "./world.ts";

export interface Daemon {
  readonly dispatch: Dispatch;
  readonly sessions: Sessions;
  readonly eyes: Eyes;
  readonly news: News;
  readonly freshClaim: () => ClaimId;
  /** What holds a session's delivery back now, for people. */
  readonly heldBack: (session: SessionName) => string | undefined;
  /** What the last look at a session said, also where it changed nothing. */
  readonly latest: (session: SessionName) => Evidence | undefined;
  /** What a session's agent says of itself now. */
  readonly said: (session: SessionName) => Said;
  /** One call of an agent's hook. */
  readonly hook: (call: HookCall) => Promise<HookAnswer>;
  /** Ends all waiting; resolves when nothing runs any more. The ledger knows how far everything came. */
  stop(): Promise<void>;
}

/** `listeners`: who hears the news of an earlier life, and hears on. */
export async function startDaemon(settings: Settings, world: World, listeners?: Listeners): Promise<Daemon> {
  const { clock, ledger, backlog, ids } = world;
  const life = makeLife(clock);
  const bindings = makeBindings();
  const limits = makeLimits();
  const eyes = makeEyes(settings.sessions, bindings, { ...world, limits, hearing: () => channels });
  const sessions = loadSessions(namesOf(settings, world), ledger, settings.policy);
  const persist = makePersist({ ...world, life });
  const news = makeNews(ledger, persist, () => clock.now(), listeners);
  const held = makeHeldBack(news.note);
  const freshClaim = () => claimId(`c-${ids.fresh()}`);

  const follow = followActivity({ ...world, sessions });
  const onCommitted = ({ transitions, outbox, journal }: Committed) => {
    for (const { session, timers } of transitions) alarms.apply(session, timers);
    for (const { session } of transitions) follow(session);
    news.publish(journal);
    outbox.forEach(perform);
  };
  const dispatch = makeDispatch({
    ...world,
    sessions,
    onCommitted,
    dueOf: (session, id) => alarms.dueOf(session, id),
    soon: (run) => setImmediate(run),
    later: (run) => void clock.after(1_000, run),
  });

  const channels = makeChannels({
    ...world,
    life,
    sessions,
    dispatch,
    journal: news,
    wake: (name) => watches.nudge(name),
  });
  const deliverer: Deliverer = {
    ledger,
    backlog,
    spool: world.spool,
    eyes,
    clock,
    life,
    ids,
    advance: news.advance,
    personQuiet: settings.personQuiet,
    isPaused: (session) => sessions.get(session).context.paused,
    isHeld: (session, claim) => sessions.get(session).context.holding?.claim === claim,
    keepScreen: (session, rows) => persist.ifPossible(() => ledger.keepScreen({ session, rows, at: clock.now() })),
    heldBack: held.say,
    receipt: channels.receipt,
  };
  const perform = makePerform(
    makePerformers(settings, deliverer, {
      persist,
      held,
      note: news.note,
      heat: () => watches.heat(),
      kick: () => runs.kick(),
      placer: { git: world.git, worktrees: world.worktrees },
    }),
    {
      ledger,
      persist,
      dispatch,
      onBug: world.onBug,
    },
  );
  const runs = keepRuns({ ...world, settings, eyes, life, sessions, dispatch, freshClaim, note: news.note });
  /** A task ends by what is seen now: the daemon may have stood still while its timer ran, and what held before is old. */
  const ring = async ({ session, event, due }: TimerRow) => {
    if (workOf(sessions.get(session)) === "working") await watches.seen(session);
    await dispatch(session, { type: "timer", at: clock.now(), event, claim: freshClaim(), due });
  };
  const alarms = makeAlarms(ledger.timers(), clock, (timer) => void ring(timer).catch(world.onBug));

  const tell = tellBy({ ledger, persist, dispatch, profiles: world.profiles });
  const watches = startWatches(settings.sessions, {
    ...world,
    limits,
    bindings,
    life,
    hearing: channels,
    workerOf: workersIn(sessions, ledger),
    tell,
  });
  const open = ledger.openDeliveries().map(({ claim }) => claim);
  await Promise.all([...world.servers.values()].map((server) => server.dropBuffers(open)));
  await world.spool.sweep(open);
  await channels.begin();
  await recover({ ledger, backlog, sessions, dispatch, perform, now: () => clock.now() });
  watches.begin();
  alarms.begin();
  runs.begin();
  const ticking = keepTicking({
    backlog,
    clock,
    life,
    sessions,
    dispatch,
    freshClaim,
    checkInterval: settings.checkInterval,
  });
  ticking.catch(world.onBug);
  const retention = settings.retention ?? RETENTION;
  const forgetting = Promise.all([
    keepRetention({ ...world, life, retention }),
    forgetDetails({ ...world, life, age: retention.runs }),
  ]);
  forgetting.catch(world.onBug);

  return {
    dispatch,
    sessions,
    eyes,
    news,
    freshClaim,
    heldBack: held.of,
    latest: watches.latest,
    said: channels.said,
    hook: channels.hook,
    stop: async () => {
      life.end();
      channels.stop();
      alarms.stop();
      world.checker.callOff();
      await Promise.all([watches.stopped(), ticking, forgetting, perform.idle(), runs.stopped()]);
      // What came in meanwhile is committed while the stores are open; what it begins finds the life over.
      await dispatch.close(() => perform.idle());
    },
  };
}

/** The configured sessions, and those that the config no longer names but whose work is still open. */
function namesOf(settings: Settings, { ledger }: World): readonly SessionName[] {
  const open = [...ledger.outbox(), ...ledger.openDeliveries(), ...ledger.timers()].map(({ session }) => session);
  return [...new Set([...settings.sessions.map(({ name }) => name), ...open])];
}
