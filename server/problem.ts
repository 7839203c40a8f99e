// Every error is RFC 9457 `application/problem+json`.
// E1. `detail` says what to do next, or names what exists. E2. No stack and no inner message leaves the house.
import type { Context, TypedResponse } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "@hono/zod-openapi";
import type { AppOptions } from "./options.ts";

export const Problem = z
  .object({
    type: z.literal("about:blank"),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    known: z.array(z.string()).optional().openapi({ description: "What exists, where something was not found" }),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: "Where the request is not what it should be, e.g. `json.priority`" }),
  })
  .openapi("Problem");
export type Problem = z.infer<typeof Problem>;

const TITLES = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  410: "Gone",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  421: "Misdirected Request",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
} as const;
export type ProblemStatus = keyof typeof TITLES;
type Answered<S extends ProblemStatus> = Response & TypedResponse<Problem, S, "json">;

/** An error as the answer of a route. */
export function problem<S extends ProblemStatus>(
  c: Context,
  status: S,
  detail: string,
  more: Pick<Problem, "known" | "errors"> = {},
): Answered<S> {
  const body: Problem = { type: "about:blank", title: TITLES[status], status, detail, ...more };
  return c.json(body, status, { "content-type": "application/problem+json" }) as Answered<S>;
}

/** The 404 for a session that is not configured; without a name, for having none at all. */
export function noSuchSession(c: Context, name: string | undefined, known: readonly string[]): Answered<404> {
  const detail = name === undefined ? "no session is configured" : `no session ${JSON.stringify(name)}`;
  return problem(c, 404, known.length === 0 ? detail : `${detail}; there is: ${known.join(", ")}`, {
    known: [...known],
  });
}

type ProblemResponse = {
  description: string;
  content: { "application/problem+json": { schema: typeof Problem } };
};

/** The error part of a route's `responses`; what any route may answer is in it unasked. */
export function problems<S extends ProblemStatus = never>(...statuses: S[]): Record<S | EveryRoute, ProblemResponse> {
  const all = [...EVERY_ROUTE, ...statuses];
  const entries = all.map((status) => [
    status,
    { description: TITLES[status], content: { "application/problem+json": { schema: Problem } } },
  ]);
  return Object.fromEntries(entries) as Record<S | EveryRoute, ProblemResponse>;
}
const EVERY_ROUTE = [400, 401, 403, 413, 415, 421, 422, 429, 500] as const;
type EveryRoute = (typeof EVERY_ROUTE)[number];

/** Answers a request whose parts do not fit their schema, with the path of each fault. */
export function invalid(
  result: { target: string } & ({ success: true } | { success: false; error: z.core.$ZodError }),
  c: Context,
): Response | undefined {
  if (result.success) return undefined;
  const errors = result.error.issues.map((issue) => ({
    path: [result.target, ...issue.path.map(String)].join("."),
    message: issue.message,
  }));
  return problem(c, 422, errors.map((error) => `${error.path}: ${error.message}`).join("; "), { errors });
}

/** Turns what was thrown on the way into an answer; keeps E2. */
export const onError =
  (options: AppOptions) =>
  (error: Error, c: Context): Response => {
    if (error instanceof HTTPException) return thrown(error, c);
    options.onBug?.(error);
    return problem(c, 500, "this is a bug in drover; its log says more");
  };

function thrown(error: HTTPException, c: Context): Response {
  if (error.status === 415) return problem(c, 415, "send the body with content-type: application/json");
  if (error.status === 413) return problem(c, 413, error.message);
  return problem(c, 400, error.message || "the request cannot be read");
}
