import { createRoute, z } from "@hono/zod-openapi";
import type { AppOptions } from "../options.ts";
import { noSuchSession, problem, problems } from "../problem.ts";
import { json, limit } from "../wire/common.ts";
import { ConfigWire, toConfigWire } from "../wire/config.ts";
import { JournalWire, toJournalWire } from "../wire/journal.ts";
import { KeptScreenWire, ScreenWire, toKeptScreenWire, toScreenWire } from "../wire/screen.ts";
import { SessionWire, toSessionWire } from "../wire/session.ts";
import { iso, Time } from "../wire/time.ts";
import { SessionWhyWire, toSessionWhyWire } from "../wire/why.ts";
import { newRoutes } from "./new-routes.ts";

const tags = ["sessions"];
const params = z.object({ name: z.string() });

const list = createRoute({
  method: "get",
  path: "/api/sessions",
  tags,
  summary: "Every session, in the order of the config",
  responses: {
    200: json(
      z.object({
        sessions: z.array(SessionWire),
        count: z.int(),
        watching: z.boolean().openapi({ description: "False where no daemon runs" }),
        started_at: Time,
        config: ConfigWire,
      }),
      "The sessions",
    ),
    ...problems(),
  },
});

const one = createRoute({
  method: "get",
  path: "/api/sessions/{name}",
  tags,
  summary: "One session",
  request: { params },
  responses: { 200: json(SessionWire, "The session"), ...problems(404) },
});

const screen = createRoute({
  method: "get",
  path: "/api/sessions/{name}/screen",
  tags,
  summary: "What is on its pane now",
  request: { params },
  responses: { 200: json(ScreenWire, "The screen"), ...problems(404) },
});

const why = createRoute({
  method: "get",
  path: "/api/sessions/{name}/why",
  tags,
  summary: "Why it is in its state: rule, line, source, age, what nearly matched, what is missing; with a fresh look",
  request: { params },
  responses: { 200: json(SessionWhyWire, "Why"), ...problems(404) },
});

const kept = createRoute({
  method: "get",
  path: "/api/screens/{hash}",
  tags,
  summary: "A screen that was kept when a verdict changed, by the hash that the evidence names",
  request: { params: z.object({ hash: z.string() }) },
  responses: { 200: json(KeptScreenWire, "The screen"), ...problems(404) },
});

const journal = createRoute({
  method: "get",
  path: "/api/sessions/{name}/journal",
  tags,
  summary: "What happened to it: its last entries, or with `after` the first ones behind that number",
  request: {
    params,
    query: z.object({ limit: limit(50, 1000), after: z.coerce.number<string>().int().min(0).optional() }),
  },
  responses: {
    200: json(z.object({ entries: z.array(JournalWire), count: z.int() }), "The entries, oldest first"),
    ...problems(404),
  },
});

const Switched = z.object({ sessions: z.array(z.string()), paused: z.boolean() });
const switched = { 200: json(Switched, "The sessions that are so now"), ...problems(404) };
const summary = { pause: "Watch, but give no work", resume: "Give work again" };
const pause = createRoute({
  method: "post",
  path: "/api/sessions/{name}/pause",
  tags,
  summary: summary.pause,
  request: { params },
  responses: switched,
});
const resume = createRoute({
  method: "post",
  path: "/api/sessions/{name}/resume",
  tags,
  summary: summary.resume,
  request: { params },
  responses: switched,
});
const pauseAll = createRoute({
  method: "post",
  path: "/api/pause",
  tags,
  summary: `${summary.pause}: all sessions`,
  responses: switched,
});
const resumeAll = createRoute({
  method: "post",
  path: "/api/resume",
  tags,
  summary: `${summary.resume}: all sessions`,
  responses: switched,
});

/** `/api/sessions…`, and pause and resume for all. */
export const sessionRoutes = ({ service }: AppOptions) => {
  const known = () => service.sessions().map((view) => view.name);
  return newRoutes()
    .openapi(list, (c) => {
      const sessions = service.sessions().map(toSessionWire);
      const { watching, startedAt } = service;
      const config = toConfigWire(service.config());
      return c.json({ sessions, count: sessions.length, watching, started_at: iso(startedAt), config }, 200);
    })
    .openapi(one, (c) => {
      const { name } = c.req.valid("param");
      const view = service.session(name);
      return view === undefined ? noSuchSession(c, name, known()) : c.json(toSessionWire(view), 200);
    })
    .openapi(screen, async (c) => {
      const { name } = c.req.valid("param");
      if (service.session(name) === undefined) return noSuchSession(c, name, known());
      const frame = await service.screen(name);
      if (frame === undefined) return problem(c, 404, `session ${name} has no pane now`);
      return c.json(toScreenWire(name, frame), 200);
    })
    .openapi(why, async (c) => {
      const { name } = c.req.valid("param");
      const found = await service.why(name);
      return found === undefined ? noSuchSession(c, name, known()) : c.json(toSessionWhyWire(found), 200);
    })
    .openapi(kept, (c) => {
      const { hash } = c.req.valid("param");
      const found = service.keptScreen(hash);
      return found === undefined
        ? problem(c, 404, `no screen ${JSON.stringify(hash)} is kept, or no more`)
        : c.json(toKeptScreenWire(found), 200);
    })
    .openapi(journal, (c) => {
      const { name } = c.req.valid("param");
      const session = service.session(name)?.name;
      if (session === undefined) return noSuchSession(c, name, known());
      const { limit, after } = c.req.valid("query");
      const end = after === undefined ? "newest" : "oldest";
      const found = service.journal({ session, limit, end, ...(after === undefined ? {} : { after }) });
      return c.json({ entries: found.map(toJournalWire), count: found.length }, 200);
    })
    .openapi(pause, async (c) => {
      const { name } = c.req.valid("param");
      const done = await service.pause(name);
      if (done.kind === "no such session") return noSuchSession(c, name, done.known);
      return c.json({ sessions: [...done.sessions], paused: true }, 200);
    })
    .openapi(resume, async (c) => {
      const { name } = c.req.valid("param");
      const done = await service.resume(name);
      if (done.kind === "no such session") return noSuchSession(c, name, done.known);
      return c.json({ sessions: [...done.sessions], paused: false }, 200);
    })
    .openapi(pauseAll, async (c) => {
      const done = await service.pause("--all");
      if (done.kind === "no such session") return noSuchSession(c, undefined, done.known);
      return c.json({ sessions: [...done.sessions], paused: true }, 200);
    })
    .openapi(resumeAll, async (c) => {
      const done = await service.resume("--all");
      if (done.kind === "no such session") return noSuchSession(c, undefined, done.known);
      return c.json({ sessions: [...done.sessions], paused: false }, 200);
    });
};
