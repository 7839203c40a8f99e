import type { ConfigState, Service, SessionView, SessionWhy, Task, TaskWhy } from "../../daemon/service.ts";
import type { Frame } from "../../machines/frame.ts";
import { claimId, sessionName, taskId } from "../../machines/ids.ts";
import { fakeGoals } from "./fake-goals.ts";
import { fakeRuns } from "./fake-runs.ts";
import type { JournalEntry } from "../../state/ledger/ledger.ts";

/** 2026-02-14T20:00:00Z */
export const NOON = Date.UTC(2026, 1, 14, 20, 0, 0);

export interface FakeService extends Service {
  /** Writes an entry into the journal and tells the subscribers, as a commit does. */
  record(type: string, session?: string): JournalEntry;
  readonly subscribers: () => number;
}

/** The service port over plain arrays. Two sessions: `foundation`, which works on `task-1`, and `architect`, idle. */
export function fakeService(): FakeService {
  const journal: JournalEntry[] = [];
  const listeners = new Set<(entry: JournalEntry) => void>();
  const tasks = new Map<string, Task>([working, pending].map((task) => [task.id, task]));
  const sessions = [foundation, architect];
  const known = sessions.map((view) => view.name);
  const has = (name: string) => name === "--all" || sessions.some((view) => view.name === name);

  const settle = (id: string, from: Task["status"], to: Task["status"]) => {
    const task = tasks.get(id);
    if (task === undefined) return { kind: "no such task" } as const;
    if (task.status !== from) return { kind: "refused", status: task.status } as const;
    return { kind: "settled", task: put({ ...task, status: to }) } as const;
  };
  const put = (task: Task) => {
    tasks.set(task.id, task);
    return task;
  };
  const add: Service["add"] = async (task) => {
    if (task.content === "") return { kind: "refused", why: "the task is empty" };
    const added = put({ ...pending, ...task, id: taskId(`task-${tasks.size + 1}`), createdAt: NOON });
    return { kind: "added", task: added, ...(task.session ? { session: task.session } : {}) };
  };
  const switched = async (name: string) =>
    has(name)
      ? ({ kind: "switched", sessions: known.filter((one) => name === "--all" || one === name) } as const)
      : ({ kind: "no such session", known } as const);

  return {
    goals: fakeGoals(NOON, tasks),
    runs: fakeRuns(NOON),
    watching: true,
    startedAt: NOON,
    config: () => config,
    sessions: () => sessions,
    session: (name) => sessions.find((view) => view.name === name),
    screen: async (name) => (name === "foundation" ? frame : undefined),
    keptScreen: (hash) =>
      hash === "a1" ? { hash, session: foundation.name, at: NOON, rows: ["\u001b[1m• Working\u001b[0m"] } : undefined,
    why: async (name) => whys.find(({ view }) => view.name === name),
    whyTask: async (id) => {
      const task = tasks.get(id);
      return task && { task, waits: [], history: [], tries: [], ...taskWhys[id] };
    },
    journal({ session, after = 0, limit, end }) {
      const fit = journal.filter((entry) => entry.seq > after && (!session || entry.session === session));
      return end === "newest" ? fit.slice(-limit) : fit.slice(0, limit);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tasks: async ({ statuses, limit = 100 }) =>
      [...tasks.values()].filter((task) => statuses?.includes(task.status) ?? true).slice(0, limit),
    task: async (id) => tasks.get(id),
    doubt: async () => undefined,
    add,
    assign: (task) => add({ ...task, session: task.session ?? sessionName("foundation") }),
    cancel: async (id) => settle(id, "pending", "cancelled"),
    retry: async (id) => settle(id, "cancelled", "pending"),
    async report({ task, outcome, text }) {
      const held = tasks.get(task ?? "task-1");
      if (held?.status !== "working") return { kind: "nothing to report on", why: "no session holds it" };
      return { kind: "reported", task: put({ ...held, status: outcome, note: text, finishedAt: NOON }) };
    },
    hook: async ({ agent }) =>
      agent === "claude"
        ? { kind: "heard", session: sessionName("foundation"), by: "process" }
        : { kind: "ignored", why: `${agent} has no hooks that we know` },
    async check(session) {
      if (session !== undefined && !has(session)) return [{ kind: "no such session", known }];
      return [
        { kind: "assigned", task: "task-1", message: "foundation: task-1 is being worked on" },
        { kind: "not now", message: "architect: idle 40 s of 180 s" },
      ];
    },
    pause: switched,
    resume: switched,
    workLog: (limit) => ({ entries: WORK_LOG.slice(-limit), count: Math.min(limit, 3), totalLines: 3 }),
    record(type, session = "foundation") {
      const entry: JournalEntry = {
        seq: (journal.at(-1)?.seq ?? 0) + 1,
        at: NOON,
        session: sessionName(session),
        kind: "event",
        type,
        from: "idle",
        to: "busy",
        data: { type, at: NOON, evidence: { verdict: "busy", notBefore: NOON } },
      };
      journal.push(entry);
      for (const listener of listeners) listener(entry);
      return entry;
    },
    subscribers: () => listeners.size,
  };
}

const config: ConfigState = {
  file: "drover.toml",
  loadedAt: NOON,
  refused: ["drover.toml: monitor.idle_threshold is 5; must be a duration"],
  pending: ["server.port is 9; it counts from the next drover up on"],
};

const WORK_LOG = [
  "2026-02-14 20:00:00 - Assigned task task-0: tidy",
  "2026-02-14 20:01:00 - Completed task task-0: said so",
  "2026-02-14 20:02:00 - Assigned task task-1: mend the fence",
];

const working: Task = {
  id: taskId("task-1"),
  content: "mend the fence",
  project: "week2",
  category: "",
  priority: 80,
  status: "working",
  createdAt: NOON,
  session: sessionName("foundation"),
  fence: 1,
  attempts: 1,
};
const pending: Task = {
  id: taskId("task-2"),
  content: "paint it",
  project: "",
  category: "art",
  priority: 50,
  status: "pending",
  createdAt: NOON,
  fence: 0,
  attempts: 0,
};

const foundation: SessionView = {
  name: sessionName("foundation"),
  state: "working",
  activity: "busy",
  work: "working",
  paused: false,
  evidence: {
    verdict: "busy",
    flags: ["queued"],
    because: "codex/working-row",
    line: "• Working (12s)",
    source: "screen",
    at: NOON,
    agent: "codex",
  },
  because: 'codex/working-row: "• Working (12s)" (screen, 0 s ago)',
  target: "foundation",
  agent: "codex",
  sessionStart: NOON - 3_723_000,
  lastActivity: NOON,
  idleCount: 0,
  tasksCompleted: 4,
  tasksFailed: 1,
  workSessions: 6,
  currentTask: { id: taskId("task-1"), content: "mend the fence", priority: 80 },
  environment: "env_1",
  port: 8081,
};
const architect: SessionView = {
  name: sessionName("architect"),
  state: "idle-threshold",
  activity: "idle",
  work: "idle-threshold",
  paused: false,
  because: "codex/composer",
  target: "%7",
  agent: "codex",
  idleSince: NOON - 240_000,
  idleCount: 2,
  tasksCompleted: 0,
  tasksFailed: 0,
  workSessions: 0,
};

const frame: Frame = {
  at: NOON,
  rows: ["\u001b[1m• Working\u001b[0m (12s)", "", "› "],
  size: { cols: 80, rows: 3 },
  cursor: { x: 2, y: 2, visible: true },
  alternate: false,
  title: "⠙ work",
  command: "node",
};

const whys: readonly SessionWhy[] = [
  {
    view: foundation,
    missing: "works on task-1",
    said: [
      {
        channel: "hook",
        verdict: "busy",
        flags: [],
        because: "codex/hook-UserPromptSubmit",
        line: "UserPromptSubmit",
        at: NOON,
        heard: NOON,
      },
    ],
    now: {
      frame,
      judgement: {
        verdict: "idle",
        flags: [],
        because: "codex/composer-empty",
        line: "",
        source: "screen",
        agent: "codex",
      },
      near: [{ rule: "codex/working-row", verdict: "busy", why: "no row is like it", line: "• Working (12s)" }],
    },
  },
  { view: architect, missing: "idle 40 s of 180 s", said: [] },
];

const taskWhys: Readonly<Record<string, Partial<TaskWhy>>> = {
  "task-1": {
    holder: foundation.name,
    history: [{ at: NOON, kind: "claimed", claim: claimId("c-1"), session: foundation.name, note: "the only task" }],
    tries: [
      {
        claim: claimId("c-1"),
        session: foundation.name,
        chosen: "the only task",
        phases: [
          { at: NOON, name: "assigned" },
          { at: NOON + 1_000, name: "delivered" },
        ],
        proof: { kind: "screen", seen: "the text left the composer" },
      },
    ],
  },
  "task-2": {
    waits: [
      { session: foundation.name, why: "works on task-1" },
      { why: "it failed and is tried again later", until: NOON + 60_000 },
    ],
  },
};
