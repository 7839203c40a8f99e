import type { Script } from "./script.ts";

/** A turn as it will go, step by step. `at` counts ms of work; time spent waiting for an answer is no work. */
export interface Turn {
  readonly steps: readonly Step[];
  /** The agent leaves afterwards. */
  readonly isLast: boolean;
  /** From then on the terminal is read only once in so many ms. */
  readonly slowRead?: number;
}

export type Step = { readonly at: number } & (
  | { readonly do: "say"; readonly text: string }
  | { readonly do: "ask"; readonly command: string }
  | { readonly do: "fail"; readonly error: string }
  | { readonly do: "finish" }
);

/**
 * Plans the turn for the nth prompt. Directives in the prompt go before the script:
 * `[[work 3]]` (seconds), `[[approve COMMAND]]`, `[[error TEXT]]`, `[[exit]]`, `[[slow-read MS]]`.
 */
export function planTurn(prompt: string, nth: number, script: Script): Turn {
  const asked = directivesOf(prompt);
  const total = asked.has("work") ? Number(asked.get("work")) * 1000 : chosen(script, nth);
  const error = asked.get("error") ?? (script.error.includes(nth) ? "the model is overloaded" : undefined);
  const command = asked.get("approve") ?? (script.approve.includes(nth) ? "" : undefined);
  const slowRead = asked.get("slow-read");
  return {
    steps: [
      { at: total * 0.2, do: "say", text: `Looking at: ${firstWords(prompt)}` },
      ...(command === undefined ? [] : [ask(total * 0.4, command)]),
      { at: total * 0.5, do: "say", text: "Read 4 files; the change is small." },
      { at: total * 0.8, do: "say", text: "Changed 2 files and ran the tests." },
      error === undefined ? { at: total, do: "finish" } : { at: total, do: "fail", error },
    ],
    isLast: asked.has("exit") || nth === script.exitAfter,
    ...(slowRead === undefined ? {} : { slowRead: Number(slowRead) }),
  };
}

const ask = (at: number, command: string): Step => ({ at, do: "ask", command: command || "npm test" });

function directivesOf(prompt: string): ReadonlyMap<string, string> {
  const found = prompt.matchAll(/\[\[(?<name>[a-z-]+)\s*(?<value>[^\]]*)\]\]/g);
  return new Map([...found].map(({ groups }) => [groups?.["name"] ?? "", groups?.["value"]?.trim() ?? ""]));
}

/** A fixed choice for this seed and prompt. */
function chosen({ work, seed }: Script, nth: number): number {
  const mixed = Math.imul(seed * 7919 + nth, 2654435761) >>> 0;
  return work.min + (mixed % (work.max - work.min + 1));
}

function firstWords(prompt: string): string {
  const line = prompt.split("\n")[0] ?? "";
  return line.length > 50 ? `${[...line].slice(0, 49).join("")}…` : line;
}
