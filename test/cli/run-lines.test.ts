import { expect, it } from "vitest";
import { readable, runLines } from "../../cli/run-lines.ts";
import type { RunViewWire } from "../../server/wire/run.ts";

const view = (content: string, output: string): RunViewWire => ({
  run: {
    id: "run-1",
    task: "task-1",
    content,
    session: "red",
    state: "review",
    attempt: 2,
    round: 1,
    claim: null,
    failure: null,
    wants: "it changed 73 lines, more than 40",
    directory: "/w/t",
    base: null,
    already_changed: false,
    worktree: { path: "/w/t", branch: "drover/t", into: "main", data: "/w/t.data", port: 42_000, ports: 10 },
    has_worktree: false,
    created_at: "2026-02-14T20:00:00.000Z",
    started_at: null,
    claimed_done_at: null,
    ended_at: null,
  },
  review: null,
  reports: [
    {
      round: 1,
      at: "2026-02-14T20:00:00.000Z",
      ended: "idle again",
      arrived: null,
      message: null,
      check: { command: "npm test", outcome: "failed", reason: "code 1", directory: "/w/t", seconds: 1, output },
      change: { files: [{ path: "a.ts", added: 3, removed: null }], added: 3, removed: 0, more: 2 },
      unmeasured: null,
      details_removed_at: null,
    },
  ],
});

it("a run is told from its task to what its check said, the end of a long output", () => {
  const output = Array.from({ length: 43 }, (_, at) => `line ${at}\n`).join("");
  expect(runLines(view("Write it\nwell", output)).slice(0, 10)).toEqual([
    "task task-1: Write it",
    "run run-1: review, attempt 2, follow-up 1, session red",
    "wants a person: it changed 73 lines, more than 40",
    "in /w/t (removed), branch drover/t, ports 42000 to 42009",
    "",
    "follow-up 1",
    "  ended: idle again",
    "  changed: 3 files, +3 -0",
    "    a.ts  +3 -?",
    "  check npm test: failed: code 1",
  ]);
  expect(runLines(view("x", output)).slice(10, 12)).toEqual(["    … 3 lines more above", "    line 3"]);
});

it("nothing that somebody else wrote acts in the reader's terminal, or reads otherwise than it is", () => {
  const told = runLines(view("x\u001b[2J", "\u202eevil\u0007")).join("\n");
  for (const sign of ["\u001b", "\u0007", "\u202e"]) expect(told).not.toContain(sign);
  expect(readable("+\ta\u202e\n-b\r")).toEqual(["+\ta\\u202e", "-b\\r"]);
});
