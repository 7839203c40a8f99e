import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { Delivery, Phase } from "../../../machines/delivery.ts";
import { claimId, paneId, sessionName, taskId } from "../../../machines/ids.ts";
import type { Intent } from "../../../machines/intents.ts";
import type { Ledger, Transition } from "../../../state/ledger/ledger.ts";
import { LEDGER_SCHEMA } from "../../../state/migrations/ledger/schema.ts";
import { knownVersion } from "../../../state/migrations/migrate.ts";
import { openLedger } from "../../../state/ledger/open-ledger.ts";
import { run } from "../programs/run.ts";
import { temporaryDirectory } from "../temporary.ts";

const mary = sessionName("mary");
const john = sessionName("john");
const claim = claimId("c1");
const grant = { kind: "task", task: taskId("task-1"), fence: 3, priority: 80 } as const;
const aim = {
  identity: {
    server: { pid: 1, start: 2 },
    pane: paneId("%5"),
    panePid: 3,
    agent: { pid: 4, start: "x" },
  },
  previousMark: "",
  activity: 5,
};
const delivery = (phase: Phase = { name: "assigned" }, id = claim): Delivery => ({
  claim: id,
  session: mary,
  grant,
  tag: "[drover task-1]",
  text: "fix it\n[drover task-1]",
  phase,
});
const transition = (more: Partial<Transition> = {}): Transition => ({
  session: mary,
  at: 1_000,
  event: { type: "pause", at: 1_000 },
  from: "idle",
  to: "idle",
  snapshot: { version: 1, json: '{"value":"idle"}' },
  intents: [],
  timers: [],
  deliveries: [],
  ...more,
});

let path: string;
let ledger: Ledger;
beforeEach(() => {
  path = join(temporaryDirectory(), "state.db");
  ledger = opened();
});

function opened(): Ledger {
  const answer = openLedger(path);
  if (answer.kind === "refused") throw new Error(answer.why);
  onTestFinished(() => answer.ledger.close());
  return answer.ledger;
}

/** As after a restart. */
function reopened(): Ledger {
  ledger.close();
  return opened();
}

const all = { limit: 100, end: "oldest" } as const;

describe("commit", () => {
  it("writes what one event did, and all of it is there after a restart", () => {
    const intents: Intent[] = [{ kind: "ask", claim }];
    const timers = [{ kind: "set", id: "t", due: 9_000, event: "timer.idle" }] as const;
    const written = ledger.commit([transition({ intents, timers, deliveries: [delivery()] })]);
    expect(written).toEqual({
      outbox: [{ seq: 1, session: mary, intent: intents[0], at: 1_000 }],
      journal: [
        {
          seq: 1,
          at: 1_000,
          session: mary,
          kind: "event",
          type: "pause",
          from: "idle",
          to: "idle",
          data: { type: "pause", at: 1_000 },
        },
        {
          seq: 2,
          at: 1_000,
          session: mary,
          kind: "delivery",
          type: "assigned",
          data: { claim, grant, tag: "[drover task-1]", phase: { name: "assigned" } },
        },
      ],
    });
    const after = reopened();
    expect(after.outbox()).toEqual(written.outbox);
    expect(after.journal(all)).toEqual(written.journal);
    expect(after.snapshot(mary)).toEqual({ version: 1, json: '{"value":"idle"}' });
    expect(after.timers()).toEqual([{ session: mary, id: "t", due: 9_000, event: "timer.idle" }]);
    expect(after.openDeliveries()).toEqual([delivery()]);
    expect(after.lastSeq()).toBe(2);
  });

  it("writes a group in order", () => {
    const { outbox, journal } = ledger.commit([
      transition({ intents: [{ kind: "ask", claim }] }),
      transition({ session: john, at: 2_000, intents: [{ kind: "release", claim, reason: "r" }] }),
    ]);
    expect(outbox.map(({ seq, session }) => [seq, session])).toEqual([
      [1, mary],
      [2, john],
    ]);
    expect(journal.map(({ seq, at }) => [seq, at])).toEqual([
      [1, 1_000],
      [2, 2_000],
    ]);
  });

  it("that fails leaves everything as it was, and may be tried again (L2)", () => {
    ledger.commit([transition()]);
    const knotted: Record<string, unknown> = {};
    knotted["self"] = knotted;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what cannot be written must be forced in
    const broken = transition({ session: john, event: knotted as unknown as Transition["event"] });
    const group = [transition({ at: 2_000, to: "busy", intents: [{ kind: "ask", claim }] }), broken];
    expect(() => ledger.commit(group)).toThrow();
    expect(ledger.lastSeq()).toBe(1);
    expect(ledger.outbox()).toEqual([]);
    expect(ledger.commit(group.slice(0, 1)).journal[0]).toMatchObject({ seq: 2, to: "busy" });
  });

  it("keeps every kind of intent as it was", () => {
    const intents: Intent[] = [
      { kind: "ask", claim },
      { kind: "deliver", claim, grant },
      { kind: "deliver", claim, grant: { kind: "general" } },
      { kind: "release", claim, reason: "r" },
      { kind: "complete", claim, grant, ended: { kind: "done", proof: "p" } },
      { kind: "complete", claim, grant, ended: { kind: "failed", cause: "lost", reason: "r" } },
      { kind: "doubt", claim, grant, seen: "?" },
      { kind: "unhold", claim },
      { kind: "overtime", claim },
    ];
    ledger.commit([transition({ intents })]);
    expect(
      reopened()
        .outbox()
        .map(({ intent }) => intent),
    ).toEqual(intents);
  });

  it("replaces the snapshot of its session alone", () => {
    ledger.commit([transition(), transition({ session: john, snapshot: { version: 2, json: "{}" } })]);
    ledger.commit([transition({ snapshot: { version: 3, json: "[]" } })]);
    expect(ledger.snapshot(mary)).toEqual({ version: 3, json: "[]" });
    expect(ledger.snapshot(john)).toEqual({ version: 2, json: "{}" });
    expect(ledger.snapshot(sessionName("nobody"))).toBeUndefined();
  });
});

