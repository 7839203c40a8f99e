import { z } from "@hono/zod-openapi";
import type { At } from "../../machines/ids.ts";

/** A moment on the wire: ISO 8601, UTC. */
export const Time = z.iso.datetime().openapi({ example: "2026-02-14T20:00:00.000Z" });

export const iso = (at: At): string => new Date(at).toISOString();
export const isoOrNull = (at: At | undefined): string | null => (at === undefined ? null : iso(at));
