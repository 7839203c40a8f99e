// An issue as `.beads/issues.jsonl` has it: one JSON object a line, names as in beads' internal/types/types.go. Fields that
// drover has no use for are not read. `metadata` is beads' place for what other programs know of an issue.
import { z } from "zod";
import { GOAL_STATUSES, TASK_STATUSES } from "../backlog/words.ts";

const time = z.iso.datetime({ offset: true, error: "expected a time such as 2026-12-01T18:00:00Z" });

/** What beads has no field for. */
const OURS = z.object({
  content: z.string().optional(),
  priority: z.int().min(0).max(100).optional(),
  status: z.union([z.enum(TASK_STATUSES), z.enum(GOAL_STATUSES)]).optional(),
  category: z.string().min(1).optional(),
  project: z.string().optional(),
  check: z.string().min(1).optional(),
  session: z.string().min(1).optional(),
  note: z.string().optional(),
  finished_at: time.optional(),
});
export type Ours = z.infer<typeof OURS>;

const DEPENDENCY = z.object({
  issue_id: z.string().optional(),
  depends_on_id: z.string().min(1),
  type: z.string().default("blocks"),
  created_at: time.optional(),
});

export const ISSUE = z.object({
  id: z.string().min(1),
  title: z.string(),
  description: z.string().optional(),
  design: z.string().optional(),
  acceptance_criteria: z.string().optional(),
  notes: z.string().optional(),
  status: z.string().default("open"),
  priority: z.int().min(0).max(4).default(2),
  issue_type: z.string().default("task"),
  assignee: z.string().optional(),
  estimated_minutes: z.number().nullish(),
  created_at: time.optional(),
  updated_at: time.optional(),
  closed_at: time.nullish(),
  close_reason: z.string().optional(),
  due_at: time.nullish(),
  labels: z.array(z.string().min(1)).nullish(),
  dependencies: z.array(DEPENDENCY).nullish(),
  ephemeral: z.boolean().optional(),
  is_template: z.boolean().optional(),
  metadata: z.object({ drover: OURS.optional() }).nullish().catch(undefined),
});
export type Issue = z.infer<typeof ISSUE>;

/** From beads' 0 (critical) to 4, to the middle of a fifth of ours. */
export const oursOfPriority = (priority: number): number => 90 - 20 * priority;
export const priorityOfOurs = (ours: number): number => 4 - Math.min(4, Math.floor(ours / 20));
