// K1. A claim that holds a task is answered with that task again; one that held a task and lost it gets nothing more.
// K2. A text that must not be typed is never given: its task fails with the reason, wherever it came from.
import type { At } from "../../../machines/ids.ts";
import type { Choice, Claimed, ClaimRequest, Peeked } from "../../../orchestrator/backlog.ts";
import type { CheckedText, CheckText } from "../../../orchestrator/text.ts";
import { inTransaction } from "../../database/in-transaction.ts";
import type { Db } from "../../database/open-file.ts";
import type { ClaimRules } from "../options.ts";
import { readPool } from "../read-pool.ts";
import { findChoice } from "../queries/find-choice.ts";
import { findByClaim } from "../queries/find-task.ts";
import { findRow } from "../queries/find-row.ts";
import { moveTask } from "../queries/move-task.ts";
import type { Asking } from "../queries/takeable.ts";
import { addEvent, isSpent } from "../queries/task-events.ts";
import type { TaskRow } from "../task-row.ts";

/** Rounds of sorting out bad texts in one transaction; what is left waits for the next claim. */
const ROUNDS = 300;

export function claimTask(db: Db, rules: ClaimRules): (request: ClaimRequest) => Claimed {
  const again = sameAgain(db, rules);
  const spent = isSpent(db);
  const choose = deliverable(db, rules);
  const take = takeTask(db, rules);
  return inTransaction(db, (request: ClaimRequest): Claimed => {
    const held = again(request);
    if (held !== undefined) return held;
    if (spent(request.claim)) return { kind: "nothing" };
    const chosen = choose(request);
    return chosen === undefined ? { kind: "nothing" } : take(request, chosen);
  });
}

/** What a claim would give. A text that cannot be typed may stand first here: only a claim fails it. */
export function peekTask(db: Db, rules: ClaimRules): (asking: Asking) => Peeked {
  const pool = readPool(db, rules);
  const row = findRow(db);
  return db.transaction((asking: Asking): Peeked => {
    const decision = rules.policy.choose(pool(asking));
    if (decision === undefined) return { kind: "nothing" };
    return { kind: "would give", task: row(decision.best.row).task, choice: decision.choice };
  });
}

/** Keeps K1. */
function sameAgain(db: Db, { checkText }: ClaimRules): (request: ClaimRequest) => Claimed | undefined {
  const find = findByClaim(db);
  const choiceOf = findChoice(db);
  return ({ claim }) => {
    const row = find(claim);
    const choice = choiceOf(claim);
    if (row === undefined || choice === undefined || !HELD.has(row.task.status)) return undefined;
    return { kind: "claimed", task: asTyped(row, checkText), fence: row.task.fence, choice };
  };
}

const HELD: ReadonlySet<string> = new Set(["claimed", "sent", "working"]);

interface Chosen {
  readonly row: TaskRow;
  readonly choice: Choice;
}

/** The choice, after all that it names and that cannot be typed has been failed. Keeps K2. */
function deliverable(db: Db, rules: ClaimRules): (request: ClaimRequest) => Chosen | undefined {
  const pool = readPool(db, rules);
  const find = findRow(db);
  const fail = failTask(db);
  return (request) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const asked = pool(request);
      const decision = rules.policy.choose(asked);
      if (decision === undefined) return undefined;
      const named = [decision.best.id, ...decision.choice.runnersUp.map(({ id }) => id)];
      const rows = asked.candidates.filter(({ id }) => named.includes(id)).map(({ row }) => find(row));
      const refused = rows.filter((row) => {
        const text = textOf(row, rules.checkText);
        if (text.kind === "refused") fail(row, text.why, request.at);
        return text.kind === "refused";
      });
      if (refused.length === 0) return { row: find(decision.best.row), choice: decision.choice };
    }
    return undefined;
  };
}

function failTask(db: Db): (row: TaskRow, why: string, at: At) => void {
  const move = moveTask(db);
  const record = addEvent(db);
  return ({ task, row }, why, at) => {
    move(row, { status: "failed", note: why, finishedAt: at });
    record({ task: task.id, kind: "failed", at, data: { reason: why } });
  };
}

function takeTask(db: Db, { host, checkText }: ClaimRules): (request: ClaimRequest, chosen: Chosen) => Claimed {
  const move = moveTask(db);
  const record = addEvent(db);
  return ({ claim, session, at }, { row: best, choice }) => {
    const fence = best.task.fence + 1;
    move(best.row, { status: "claimed", fence, claim, claimedBy: host });
    record({ task: best.task.id, kind: "claimed", at, claim, fence, session, data: choice });
    const task = { ...asTyped(best, checkText), status: "claimed" as const, claim, fence };
    return { kind: "claimed", task, fence, choice };
  };
}

/** The task with its text in the form in which it will be typed. */
function asTyped(row: TaskRow, checkText: CheckText): TaskRow["task"] {
  const text = textOf(row, checkText);
  return text.kind === "text" ? { ...row.task, content: text.text } : row.task;
}

function textOf({ bytes }: TaskRow, checkText: CheckText): CheckedText {
  try {
    return checkText(UTF8.decode(bytes));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { kind: "refused", why: "The task text is not valid UTF-8; write it again." };
  }
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
