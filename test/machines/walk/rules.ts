// What is true after every step, whatever happened.
// R1. Something is held in assigning, working and unsure, and in no other state of work.
// R2. A claim is being asked for in idle-threshold, and in no other state of work.
// R3. The context knows whether it is paused. Paused, nothing is being asked for.
// R4. The idle clock is there while idle, and runs while nothing stands in the composer.
// R5. `ask` comes out only into a session that is fed and idle, idle for as long as it must be.
// R6. `deliver` comes out only of a session that was asking, for the claim it asked under, while fed and idle.
// R7. A claim is delivered at most once.
// R8. What is delivered ends once: released, completed or doubted; what is doubted is let go once, by a person.
// R9. A grant that goes back because nobody wants it is never the one we hold.
// R10. General prompts that may have been typed since the last real task stay within what the user allowed.
// R11. Counters move with what ended, by one, and only for tasks; a turn that is to be judged counts when it was, once.
// R12. A timer that is set belongs to a state that is active.
import { expect } from "vitest";
import { idleFor } from "../../../machines/context.ts";
import type { Intent } from "../../../machines/intents.ts";
import { activityOf, workOf } from "../../../machines/step.ts";
import { POLICY } from "../sample.ts";
import type { Fate, Last, World } from "./world.ts";

export function checkRules(world: World): void {
  checkState(world);
  if (!world.last) return;
  for (const intent of world.last.stepped.intents) checkIntent(intent, world, world.last);
  checkCounters(world, world.last);
}

function checkState({ session, timers, prompts }: World): void {
  const { context, value } = session;
  const work = workOf(session);
  expect(context.holding !== null, "R1").toBe(["assigning", "working", "unsure"].includes(work));
  expect(context.asking !== null, "R2").toBe(work === "idle-threshold");
  expect(context.paused, "R3").toBe(value.control === "paused");
  if (context.paused) expect(work, "R3").not.toBe("idle-threshold");
  expect(context.idle !== null, "R4").toBe(activityOf(session) === "idle");
  if (context.idle) expect(context.idle.since !== null, "R4").toBe(session.matches({ activity: { idle: "clear" } }));
  expect(prompts, "R10").toBeLessThanOrEqual(POLICY.generalPromptMax);
  const active = new Set(afterEvents(session));
  for (const id of timers.keys()) expect(active, "R12").toContain(id);
}

const afterEvents = (session: World["session"]): readonly string[] =>
  session._nodes.flatMap((node) => node.after.map(({ eventType }) => eventType));

/** What a claim must have been before an intent about it. */
const BEFORE = {
  ask: [undefined],
  deliver: ["asked"],
  /** A grant that comes twice goes back twice: giving back is idempotent in the world. */
  release: [undefined, "asked", "released", "delivering"],
  complete: ["delivering"],
  doubt: ["delivering"],
  unhold: ["doubted"],
  overtime: ["delivering"],
} as const satisfies Record<Intent["kind"], readonly (Fate | undefined)[]>;

function checkIntent(intent: Intent, { session }: World, { before, event }: Last): void {
  const fate = before.fates.get(intent.claim);
  expect(BEFORE[intent.kind], `R7, R8: ${intent.kind} of what is ${fate}`).toContain(fate);
  const { context } = session;
  switch (intent.kind) {
    case "ask":
      expect(context.paused, "R5").toBe(false);
      expect(session.matches({ activity: { idle: "clear" } }), "R5").toBe(true);
      expect(idleFor(context, event.at), "R5").toBeGreaterThanOrEqual(
        before.session.context.byHand || event.type === "assign" ? POLICY.handThreshold : POLICY.idleThreshold,
      );
      return;
    case "deliver":
      expect(workOf(before.session), "R6").toBe("idle-threshold");
      expect(intent.claim, "R6").toBe(before.session.context.asking);
      expect([before.session.context.paused, context.paused], "R6").toEqual([false, false]);
      expect(session.matches({ activity: { idle: "clear" } }), "R6").toBe(true);
      if (intent.grant.kind === "general")
        expect(idleFor(context, event.at), "R6").toBeGreaterThanOrEqual(POLICY.idleThreshold);
      return;
    case "release":
      if (event.type === "granted") expect(context.holding?.claim, "R9").not.toBe(intent.claim);
      else expect(before.session.context.holding?.claim, "R8").toBe(intent.claim);
      return;
    case "complete":
    case "unhold":
      expect(before.session.context.holding?.claim, "R8").toBe(intent.claim);
      expect(context.holding, "R8").toBeNull();
      return;
    case "doubt":
    case "overtime":
      expect(context.holding?.claim, "R8").toBe(intent.claim);
      return;
  }
}

function checkCounters({ session }: World, { before, event, stepped }: Last): void {
  const was = before.session.context;
  const is = session.context;
  const ended = stepped.intents.flatMap((intent) =>
    intent.kind === "complete" && intent.grant.kind === "task" ? [endOf(intent)] : [],
  );
  const judged = event.type === "judged" && was.unjudged.includes(event.claim) ? [event.outcome] : [];
  const counted = [...ended, ...judged];
  expect(is.tasksCompleted - was.tasksCompleted, "R11").toBe(counted.filter((kind) => kind === "done").length);
  expect(is.tasksFailed - was.tasksFailed, "R11").toBe(counted.filter((kind) => kind === "failed").length);
  expect(is.unjudged.length - was.unjudged.length, "R11").toBe(
    ended.filter((kind) => kind === "unjudged").length - judged.length,
  );
  expect(is.workSessions - was.workSessions, "R11").toBe(
    workOf(before.session) === "assigning" &&
      ["working", "free"].includes(workOf(session)) &&
      !released(stepped.intents)
      ? 1
      : 0,
  );
}

const endOf = ({ ended, grant }: Extract<Intent, { kind: "complete" }>): string =>
  ended.kind === "done" && grant.kind === "task" && grant.judgedLater ? "unjudged" : ended.kind;

const released = (intents: readonly Intent[]): boolean => intents.some(({ kind }) => kind === "release");
