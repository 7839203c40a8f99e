import { z } from "zod";
import type { At, SessionName } from "../../../machines/ids.ts";
import { taskId } from "../../../machines/ids.ts";
import type { Candidate } from "../../../orchestrator/strict-order.ts";
import type { Db } from "../../database/open-file.ts";
import { fromText, toText } from "../times.ts";
import { pendingProjects } from "./pending-projects.ts";

export interface Asking {
  readonly session: SessionName;
  readonly projects: readonly string[];
  readonly at: At;
}

export interface Takeable {
  /** The first of the line, as many as asked for or fewer: bound to the session, then by priority, age, insertion. */
  first(asking: Asking, limit: number): readonly Candidate[];
  /** How many there are, counted up to `most`. */
  count(asking: Asking, most: number): number;
}

/**
 * What a session could take now. Each scan goes along an index of its own and stops at the limit: one for the tasks
 * bound to the session, one for those open to all, or one for each project that the session takes.
 * The indexes are named: SQLite, left alone, takes that of the status and looks at every row.
 */
export function takeable(db: Db): Takeable {
  const bound = scan(
    db,
    `tasks INDEXED BY drover_tasks_bound WHERE ${PENDING} AND tasks.session = :session AND tasks.session IS NOT NULL AND ${DUE}`,
  );
  const open = scan(db, `tasks INDEXED BY drover_tasks_open WHERE ${OPEN} AND ${DUE}`);
  const named = scanByProject(db);
  const others = ({ projects, at }: Asking): readonly [Scan, Given] =>
    projects.length === 0
      ? [open, { now: toText(at) }]
      : [named, { now: toText(at), patterns: JSON.stringify(projects) }];
  return {
    first: (asking, limit) => {
      const [other, given] = others(asking);
      const mine = bound.first({ now: toText(asking.at), session: asking.session }, limit);
      return [...mine, ...other.first(given, limit - mine.length)];
    },
    count: (asking, most) => {
      const [other, given] = others(asking);
      const mine = bound.count({ now: toText(asking.at), session: asking.session }, most);
      return mine + other.count(given, most - mine);
    },
  };
}

type Given = Readonly<Record<string, string>>;

interface Scan {
  first(given: Given, limit: number): readonly Candidate[];
  count(given: Given, most: number): number;
}

const PENDING = "tasks.status = 'pending'";
const OPEN = `${PENDING} AND tasks.session IS NULL`;
const DUE = "(tasks.not_before IS NULL OR tasks.not_before <= :now)";
const ORDER = "tasks.priority DESC, tasks.created_at, tasks.rowid";

function scan(db: Db, from: string): Scan {
  const list = db.prepare(`SELECT ${LEAN} FROM ${from} ORDER BY ${ORDER} LIMIT :limit`);
  const count = db.prepare(`SELECT count(*) FROM (SELECT 1 FROM ${from} LIMIT :limit)`).pluck();
  return scanOf(list, count);
}

/** Rows of the whole line that are looked through before it is gone along each project by itself. */
const AHEAD = 500;

/**
 * Most often the first of the line are of a project that is taken. Where they are not, the first of each such project
 * are looked up, and of these the first: never more than that is read of any.
 */
function scanByProject(db: Db): Scan {
  const projectsOf = pendingProjects(db);
  const ahead = db.prepare(`
    SELECT ${LEAN} FROM (
      SELECT rowid, * FROM tasks INDEXED BY drover_tasks_open WHERE ${OPEN} AND ${DUE} ORDER BY ${ORDER} LIMIT ${AHEAD}
    ) AS tasks
    WHERE project = '' OR EXISTS (SELECT 1 FROM json_each(:patterns) AS pattern WHERE project LIKE pattern.value)
    LIMIT :limit`);
  const own = `tasks INDEXED BY drover_tasks_project WHERE ${OPEN} AND tasks.project = asked.value AND ${DUE}`;
  const list = db.prepare(`
    SELECT ${LEAN} FROM json_each(:projects) AS asked CROSS JOIN tasks ON tasks.rowid IN (
      SELECT tasks.rowid FROM ${own} ORDER BY ${ORDER} LIMIT :limit)
    ORDER BY ${ORDER} LIMIT :limit`);
  const count = db.prepare(`
    SELECT count(*) FROM (
      SELECT 1 FROM json_each(:projects) AS asked CROSS JOIN ${own} LIMIT :limit)`);
  const each = scanOf(list, count.pluck());
  const projects = ({ now = "", patterns = "[]" }: Given): Given => ({
    now,
    projects: JSON.stringify(projectsOf(NAMES.parse(JSON.parse(patterns)))),
  });
  return {
    first: (given, limit) => {
      const near = ahead.all({ ...given, limit }).map(parseCandidate);
      return near.length === limit ? near : each.first(projects(given), limit);
    },
    count: (given, most) => each.count(projects(given), most),
  };
}

const scanOf = (list: Statement, count: Statement): Scan => ({
  first: (given, limit) => list.all({ ...given, limit }).map(parseCandidate),
  count: (given, limit) => COUNT.parse(count.get({ ...given, limit })),
});
type Statement = ReturnType<Db["prepare"]>;

/** A candidate without its text, which may be long. */
export const LEAN = `
  tasks.rowid AS row, CAST(tasks.id AS TEXT) AS id, CAST(tasks.priority AS INTEGER) AS priority,
  CAST(tasks.created_at AS TEXT) AS created_at, CAST(tasks.session AS TEXT) AS session`;

const COUNT = z.number();
const NAMES = z.array(z.string());
const ROW = z.object({
  row: z.number(),
  id: z.string(),
  priority: z.number().nullable(),
  created_at: z.string().nullable(),
  session: z.string().nullable(),
});

export function parseCandidate(raw: unknown): Candidate {
  const { row, id, priority, created_at: created, session } = ROW.parse(raw);
  return {
    id: taskId(id),
    priority: priority ?? 50,
    createdAt: fromText(created) ?? 0,
    row,
    bound: session !== null && session !== "",
  };
}
