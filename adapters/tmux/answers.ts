// The words that the steps print. A refusal and a deed exclude each other, and a refusal is looked for first: what it
// quotes (a foreign mark) may hold anything, a line that reads like a deed too.
import type { Answer, MarkAnswer } from "../../daemon/ports.ts";
import type { Ran } from "./run.ts";

export function parseAnswer(ran: Ran, deed: "PASTED" | "ENTERED"): Answer {
  const lines = printed(ran);
  const refusal = lines.find((line) => line.startsWith("REFUSED "));
  if (refusal !== undefined) return { kind: "refused", seen: refusal.slice("REFUSED ".length) };
  return lines.includes(deed) ? { kind: "done" } : { kind: "in doubt", why: doubt(ran) };
}

export function parseMarkAnswer(ran: Ran): MarkAnswer {
  const lines = printed(ran);
  const seen = lines.map((line) => /^SEEN ([01]) (.*)$/.exec(line)).find((match) => match !== null);
  if (seen) return { kind: "seen", pane: seen[1] === "1", mark: seen[2] ?? "" };
  return lines.includes("DONE") ? { kind: "done" } : { kind: "in doubt", why: doubt(ran) };
}

const printed = (ran: Ran): readonly string[] => (ran.kind === "no server" ? [] : ran.out.split("\n"));

function doubt(ran: Ran): string {
  switch (ran.kind) {
    case "no server":
      return "no tmux server";
    case "in doubt":
      return ran.why;
    case "ended":
      return ran.err.trim() || "tmux answered without a word";
  }
}
