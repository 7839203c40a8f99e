import { goalId, visionId } from "../../machines/ids.ts";
import { checkTaskText } from "../../orchestrator/text.ts";
import type { GoalChangeWish, GoalWish, MadeGoal, MadeVision } from "../goal-service.ts";
import type { GoalCore } from "./goal-core.ts";
import { noGoal } from "./not-there.ts";

/** Goals and visions are shown on terminals and handed to planners: what no task may carry, they may not either. */
export async function addVision(content: string, { backlog, clock }: GoalCore): Promise<MadeVision> {
  const checked = checkTaskText(content);
  if (checked.kind === "refused") return { kind: "refused", why: about("vision", checked.why) };
  return { kind: "made", vision: await backlog.addVision({ content: checked.text }, clock.now()) };
}

export async function addGoal({ vision, ...wish }: GoalWish, { backlog, clock }: GoalCore): Promise<MadeGoal> {
  const checked = checkTaskText(wish.content);
  if (checked.kind === "refused") return { kind: "refused", why: about("goal", checked.why) };
  const asked = { ...wish, content: checked.text, ...(vision ? { vision: visionId(vision) } : {}) };
  const added = await backlog.addGoal(asked, clock.now());
  if (added.kind === "added") return { kind: "made", goal: added.goal };
  return { kind: "not there", what: "vision", id: vision ?? "", known: added.known };
}

export async function changeGoal(id: string, change: GoalChangeWish, core: GoalCore): Promise<MadeGoal> {
  const checked = change.content === undefined ? undefined : checkTaskText(change.content);
  if (checked?.kind === "refused") return { kind: "refused", why: about("goal", checked.why) };
  const asked = { ...change, ...(checked === undefined ? {} : { content: checked.text }) };
  const goal = id === "" ? undefined : await core.backlog.changeGoal(goalId(id), asked);
  return goal === undefined ? noGoal(id, core) : { kind: "made", goal };
}

/** The checks speak of task texts. */
const about = (what: string, why: string): string => why.replace("The task text", `The ${what}'s text`);
