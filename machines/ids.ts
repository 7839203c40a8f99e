// Ids are branded, so that a task id cannot stand where a claim id is meant.
// Each constructor is the door: it throws on a malformed value, which is a bug of the caller's parser.
declare const brand: unique symbol;
type Brand<Name extends string> = string & { readonly [brand]: Name };

/** A session as the user named it in the config. Not a tmux session name: that one is a target to resolve. */
export type SessionName = Brand<"SessionName">;
/** A row of `tasks` in goals.db. Free text, because other programs insert rows too. */
export type TaskId = Brand<"TaskId">;
/** A row of `goals`. Free text, as a task's. */
export type GoalId = Brand<"GoalId">;
/** A row of `visions`. Free text, as a task's. */
export type VisionId = Brand<"VisionId">;
/** One attempt of one task in one session, follow-ups included. */
export type RunId = Brand<"RunId">;
/** One try to give one task to one session: one claim id is one paste, ever. */
export type ClaimId = Brand<"ClaimId">;
/** A tmux pane id, such as `%5`. Never reused within one tmux server. */
export type PaneId = Brand<"PaneId">;
/** An agent profile: one of the built-in names or the user's own. */
export type AgentId = string;
/** Milliseconds since the epoch. It arrives with the event; the core reads no clock. */
export type At = number;

const SAFE = /^[a-z0-9-]+$/;

export const sessionName = (text: string): SessionName => branded(text, text !== "", "session name");
export const taskId = (text: string): TaskId => branded(text, text !== "", "task id");
export const goalId = (text: string): GoalId => branded(text, text !== "", "goal id");
export const visionId = (text: string): VisionId => branded(text, text !== "", "vision id");
export const runId = (text: string): RunId => branded(text, text !== "", "run id");
export const claimId = (text: string): ClaimId => branded(text, SAFE.test(text), "claim id");
export const paneId = (text: string): PaneId => branded(text, /^%\d+$/.test(text), "pane id");

/** True if the id may stand inside a tmux format or command: nothing there needs quoting. */
export const isFormatSafe = (id: string): boolean => SAFE.test(id);

function branded<B extends string>(text: string, ok: boolean, what: string): B {
  if (!ok) throw new Error(`not a ${what}: ${JSON.stringify(text)}`);
  return text as B;
}