describe("timers", () => {
  it("are set, set anew and cancelled by session and id; the next due comes first", () => {
    const set = (id: string, due: number) => ({ kind: "set", id, due, event: `e-${id}` }) as const;
    ledger.commit([transition({ timers: [set("a", 3), set("b", 2), { kind: "cancel", id: "unknown" }] })]);
    ledger.commit([transition({ session: john, timers: [set("a", 1)] })]);
    ledger.commit([transition({ timers: [set("a", 9), { kind: "cancel", id: "b" }] })]);
    expect(ledger.timers()).toEqual([
      { session: john, id: "a", due: 1, event: "e-a" },
      { session: mary, id: "a", due: 9, event: "e-a" },
    ]);
  });
});

describe("the outbox", () => {
  it("forgets what was performed, once or twice told, and never uses a number again", () => {
    ledger.commit([
      transition({
        intents: [
          { kind: "ask", claim },
          { kind: "unhold", claim },
        ],
      }),
    ]);
    ledger.performed(1);
    ledger.performed(1);
    ledger.performed(77);
    expect(ledger.outbox().map(({ seq }) => seq)).toEqual([2]);
    ledger.performed(2);
    const after = reopened();
    expect(after.commit([transition({ intents: [{ kind: "ask", claim }] })]).outbox[0]?.seq).toBe(3);
  });
});

describe("a delivery", () => {
  const phases: Phase[] = [
    { name: "assigned" },
    { name: "pasting", aim },
    { name: "pasted", aim, since: 6 },
    { name: "entering", aim, since: 6 },
    { name: "entered", aim, since: 6, again: true },
    { name: "delivered", aim, proof: { kind: "receipt", seen: "s" } },
  ];
  it.each(phases)("in phase $name is open, and journaled without its text", (phase) => {
    const entry = ledger.advance(delivery(phase), 7);
    expect(entry).toMatchObject({ seq: 1, at: 7, session: mary, kind: "delivery", type: phase.name });
    expect(entry.data).toEqual({ claim, grant, tag: "[drover task-1]", phase });
    const after = reopened();
    expect(after.openDeliveries()).toEqual([delivery(phase)]);
    expect(after.journal(all)).toEqual([entry]);
  });

  it("that is closed is not open, and still there", () => {
    ledger.advance(delivery(), 1);
    ledger.advance(delivery({ name: "assigned" }, claimId("c2")), 1);
    ledger.advance(delivery({ name: "closed", how: "done" }), 2);
    expect(ledger.openDeliveries().map(({ claim }) => claim)).toEqual(["c2"]);
    expect(ledger.delivery(claim)?.phase).toEqual({ name: "closed", how: "done" });
    expect(ledger.delivery(claimId("c9"))).toBeUndefined();
  });
});

describe("the journal", () => {
  const seqs = (query: Parameters<Ledger["journal"]>[0]) => ledger.journal(query).map(({ seq }) => seq);
  beforeEach(() => {
    for (let n = 1; n <= 6; n += 1) ledger.note(n % 2 === 0 ? mary : john, "start", { n }, n);
  });

  it("is read from either end, in order, by session, after a number", () => {
    expect(seqs({ limit: 2, end: "newest" })).toEqual([5, 6]);
    expect(seqs({ limit: 2, end: "oldest" })).toEqual([1, 2]);
    expect(seqs({ limit: 9, end: "oldest", after: 4 })).toEqual([5, 6]);
    expect(seqs({ limit: 1, end: "newest", after: 4 })).toEqual([6]);
    expect(seqs({ limit: 2, end: "newest", session: mary })).toEqual([4, 6]);
    expect(seqs({ limit: 0, end: "newest" })).toEqual([]);
    expect(ledger.lastSeq()).toBe(6);
  });

  it("keeps choices and notes with their data", () => {
    const choice = { policy: "strict", considered: 1, runnersUp: [], because: "the only task" } as const;
    const dispatch = ledger.recordChoice(mary, claim, choice, 7);
    expect(dispatch).toEqual({
      seq: 7,
      at: 7,
      session: mary,
      kind: "dispatch",
      type: "strict",
      data: { claim, choice },
    });
    const note = ledger.note(mary, "stop", undefined, 8);
    expect(ledger.journal({ limit: 2, end: "newest" })).toEqual([dispatch, { ...note, data: null }]);
  });
});

