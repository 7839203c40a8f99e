import { z } from "zod";
import { goalId, visionId } from "../../machines/ids.ts";
import type { Goal, GoalStatus, Vision } from "../../orchestrator/goals/goal.ts";
import { fromText } from "./times.ts";

/** What is read of a goal; the casts make the types certain, whatever another program put there. */
export const GOAL_COLUMNS = `
  CAST(id AS TEXT) AS id, CAST(content AS TEXT) AS content, CAST(vision_id AS TEXT) AS vision_id,
  CAST(project AS TEXT) AS project, CAST(category AS TEXT) AS category, CAST(priority AS INTEGER) AS priority,
  CAST(status AS TEXT) AS status, CAST(deadline AS TEXT) AS deadline, CAST(created_at AS TEXT) AS created_at,
  CAST(generated_from AS TEXT) AS generated_from, CAST(generated_at AS TEXT) AS generated_at`;
export const VISION_COLUMNS = `
  CAST(id AS TEXT) AS id, CAST(content AS TEXT) AS content, CAST(created_at AS TEXT) AS created_at`;

const text = z.string().nullable();
const VISION = z.object({ id: z.string(), content: text, created_at: text });
const GOAL = VISION.extend({
  vision_id: text,
  project: text,
  category: text,
  priority: z.number().nullable(),
  status: text,
  deadline: text,
  generated_from: text,
  generated_at: text,
});

export function parseVision(raw: unknown): Vision {
  const row = VISION.parse(raw);
  return { id: visionId(row.id), content: row.content ?? "", createdAt: fromText(row.created_at) ?? 0 };
}

export function parseGoal(raw: unknown): Goal {
  const row = GOAL.parse(raw);
  const deadline = fromText(row.deadline);
  const generatedAt = fromText(row.generated_at);
  return {
    id: goalId(row.id),
    content: row.content ?? "",
    project: row.project ?? "",
    category: row.category || "general",
    priority: Math.min(100, Math.max(0, row.priority ?? 50)),
    status: goalStatusOf(row.status),
    createdAt: fromText(row.created_at) ?? 0,
    ...(row.vision_id ? { vision: visionId(row.vision_id) } : {}),
    ...(deadline === undefined ? {} : { deadline }),
    ...(row.generated_from === null ? {} : { generatedFrom: row.generated_from }),
    ...(generatedAt === undefined ? {} : { generatedAt }),
  };
}

/** Words of other programs for the same; one that nobody knows is paused: shown, and nothing is generated from it. */
const MEANING: ReadonlyMap<string, GoalStatus> = new Map<string, GoalStatus>([
  ["active", "active"],
  ["open", "active"],
  ["pending", "active"],
  ["in_progress", "active"],
  ["paused", "paused"],
  ["done", "done"],
  ["completed", "done"],
  ["complete", "done"],
  ["dropped", "dropped"],
  ["cancelled", "dropped"],
  ["canceled", "dropped"],
]);
const goalStatusOf = (stored: string | null): GoalStatus => (stored ? (MEANING.get(stored) ?? "paused") : "active");
