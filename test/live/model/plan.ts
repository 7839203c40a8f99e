// What the model does is written in the prompt: `[[work 2]]` takes two seconds, `[[run touch x]]` asks for a command.
//   modifiers, for every answer to the prompt:
//     [[work N]]    N seconds of silence before the answer (1)       [[reason N]]  N seconds of thinking aloud
//     [[stream N]]  the text spread over N seconds
//   rounds, one an answer, in the order written; after the last one the model says that all is done:
//     [[run CMD]]  [[background CMD]]  [[edit PATH]] (PLAN: the agent's own file for plans)  [[ask]]  [[plan]]  [[agent PROMPT]]
//   ends:
//     [[say TEXT]]  [[long N]] (N lines)  [[hang]]
//     [[tasks A | B | C]]  (a planner's answer in JSON: each task after the one before)
//     [[error STATUS]]  [[error STATUS N]] (the first N requests)
//     [[limit CLAIM N]] (the plan is used up; it ends in N seconds, if that is soon the next request is answered)
import type { Tool } from "./tools.ts";

/** One request of an agent, reduced to what plans and tests ask about. */
export interface Heard {
  /** The last text of the user. */
  readonly prompt: string;
  /** Results of tools that came after it: 0 for a new prompt. */
  readonly results: number;
  /** A request of the agent's own (a title, a summary), not of the conversation. */
  readonly hidden: boolean;
  /** Names of the tools that the agent offers. */
  readonly tools: readonly string[];
  readonly stream: boolean;
  /** Where the agent wants a plan written, if it said so. */
  readonly planFile?: string;
  /** The agent wants JSON with a title. */
  readonly json: boolean;
}

/** Times in ms. */
export interface Plan {
  readonly silence: number;
  readonly reason: number;
  readonly does: Does;
}

export type Does =
  | { readonly kind: "say"; readonly text: string; readonly over: number }
  | { readonly kind: "call"; readonly tool: Tool }
  | { readonly kind: "fail"; readonly status: number; readonly limit?: Limit }
  | { readonly kind: "hang" };

/** A plan that is used up. */
export interface Limit {
  /** `five_hour`, `seven_day`. */
  readonly claim: string;
  /** In whole seconds since the epoch. */
  readonly resetsAt: number;
}

/** `failures`: how often this prompt was answered with an error before. */
export function planFor(heard: Heard, failures: number): Plan {
  if (heard.hidden) return { silence: 50, reason: 0, does: say(byTheWay(heard)) };
  const words = directives(lastOrder(heard.prompt));
  const seconds = (name: string, otherwise: number) => 1000 * Number(words.get(name)?.[0] ?? otherwise);
  return { silence: seconds("work", 1), reason: seconds("reason", 0), does: doing(heard, words, failures) };
}

/** What agents ask for by themselves: titles, and guesses of the next prompt. */
function byTheWay({ json, prompt }: Heard): string {
  if (/SUGGESTION MODE/.test(prompt)) return "run the tests";
  return json ? '{"title":"A title"}' : "A title";
}

const say = (text: string, over = 0): Does => ({ kind: "say", text, over });

function doing({ prompt, results, planFile = "" }: Heard, words: Words, failures: number): Does {
  const failure = failing(words);
  if (failure && failures < failure.times) return failure.does;
  if (words.has("hang")) return { kind: "hang" };
  const tool = rounds(lastOrder(prompt))[results];
  if (tool)
    return { kind: "call", tool: tool.kind === "edit" && tool.path === "PLAN" ? { ...tool, path: planFile } : tool };
  const over = 1000 * Number(words.get("stream")?.[0] ?? 0);
  const tasks = words.get("tasks")?.[0];
  if (tasks !== undefined) return say(planOf(tasks.split("|").map((task) => task.trim())), over);
  return say(words.get("say")?.[0] ?? longText(Number(words.get("long")?.[0] ?? 0)) ?? answer(over), over);
}

/** As a planner answers: one after the other. */
const planOf = (tasks: readonly string[]): string =>
  JSON.stringify({
    tasks: tasks.map((content, at) => ({ key: `s${at + 1}`, content, depends_on: at === 0 ? [] : [`s${at}`] })),
  });

/** A limit that ends within this time is waited for: by then it is over. s */
const SOON = 120;

function failing(words: Words): { readonly does: Does; readonly times: number } | undefined {
  const [status, times = Infinity] = words.get("error")?.[0]?.split(" ") ?? [];
  if (status !== undefined) return { does: { kind: "fail", status: Number(status) }, times: Number(times) };
  const [claim, seconds = 7_200] = words.get("limit")?.[0]?.split(" ") ?? [];
  if (claim === undefined) return undefined;
  const limit = { claim, resetsAt: Math.floor(Date.now() / 1000) + Number(seconds) };
  return { does: { kind: "fail", status: 429, limit }, times: Number(seconds) < SOON ? 1 : Infinity };
}

const longText = (lines: number): string | undefined =>
  lines === 0
    ? undefined
    : Array.from({ length: lines }, (_, at) => `${at + 1}. a line of a long answer.`).join("\n\n");

const answer = (over: number): string =>
  over === 0
    ? "I looked at it. All is done."
    : Array.from(
        { length: Math.ceil(over / 150) },
        (_, at) => `Part ${at + 1} is fine.${at % 6 === 5 ? "\n\n" : " "}`,
      ).join("");

/** Agents put a prompt that failed or was cut off before the next one, in one message: the last line with words counts. */
export const lastOrder = (prompt: string): string => prompt.split("\n").findLast((line) => line.includes("[[")) ?? "";

type Words = ReadonlyMap<string, readonly string[]>;
const DIRECTIVE = /\[\[(\w+)(?: ([^\]]*))?\]\]/g;

function directives(prompt: string): Words {
  const words = new Map<string, string[]>();
  for (const [, name = "", value = ""] of prompt.matchAll(DIRECTIVE))
    words.set(name, [...(words.get(name) ?? []), value]);
  return words;
}

function rounds(prompt: string): readonly Tool[] {
  return [...prompt.matchAll(DIRECTIVE)].flatMap(([, name = "", value = ""]): Tool[] => {
    switch (name) {
      case "run":
      case "background":
        return [{ kind: "run", command: value, background: name === "background" }];
      case "edit":
        return [{ kind: "edit", path: value }];
      case "agent":
        return [{ kind: "agent", prompt: value }];
      case "ask":
      case "plan":
        return [{ kind: name }];
      default:
        return [];
    }
  });
}