it("what was written under a claim is found by it, of whatever kind, in order", () => {
  ledger.commit([transition({ deliveries: [delivery(), delivery({ name: "assigned" }, claimId("c2"))] })]);
  ledger.recordChoice(mary, claim, { policy: "strict", considered: 1, runnersUp: [], because: "only" }, 2);
  const delivered = { type: "delivered", at: 3, claim, proof: { kind: "screen", seen: "gone" } } as const;
  ledger.commit([transition({ event: delivered, at: 3 })]);
  expect(ledger.entriesOf(claim).map(({ kind, type }) => [kind, type])).toEqual([
    ["delivery", "assigned"],
    ["dispatch", "strict"],
    ["event", "delivered"],
  ]);
  const db = new Database(path, { readonly: true });
  onTestFinished(() => void db.close());
  const plan = db.prepare("EXPLAIN QUERY PLAN SELECT 1 FROM journal WHERE json_extract(data, '$.claim') = 'c1'").all();
  expect(JSON.stringify(plan)).toContain("journal_of_claim");
});

describe("a screen", () => {
  const rows = ["\u001b[1mbold\u001b[0m", "", "› emoji 👍", ...Array.from({ length: 40 }, () => "─".repeat(80))];

  it("is kept by its content, compressed, once", () => {
    const hash = ledger.keepScreen({ session: mary, rows, at: 1 });
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(ledger.keepScreen({ session: john, rows: [...rows], at: 2 })).toBe(hash);
    expect(ledger.keepScreen({ session: mary, rows: [...rows, "x"], at: 3 })).not.toBe(hash);
    expect(reopened().screen(hash)).toEqual({ at: 1, session: mary, hash, rows });
    const db = new Database(path, { readonly: true });
    const bytes = db.prepare("SELECT count(*) AS n, max(length(body)) AS longest FROM screens").get();
    db.close();
    expect(bytes).toEqual({ n: 2, longest: expect.any(Number) });
    expect(bytes).toSatisfy(({ longest }: { longest: number }) => longest < rows.join("\n").length / 10);
  });

  it("that was never kept is undefined", () => {
    expect(ledger.screen("nothing")).toBeUndefined();
  });
});

describe("state.db", () => {
  it("is on disk before it is answered (L1), and the owner's alone", () => {
    ledger.commit([transition()]);
    const db = new Database(path, { readonly: true });
    expect(db.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(db.prepare("SELECT count(*) FROM journal").pluck().get()).toBe(1);
    db.close();
    for (const end of ["", "-wal", "-shm"]) expect(statSync(path + end).mode & 0o777).toBe(0o600);
  });

  it("says where a row is broken instead of going on", () => {
    ledger.commit([transition({ intents: [{ kind: "ask", claim }] })]);
    const db = new Database(path);
    db.exec(`UPDATE outbox SET intent = '{"kind":"dance"}'`);
    db.close();
    expect(() => ledger.outbox()).toThrow("state.db, outbox row 1: ");
  });

  it("may be created by several starters at once", async () => {
    const fresh = join(temporaryDirectory(), "state.db");
    const programs = Array.from({ length: 4 }, () => run("open-ledger.ts", fresh));
    for (const program of programs) expect(await program.line()).toBe("open");
  });
});

describe("what cannot be opened is refused with one line", () => {
  const refusal = () => {
    const answer = openLedger(path);
    return answer.kind === "refused" ? answer.why : "it was opened";
  };

  it("a newer schema", () => {
    ledger.close();
    const db = new Database(path);
    db.exec("INSERT INTO migrations VALUES (7, 'the future', '')");
    db.close();
    expect(refusal()).toBe(
      `${path} was written by a newer drover (schema 7, this one knows ${knownVersion(LEDGER_SCHEMA)}). Update drover, or choose another data directory.`,
    );
  });

  it("the database of another program", () => {
    path = join(temporaryDirectory(), "state.db");
    const db = new Database(path);
    db.exec("CREATE TABLE journal (entry TEXT)");
    db.close();
    expect(refusal()).toBe(`${path} belongs to another program. Move it away, or choose another data directory.`);
  });

  it("a file that is no database, a path in no directory", () => {
    path = join(temporaryDirectory(), "state.db");
    writeFileSync(path, "no database\n".repeat(100));
    expect(refusal()).toContain("is not an SQLite database");
    path = join(temporaryDirectory(), "nowhere", "state.db");
    expect(refusal()).toContain("its directory does not exist");
  });
});
