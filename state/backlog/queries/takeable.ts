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
 */
export function takeable(db: Db): Takeable {
  const scans = SOURCES.map(({ where, order }) => ({
    list: db.prepare(`SELECT ${LEAN} FROM tasks WHERE ${where} AND ${DUE} ORDER BY ${order} LIMIT :limit`),
    count: db.prepare(`SELECT count(*) FROM (SELECT 1 FROM tasks WHERE ${where} AND ${DUE} LIMIT :limit)`).pluck(),
  }));
  const projectsOf = pendingProjects(db);
  const [bound, open, named] = scans;
  if (!bound || !open || !named) throw new Error("a source is missing");
  const sources = ({ session, projects, at }: Asking) => {
    const now = toText(at);
    const others =
      projects.length === 0
        ? [{ scan: open, with: { now } }]
        : projectsOf(projects).map((project) => ({ scan: named, with: { now, project } }));
    return [{ scan: bound, with: { now, session } }, ...others];
  };
  return {
    first: (asking, limit) =>
      sources(asking)
        .flatMap(({ scan, with: given }) => scan.list.all({ ...given, limit }).map(parseCandidate))
        .toSorted(inLine)
        .slice(0, limit),
    count: (asking, most) =>
      sources(asking).reduce(
        (sum, { scan, with: given }) =>
          sum >= most ? sum : sum + z.number().parse(scan.count.get({ ...given, limit: most - sum })),
        0,
      ),
  };
}

const DUE = "(tasks.not_before IS NULL OR tasks.not_before <= :now)";
const ORDER = "tasks.priority DESC, tasks.created_at, tasks.rowid";
const SOURCES = [
  { where: "tasks.status = 'pending' AND tasks.session IS NOT NULL AND tasks.session = :session", order: ORDER },
  { where: "tasks.status = 'pending' AND tasks.session IS NULL", order: ORDER },
  { where: "tasks.status = 'pending' AND tasks.session IS NULL AND tasks.project = :project", order: ORDER },
];

/** A candidate without its text, which may be long. */
export const LEAN = `
  tasks.rowid AS row, CAST(tasks.id AS TEXT) AS id, CAST(tasks.priority AS INTEGER) AS priority,
  CAST(tasks.created_at AS TEXT) AS created_at, CAST(tasks.session AS TEXT) AS session`;

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

/** As the scans are ordered, so that the first of them all are the first of the line. */
const inLine = (a: Candidate, b: Candidate): number =>
  Number(b.bound) - Number(a.bound) || b.priority - a.priority || a.createdAt - b.createdAt || a.row - b.row;
