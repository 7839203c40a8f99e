import type { IntentOf } from "../../machines/intents.ts";
import type { SessionName } from "../../machines/ids.ts";
import { deliveredText, tagId, tagLine } from "../../orchestrator/brief.ts";
import { checkTaskText } from "../../orchestrator/text.ts";
import type { Claimed } from "../../orchestrator/backlog.ts";
import type { Ledger } from "../../state/ledger/ledger.ts";
import type { Text } from "../dispatch.ts";
import type { Outcome } from "../perform.ts";
import type { Persist } from "../persist.ts";
import type { Backlog, Clock } from "../ports.ts";
import type { Settings } from "../settings.ts";

interface Asker {
  readonly persist: Persist;
  readonly backlog: Backlog;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly settings: Settings;
}

/** Asks the backlog under the claim; brings the text along, so that it is committed with the grant. */
export const ask =
  (by: Asker) =>
  async ({ claim }: IntentOf<"ask">, session: SessionName): Promise<Outcome> => {
    const projects = by.settings.sessions.find(({ name }) => name === session)?.projects ?? [];
    const answer = await by.backlog.claim({ claim, session, projects, at: by.clock.now() });
    const at = by.clock.now();
    if (answer.kind === "nothing") {
      return {
        event: { type: "nothing", at, claim },
        text: textOf(by.settings.generalPrompt, tagId(undefined, claim), by),
      };
    }
    await by.persist.surely(() => by.ledger.recordChoice(session, claim, answer.choice, at));
    return { event: { type: "granted", at, claim, grant: grantOf(answer) }, text: taskText(answer, claim, by) };
  };

const grantOf = ({ task, fence }: Extract<Claimed, { kind: "claimed" }>) =>
  ({ kind: "task", task: task.id, fence, priority: task.priority }) as const;

function taskText({ task }: Extract<Claimed, { kind: "claimed" }>, claim: IntentOf<"ask">["claim"], by: Asker): Text {
  const checked = checkTaskText(task.content);
  if (checked.kind === "refused") throw new Error(`the backlog granted ${task.id}: ${checked.why}`);
  return textOf(checked.text, tagId(task.id, claim), by, true);
}

/** Only a task can be reported on; the general prompt has no id that `drover done` knows. */
function textOf(content: string, id: string, by: Asker, isTask = false): Text {
  const report = isTask && by.settings.report ? { doneCommand: "drover done" } : undefined;
  return { text: deliveredText(content, id, report), tag: tagLine(id) };
}
