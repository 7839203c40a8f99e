import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { workersIn } from "../../daemon/watch/workers.ts";
import type { Phase } from "../../machines/delivery.ts";
import { paneId, sessionName } from "../../machines/ids.ts";
import { begin, step } from "../../machines/step.ts";
import type { SessionSnapshot } from "../../machines/step.ts";
import { openLedger } from "../../state/ledger/open-ledger.ts";
import { POLICY, claim, delivered, due, granted, see, task } from "../machines/sample.ts";
import { temporaryDirectory } from "../state/temporary.ts";

const mary = sessionName("mary");
const agent = (pid: number) => ({ pid, start: "s" });
const phase = (pid: number): Phase => ({
  name: "delivered",
  aim: {
    identity: { server: { pid: 1, start: 1 }, pane: paneId("%1"), panePid: 2, agent: agent(pid) },
    previousMark: "",
    activity: 0,
  },
  proof: { kind: "screen", seen: "it left the composer" },
});

/** Works on the task of this number. */
const working = (number: number): SessionSnapshot =>
  [see(0, "idle"), due(180_000, "idle", number), granted(181_000, number), delivered(182_000, number)].reduce(
    (snapshot, event) => step(snapshot, event).snapshot,
    begin(POLICY),
  );

it("who took a task is read once, however often it is asked; a new task is read anew", () => {
  const opened = openLedger(join(temporaryDirectory(), "state.db"));
  if (opened.kind === "refused") throw new Error(opened.why);
  const { ledger } = opened;
  onTestFinished(() => ledger.close());
  const deliver = (number: number, at: Phase) =>
    ledger.advance(
      { claim: claim(number), session: mary, grant: task(number), tag: `[drover task-${number}]`, text: "", phase: at },
      number,
    );
  let snapshot = working(1);
  let reads = 0;
  const workerOf = workersIn({ get: () => snapshot }, { delivery: (id) => ((reads += 1), ledger.delivery(id)) });

  expect(workerOf(mary)).toBeUndefined();
  deliver(1, phase(10));
  reads = 0;
  for (let second = 0; second < 100; second += 1) expect(workerOf(mary)).toEqual(agent(10));
  expect(reads).toBe(1);

  snapshot = working(2);
  deliver(2, phase(20));
  expect([workerOf(mary), workerOf(mary)]).toEqual([agent(20), agent(20)]);
  expect(reads).toBe(2);

  snapshot = begin(POLICY);
  expect(workerOf(mary)).toBeUndefined();
});
