import { z } from "@hono/zod-openapi";

/** A `limit` in the query; absent, `fallback`. */
export const limit = (fallback: number, most: number) =>
  z.coerce.number<string>().int().min(1).max(most).default(fallback).openapi({ type: "integer", example: fallback });

/** Whether something in the query is asked for one session alone. */
export const optionalSession = z
  .string()
  .optional()
  .openapi({ description: "Name of a session; absent: see the route" });

/** The JSON part of a route's `responses` or `request.body`. */
export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { "application/json": { schema } },
});
export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { "application/json": { schema } },
});
