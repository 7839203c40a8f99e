// 100,000 tasks in goals.db: how long the choice of the next task takes under each policy, and `goals tree`. Beside it,
// in the same run, the original's query on the same file. Milliseconds of CPU, so that a busy machine counts less; a cold
// or shared processor still counts.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { openStores } from "../cli/compose/stores.ts";
import type { Stores } from "../cli/compose/stores.ts";
import { sessionName } from "../machines/ids.ts";
import type { PolicyName } from "../orchestrator/priority/choice.ts";
import { fillGoals } from "./fill-goals.ts";

const TASKS = 100_000;
const ROUNDS = 400;
/** Rounds in which the engine still compiles, on threads whose time counts here, too. */
const WARM_UP = 200;
const ORIGINAL = `SELECT * FROM tasks WHERE status='pending' AND (project LIKE '%week2%' OR project LIKE '%research%' OR project LIKE '%foundation%') ORDER BY priority DESC, created_at ASC LIMIT 1`;

/** Which projects a session takes: all; the original's three patterns; one that has few tasks at the end of the line. */
const PROJECTS: Readonly<Record<string, readonly string[]>> = {
  "any project": [],
  "three patterns": ["%week2%", "%research%", "%foundation%"],
  "a rare project": ["rare-%"],
  "no such project": ["nothing-%"],
};

const folder = mkdtempSync(join(tmpdir(), "drover-bench-goals-"));
let missed = 0;
try {
  const first = await stores("strict");
  first.close();
  const file = join(folder, "goals.db");
  const filled = fillGoals(file, TASKS);
  say(
    `${TASKS} tasks (${filled.pending} pending, ${filled.blocked} blocked) of ${filled.goals} goals, ${filled.edges} dependencies`,
  );
  original(file);
  for (const policy of ["strict", "urgency"] as const) await choices(policy);
  await tree();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = missed === 0 ? 0 : 1;

async function stores(policy: PolicyName): Promise<Stores> {
  const opened = await openStores(folder, policy);
  if (opened.kind === "refused") throw new Error(opened.why);
  return opened.stores;
}

function original(file: string): void {
  const db = new Database(file, { readonly: true });
  const query = db.prepare(ORIGINAL);
  report(
    "the original query",
    sample(ROUNDS / 4, () => void query.get()),
  );
  db.close();
}

async function choices(policy: PolicyName): Promise<void> {
  const { backlog, close } = await stores(policy);
  for (const [name, projects] of Object.entries(PROJECTS)) {
    const at = Date.now();
    const session = sessionName("mary");
    const times = await sampleOf(ROUNDS, () => backlog.peek({ session, projects, at }));
    report(`next task, ${policy}, ${name}`, times, 5);
  }
  close();
}

async function tree(): Promise<void> {
  const { backlog, close } = await stores("strict");
  const times = await sampleOf(20, () => backlog.tree(10));
  report("goals tree", times, 200);
  // A third of them are of size L: no page is heavier.
  const heavy = await sampleOf(100, () => backlog.heavy(TASKS / 2, 1_000));
  report("tasks to split, a page of 1,000 rows", heavy, 50);
  close();
}

function sample(rounds: number, work: () => void): readonly number[] {
  return Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    work();
    return milliseconds(process.cpuUsage(before));
  });
}

/** Without the rounds that warm up. */
async function sampleOf(rounds: number, work: () => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds + WARM_UP; round += 1) {
    const before = process.cpuUsage();
    await work();
    if (round >= WARM_UP) times.push(milliseconds(process.cpuUsage(before)));
  }
  return times;
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000;
}

/** `limit`: ms that the 99th of a hundred must not pass. */
function report(what: string, times: readonly number[], limit?: number): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  const verdict = limit === undefined ? "" : at(0.99) <= limit ? `  ok: p99 <= ${limit}` : `  MISSED: p99 > ${limit}`;
  if (verdict.includes("MISSED")) missed += 1;
  say(`${what.padEnd(42)} p50 ${at(0.5).toFixed(2)}  p99 ${at(0.99).toFixed(2)} ms${verdict}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
