// What is true of a run after every step, whatever happened.
// R1. It ends at most once; an open run has not ended, one that is over has (or was withdrawn).
// R2. `done` comes out only of a turn that ended well and was not to be judged, of a check that passed, of a person's
//     word, or of a task that somebody else finished.
// R3. A failed check is followed up so often as the policy says, and fails the run the next time.
// R4. Each round is inspected once, and only where somebody wanted it judged; what was found of another one changes nothing.
// R5. A claim whose turn was judged is counted once: done or failed, or not at all because another turn was judged.
//     A word that comes while a follow-up waits is no turn.
// R6. A timer that is set belongs to a state that is active.
// R7. A run that nobody ever claimed, or of which nothing was typed, is withdrawn without a word about its task's end.
import { expect } from "vitest";
import { isJudged } from "../../../machines/run-context.ts";
import { isOver, runStateOf } from "../../../machines/run-step.ts";
import type { RunWorld } from "./run-world.ts";

export function checkRunRules(world: RunWorld): void {
  const { run, endings, inspections, verdicts, timers, failedChecks } = world;
  const state = runStateOf(run);
  const { policy, round, failure } = run.context;
  const ends = endings.filter((kind) => kind !== "follow up");
  const settled = world.last?.event.type === "settled";
  expect(ends.length, "R1").toBeLessThanOrEqual(1);
  if (!isOver(state)) expect(ends, "R1").toEqual([]);
  if (state === "done" && !settled) expect(ends, "R1").toEqual(["done"]);
  if (state === "failed") expect(failure, "R1").not.toBeNull();

  expect(endings.filter((kind) => kind === "follow up").length, "R3").toBe(round);
  expect(round, "R3").toBeLessThanOrEqual(policy.followUps);
  expect(failedChecks, "R3").toBeLessThanOrEqual(policy.followUps + 1);

  expect(inspections, "R4").toEqual(inspections.map((_, at) => at));
  if (!isJudged(policy)) expect(inspections, "R4").toEqual([]);
  if (isOfAnotherRound(world)) expect(world.last?.stepped.changed, "R4").toBe(false);

  const judged = verdicts.map((verdict) => verdict.split(" ")[0]);
  expect(new Set(judged).size, "R5").toBe(judged.length);
  if (isOver(state)) expect(judged.length, "R5").toBe(world.judgedTurns);
  if (state === "done")
    expect(
      verdicts.filter((verdict) => verdict.endsWith("failed")),
      "R5",
    ).toEqual([]);

  const active = new Set(run._nodes.flatMap((node) => node.after.map(({ eventType }) => eventType)));
  for (const id of timers.keys()) expect(active, "R6").toContain(id);

  if (state === "withdrawn") expect([ends.filter((kind) => kind !== "set free"), inspections], "R7").toEqual([[], []]);
  checkDone(world);
}

const isOfAnotherRound = ({ last }: RunWorld): boolean =>
  last?.event.type === "inspected" && last.event.round !== last.before.run.context.round;

function checkDone({ last }: RunWorld): void {
  if (!last?.stepped.moves.some(({ kind }) => kind === "done")) return;
  const { event, before } = last;
  const { policy } = before.run.context;
  switch (event.type) {
    case "ended":
      expect([event.ended.kind, isJudged(policy)], "R2").toEqual(["done", false]);
      return;
    case "inspected": {
      const small = policy.review.kind === "larger" && event.lines !== null && event.lines <= policy.review.lines;
      expect(policy.review.kind === "auto" || small, "R2").toBe(true);
      expect(["passed", "none"], "R2").toContain(event.check.kind);
      return;
    }
    default:
      expect(event.type, "R2").toBe("approved");
  }
}
