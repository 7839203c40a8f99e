// The original monitor's four endpoints: paths, fields and meanings are fixed.
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Checked, Service, SessionView } from "../../daemon/service.ts";
import { hasToken } from "../has-token.ts";
import type { AppOptions } from "../options.ts";
import { noSuchSession, problem, problems } from "../problem.ts";
import { json, jsonBody, limit, optionalSession } from "../wire/common.ts";
import { StatusWire, toStatusWire } from "../wire/session.ts";
import { AssignWire, fromNewTaskWire } from "../wire/task.ts";
import { newRoutes } from "./new-routes.ts";

const tags = ["monitor"];

const status = createRoute({
  method: "get",
  path: "/api/monitor/status",
  tags,
  summary: "How one session is; by default the first",
  request: { query: z.object({ session: optionalSession }) },
  responses: { 200: json(StatusWire, "The session's status"), ...problems(404) },
});

const assignTask = createRoute({
  method: "post",
  path: "/api/monitor/assign-task",
  tags,
  summary: "Give a task by hand to a session, by default the first",
  request: { body: jsonBody(AssignWire) },
  responses: {
    200: json(
      z.object({
        success: z.boolean(),
        task: z.string(),
        message: z.string(),
        task_id: z.string(),
        session: z.string().nullable(),
        warning: z.string().nullable(),
      }),
      "The task is in the backlog, bound to its session",
    ),
    ...problems(404),
  },
});

const workLog = createRoute({
  method: "get",
  path: "/api/monitor/work-log",
  tags,
  summary: "The last lines of the work log, oldest first, in local time",
  request: { query: z.object({ limit: limit(50, 10_000) }) },
  responses: {
    200: json(
      z.object({
        entries: z.array(z.string()).openapi({ example: ["2026-02-14 20:00:00 - Assigned task 123: …"] }),
        count: z.int(),
        total_lines: z.int(),
      }),
      "The lines",
    ),
    ...problems(),
  },
});

const checkOnce = {
  path: "/api/monitor/check-and-assign",
  tags,
  request: { query: z.object({ session: optionalSession }) },
  responses: {
    200: json(
      z.object({
        success: z.boolean().openapi({ description: "A task was given to at least one session" }),
        message: z.string(),
        results: z.array(z.object({ kind: z.enum(["assigned", "not now"]), message: z.string() })),
      }),
      "What came of it",
    ),
    ...problems(404),
  },
} as const;
const check = createRoute({ ...checkOnce, method: "post", summary: "One check-and-assign cycle now; at most 30 s" });
const checkByGet = createRoute({ ...checkOnce, method: "get", summary: "The same, kept for old scripts" });

/** `/api/monitor/*`. */
export const monitorRoutes = ({ service, now, door, token }: AppOptions) => {
  const mayRead = (c: Context) => door === "socket" || hasToken(c, token);
  return newRoutes()
    .openapi(status, (c) => {
      const { session } = c.req.valid("query");
      const view = sessionOrFirst(service, session);
      if (view === undefined) return noSuchSession(c, session, names(service));
      return c.json(toStatusWire(mayRead(c) ? view : withoutScreen(view), now()), 200);
    })
    .openapi(assignTask, async (c) => {
      const body = c.req.valid("json");
      const parsed = fromNewTaskWire(service, body.task, body);
      if ("unknownSession" in parsed) return noSuchSession(c, parsed.unknownSession, names(service));
      const added = await service.assign(parsed.task);
      switch (added.kind) {
        case "added":
          return c.json(toAssigned(body.task, added), 200);
        case "refused":
          return problem(c, 422, added.why);
        case "no such session":
          return noSuchSession(c, body.session, added.known);
      }
    })
    .openapi(workLog, (c) => {
      const { entries, count, totalLines } = service.workLog(c.req.valid("query").limit);
      const shown = mayRead(c) ? [...entries] : entries.map(withoutSeen);
      return c.json({ entries: shown, count, total_lines: totalLines }, 200);
    })
    .openapi(check, async (c) => {
      const { session } = c.req.valid("query");
      return checked(c, session, await service.check(session));
    })
    .openapi(checkByGet, async (c) => {
      const { session } = c.req.valid("query");
      return checked(c, session, await service.check(session));
    });
};

/** The line that a rule matched stands on somebody's screen, which wants the token. */
const withoutScreen = (view: SessionView): SessionView => ({
  ...view,
  because: view.evidence?.line ? view.because.replace(`: ${JSON.stringify(view.evidence.line)}`, "") : view.because,
});

/** So does what was seen where it could not be told whether a task was typed. */
const withoutSeen = (line: string): string => line.replace(/^(\S+ \S+ - Unsure of [^:]*): .*( \[[^\]]*\])$/, "$1$2");

const names = (service: Service): readonly string[] => service.sessions().map((view) => view.name);

const sessionOrFirst = (service: Service, name: string | undefined): SessionView | undefined =>
  name === undefined ? service.sessions()[0] : service.session(name);

type AssignedTask = Extract<Awaited<ReturnType<Service["assign"]>>, { kind: "added" }>;

function toAssigned(text: string, { task, session, warning }: AssignedTask) {
  return {
    success: true,
    task: text,
    message: `Task ${task.id} ${session === undefined ? "added" : `assigned to ${session}`}`,
    task_id: task.id,
    session: session ?? null,
    warning: warning ?? null,
  };
}

function checked(c: Context, session: string | undefined, results: readonly Checked[]) {
  const found = results.filter((result) => result.kind !== "no such session");
  const missing = results.find((result) => result.kind === "no such session");
  if (missing !== undefined) return noSuchSession(c, session, missing.known);
  const body = {
    success: found.some((result) => result.kind === "assigned"),
    message: found.map((result) => result.message).join("; ") || "no session is configured",
    results: found.map(({ kind, message }) => ({ kind, message })),
  };
  return c.json(body, 200);
}
