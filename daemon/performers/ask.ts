import type { IntentOf } from "../../machines/intents.ts";
import type { SessionName } from "../../machines/ids.ts";
import { isJudged } from "../../machines/run-context.ts";
import { deliveredText, tagId, tagLine } from "../../orchestrator/brief.ts";
import { checkTaskText } from "../../orchestrator/text.ts";
import type { Claimed } from "../../orchestrator/backlog.ts";
import { briefText } from "../../orchestrator/runs/brief.ts";
import type { Place, Run } from "../../orchestrator/runs/run.ts";
import { titleOf } from "../../orchestrator/goals/goal.ts";
import type { Ledger } from "../../state/ledger/ledger.ts";
import type { Held } from "../delivery/guards.ts";
import type { Text } from "../dispatch.ts";
import type { Outcome } from "../perform.ts";
import type { Persist } from "../persist.ts";
import type { Backlog, Clock } from "../ports.ts";
import { branchesBelow, placeOf } from "../runs/place.ts";
import type { Placed, Placer } from "../runs/place.ts";
import { asLine, checkOf, policyOf, projectOf } from "../runs/project.ts";
import type { Settings } from "../settings.ts";

interface Asker extends Placer {
  readonly persist: Persist;
  readonly backlog: Backlog;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly heldBack: (session: SessionName, held: Held) => void;
  /** What held it back holds no more. */
  readonly forgetHeldBack: (session: SessionName) => void;
}

type Granted = Extract<Claimed, { kind: "claimed" }>;
type Ask = IntentOf<"ask">;

/** A task for which no place can be made is not looked at again before. ms */
const NO_PLACE_FOR = 300_000;

/** Asks the backlog under the claim; brings the text along, so that it is committed with the grant. */
export const ask =
  (by: Asker) =>
  async ({ claim }: Ask, session: SessionName): Promise<Outcome> => {
    // While its last work is checked, an agent is given nothing else: a failed check goes back to it as it stands.
    const [checked] = await by.backlog.runs({ session, states: ["checking"], limit: 1 });
    if (checked !== undefined) {
      const why = `${checked.task} is being checked; it comes back to this agent if that fails`;
      by.heldBack(session, { guard: "being checked", why });
      return { event: { type: "nothing", at: by.clock.now(), claim, wait: true } };
    }
    const projects = by.settings.sessions.find(({ name }) => name === session)?.projects ?? [];
    const answer = await by.backlog.claim({ claim, session, projects, at: by.clock.now() });
    if (answer.kind === "nothing") {
      by.forgetHeldBack(session);
      return nothing(claim, by);
    }
    const { policy, place, run } = await begin(answer, claim, session, by);
    if (place.kind === "no place") return noPlace(answer, claim, session, place.why, by);
    const at = by.clock.now();
    await by.persist.surely(() => by.ledger.recordChoice(session, claim, answer.choice, at));
    const later = isJudged(run?.policy ?? policy) ? { judgedLater: true as const } : {};
    const { task, fence } = answer;
    return {
      event: {
        type: "granted",
        at,
        claim,
        grant: { kind: "task", task: task.id, fence, priority: task.priority, ...later },
      },
      text: await taskText(answer, claim, run, place.place, by),
    };
  };

function nothing(claim: Ask["claim"], by: Asker): Outcome {
  const text = textOf(by.settings.generalPrompt, tagId(undefined, claim), by);
  return { event: { type: "nothing", at: by.clock.now(), claim }, text };
}

async function begin({ task }: Granted, claim: Ask["claim"], session: SessionName, by: Asker) {
  const policy = policyOf(task, by.settings);
  const run = await by.backlog.openRun({ claim, session, policy, at: by.clock.now() });
  const place: Placed =
    run === undefined ? { kind: "placed" } : await placeOf(run, task, projectOf(by.settings, task.project), by);
  return { policy, run, place };
}

/** The task goes back for a while, and the session is told why. */
async function noPlace({ task, fence }: Granted, claim: Ask["claim"], session: SessionName, why: string, by: Asker) {
  const at = by.clock.now();
  by.heldBack(session, { guard: "no place", why: `${task.id}: ${why}` });
  await by.backlog.complete(claim, fence, { kind: "again", reason: why, notBefore: at + NO_PLACE_FOR }, at);
  return { event: { type: "nothing", at, claim, wait: true } } as const;
}

async function taskText(
  { task }: Granted,
  claim: Ask["claim"],
  run: Run | undefined,
  place: Place | undefined,
  by: Asker,
): Promise<Text> {
  const checked = checkTaskText(task.content);
  if (checked.kind === "refused") throw new Error(`the backlog granted ${task.id}: ${checked.why}`);
  const goal = task.goal === undefined ? undefined : await by.backlog.goal(task.goal);
  const check = checkOf(task, projectOf(by.settings, task.project));
  const content = briefText({
    task: { ...task, content: checked.text },
    past: await by.backlog.past(task.id),
    buildsOn: await branchesBelow(task, place, by),
    isFollowUp: run !== undefined && run.round > 0,
    ...(goal === undefined ? {} : { goal: titleOf(goal) }),
    ...(place === undefined ? {} : { place }),
    ...(check === undefined ? {} : { check: asLine(check) }),
  });
  return textOf(content, tagId(task.id, claim), by, true);
}

/** Only a task can be reported on; the general prompt has no id that `drover done` knows. */
function textOf(content: string, id: string, by: Asker, isTask = false): Text {
  const report = isTask && by.settings.report ? { doneCommand: "drover done" } : undefined;
  return { text: deliveredText(content, id, report), tag: tagLine(id) };
}
