import Database from "better-sqlite3";

export interface Filled {
  readonly pending: number;
  readonly blocked: number;
  readonly goals: number;
  readonly edges: number;
}

const GOALS = 1_000;
const PROJECTS = 200;

/**
 * A backlog as it may become: a thousand goals of a hundred tasks, half of them with a deadline; a third of the tasks
 * in chains of five and fans of five, a fifth of the others done, a few bound to one session. The same each time.
 */
export function fillGoals(file: string, tasks: number): Filled {
  const db = new Database(file);
  const random = randomFrom(7);
  const goal = db.prepare("INSERT INTO goals (id, content, priority, deadline) VALUES (?, ?, ?, ?)");
  const task =
    db.prepare(`INSERT INTO tasks (id, content, project, priority, status, created_at, goal_id, size, session)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const need = db.prepare("INSERT INTO task_dependencies VALUES (?, ?)");
  const now = Date.now();
  db.transaction(() => {
    for (let n = 0; n < GOALS; n += 1) {
      const deadline = random() < 0.5 ? new Date(now + random() * 30 * 86_400_000).toISOString() : null;
      goal.run(`goal-${n}`, `Goal ${n}`, Math.floor(random() * 101), deadline);
    }
    for (let n = 0; n < tasks; n += 1) {
      const link = Math.floor(n / 10) % 3 === 0 ? n % 10 : 0;
      if (link > 0 && link < 5) need.run(`task-${n}`, `task-${n - 1}`);
      if (link > 5) need.run(`task-${n}`, `task-${n - (link - 5)}`);
      const status = random() < 0.2 && link === 0 ? "done" : "pending";
      const project = n === tasks - 10 ? "rare-one" : `project-${n % PROJECTS}${n % 7 === 0 ? "-week2" : ""}`;
      const created = new Date(now - random() * 20 * 86_400_000).toISOString();
      const size = ["S", "M", "L"][n % 3];
      const bound = n % 500 === 0 ? "john" : null;
      task.run(
        `task-${n}`,
        `Do the thing number ${n}`,
        project,
        Math.floor(random() * 101),
        status,
        created,
        `goal-${n % GOALS}`,
        size,
        bound,
      );
    }
  })();
  const count = (sql: string) => Number(db.prepare(sql).pluck().get());
  const filled = {
    pending: count("SELECT count(*) FROM tasks WHERE status = 'pending'"),
    blocked: count("SELECT count(*) FROM tasks WHERE status = 'blocked'"),
    edges: count("SELECT count(*) FROM task_dependencies"),
    goals: GOALS,
  };
  db.close();
  return filled;
}

/** Numbers that look random and are the same each time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
