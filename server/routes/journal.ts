import { createRoute, z } from "@hono/zod-openapi";
import { eventStream } from "../event-stream.ts";
import type { AppOptions } from "../options.ts";
import { noSuchSession, problem, problems } from "../problem.ts";
import { json, limit, optionalSession } from "../wire/common.ts";
import { JournalWire, toJournalWire } from "../wire/journal.ts";
import { newRoutes } from "./new-routes.ts";

const tags = ["journal"];
const number = z.coerce.number<string>().int().min(0);

const journal = createRoute({
  method: "get",
  path: "/api/journal",
  tags,
  summary: "What happened, to all sessions or one: the last entries, or with `after` the first ones behind that number",
  request: { query: z.object({ session: optionalSession, limit: limit(50, 1000), after: number.optional() }) },
  responses: {
    200: json(z.object({ entries: z.array(JournalWire), count: z.int() }), "The entries, oldest first"),
    ...problems(404),
  },
});

const events = createRoute({
  method: "get",
  path: "/api/events",
  tags,
  summary: "The journal as it is written, as server-sent events",
  description: "`id` is the entry's number. It goes on behind `Last-Event-ID`, else behind `after`, else from now on.",
  request: {
    query: z.object({ session: optionalSession, after: number.optional() }),
    headers: z.object({ "last-event-id": number.optional() }),
  },
  responses: {
    200: {
      description: "`data` is a JournalEntry",
      content: { "text/event-stream": { schema: z.string() } },
    },
    ...problems(404),
  },
});

const MOST_STREAMS = 64;

/** `/api/journal` and `/api/events`. */
export const journalRoutes = ({ service, pingEvery, mostStreams = MOST_STREAMS }: AppOptions) => {
  let streams = 0;
  const known = () => service.sessions().map((view) => view.name);
  return newRoutes()
    .openapi(journal, (c) => {
      const query = c.req.valid("query");
      const session = query.session === undefined ? undefined : service.session(query.session)?.name;
      if (query.session !== undefined && session === undefined) return noSuchSession(c, query.session, known());
      const found = service.journal({
        limit: query.limit,
        end: query.after === undefined ? "newest" : "oldest",
        ...(query.after === undefined ? {} : { after: query.after }),
        ...(session === undefined ? {} : { session }),
      });
      return c.json({ entries: found.map(toJournalWire), count: found.length }, 200);
    })
    .openapi(events, (c) => {
      const query = c.req.valid("query");
      const session = query.session === undefined ? undefined : service.session(query.session)?.name;
      if (query.session !== undefined && session === undefined) return noSuchSession(c, query.session, known());
      const after = c.req.valid("header")["last-event-id"] ?? query.after;
      const { outgoing } = c.env ?? {};
      if (streams >= mostStreams) {
        c.header("retry-after", "10");
        return problem(c, 429, `${mostStreams} event streams are open already; close one`);
      }
      streams += 1;
      const body = eventStream(service, {
        session,
        after,
        pingEvery,
        onStalled: () => outgoing?.destroy(),
        onEnd: () => (streams -= 1),
      });
      return new Response(body, {
        headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" },
      });
    });
};
