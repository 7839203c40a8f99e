// What came of it, by the agents' own logs and goals.db alone.
// J1. A task that is done was pasted once, byte for byte, and submitted once; where agents were lost over it, once for each
//     try that the story knows of.
// J2. One that is unsure was pasted at the most once, and says what was seen. One in quarantine says so, too, and was
//     pasted once for each claim.
// J3. Whatever else a task is at the end, it is lost.
// J4. Nothing but tasks, an Enter for each, and what a person typed reached an agent; no question was answered by Enter.
import type { GoalRow } from "./goals.ts";
import type { TownAgent } from "./town.ts";

export interface Verdict {
  readonly tasks: number;
  readonly done: number;
  /** For a person to settle, each with what was seen. */
  readonly unsure: readonly string[];
  readonly quarantined: number;
  readonly lost: readonly string[];
  readonly typedTwice: readonly string[];
  /** Anything else that an agent was sent, or that answered a question in a person's place. */
  readonly harm: readonly string[];
}

// oxlint-disable-next-line no-control-regex -- what a terminal puts around a paste
const PASTE = /\u001b\[200~([\s\S]*?)\u001b\[201~/g;

/** `typed`: what the story's persons typed. `tries`: how often a task may be given. */
export function judge(
  tasks: readonly GoalRow[],
  agents: readonly TownAgent[],
  typed: readonly string[],
  tries = 1,
): Verdict {
  const pasted = agents.flatMap((agent) => [...agent.raw().matchAll(PASTE)].map(([, text = ""]) => text));
  const submitted = agents.flatMap((agent) =>
    agent.log().flatMap((entry) => (entry.ev === "submit" ? [entry.text] : [])),
  );
  const texts = new Set(tasks.map(textOf));
  const times = (among: readonly string[], task: GoalRow) => among.filter((text) => isOf(text, task)).length;
  return {
    tasks: tasks.length,
    done: tasks.filter(({ status }) => status === "done").length,
    unsure: tasks.filter(isUnsure).map(({ id, note }) => `${id}: ${note}`),
    quarantined: tasks.filter(isQuarantined).length,
    lost: tasks.filter((task) => isLost(task, submitted)).map(({ id, status, note }) => `${id} is ${status} (${note})`),
    typedTwice: tasks
      .filter((task) => !isQuarantined(task))
      .filter((task) => times(pasted, task) > tries || times(submitted, task) > tries)
      .map((task) => `${task.id}: pasted ${times(pasted, task)}, submitted ${times(submitted, task)}`),
    harm: [
      ...pasted.filter((text) => !texts.has(text)).map((text) => `pasted ${JSON.stringify(text.slice(0, 200))}`),
      ...agents.flatMap((agent) => strays(agent, typed)),
    ],
  };
}

export const isClean = ({ lost, typedTwice, harm }: Verdict): boolean =>
  lost.length + typedTwice.length + harm.length === 0;

const tagOf = ({ id }: GoalRow): string => `[drover ${id}]`;
const textOf = (task: GoalRow): string => `${task.content}\n${tagOf(task)}`;
/** By the last line: a text may quote the tag of another task. An Enter that was swallowed leaves an empty line. */
const isOf = (text: string, task: GoalRow): boolean => text.trimEnd().endsWith(tagOf(task));

const isUnsure = ({ status, note }: GoalRow): boolean => status === "unsure" && (note ?? "") !== "";

const isQuarantined = ({ status, note }: GoalRow): boolean => status === "quarantined" && (note ?? "") !== "";

function isLost(task: GoalRow, submitted: readonly string[]): boolean {
  if (isUnsure(task) || isQuarantined(task)) return false;
  return task.status !== "done" || !submitted.some((text) => text.trimEnd() === textOf(task));
}

/** Keeps J4: what is left of the bytes, and questions that an Enter answered. */
function strays(agent: TownAgent, typed: readonly string[]): readonly string[] {
  const raw = agent.raw();
  const pastes = raw.match(PASTE)?.length ?? 0;
  const rest = typed.reduce((left, text) => left.replace(text, ""), raw.replaceAll(PASTE, "").replaceAll("1", ""));
  const enters = rest.split("\r").length - 1;
  const log = agent.log();
  const allowed = pastes + log.filter(({ ev }) => ev === "swallowed").length;
  return [
    ...(rest.replaceAll("\r", "") === "" ? [] : [`${agent.name} was sent ${JSON.stringify(rest.slice(0, 200))}`]),
    ...(enters > allowed ? [`${agent.name} was sent ${enters} Enters for ${pastes} texts`] : []),
    ...log
      .filter((entry) => entry.ev === "answered" && entry.by === "enter")
      .map(() => `${agent.name}: Enter said Yes`),
  ];
}
