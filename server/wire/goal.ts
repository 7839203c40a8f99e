import { z } from "@hono/zod-openapi";
import type { Blocker, Goal, Progress, Tree, TreeGoal, TreeVision, Vision } from "../../daemon/goal-service.ts";
import { GOAL_STATUSES, isStuck, titleOf } from "../../daemon/goal-service.ts";
import { TASK_STATUSES } from "../../daemon/service.ts";
import { TaskWire, toTaskWire } from "./task.ts";
import { iso, isoOrNull, Time } from "./time.ts";

export const VisionWire = z.object({ id: z.string(), content: z.string(), created_at: Time }).openapi("Vision");

export const GoalWire = z
  .object({
    id: z.string(),
    title: z.string().openapi({ description: "The first line of its text" }),
    content: z.string().openapi({ description: "Markdown" }),
    vision: z.string().nullable(),
    project: z.string(),
    category: z.string(),
    priority: z.number(),
    status: z.enum(GOAL_STATUSES),
    deadline: Time.nullable(),
    created_at: Time,
    generated_at: Time.nullable().openapi({ description: "When tasks were last made of it" }),
  })
  .openapi("Goal");

const ProgressWire = z
  .object({
    total: z
      .int()
      .openapi({ description: "done + ready + waiting + running + stuck; a task with parts counts as these" }),
    done: z.int(),
    ready: z.int(),
    waiting: z.int().openapi({ description: "Blocked by other tasks" }),
    running: z.int(),
    stuck: z.int().openapi({ description: "Failed, unsure or quarantined: wants a person" }),
    cancelled: z.int(),
  })
  .openapi("Progress");

export const BlockerWire = z
  .object({
    task: z.string(),
    as: z.enum(["dependency", "part"]),
    status: z.enum([...TASK_STATUSES, "missing"]),
    stuck: z.boolean().openapi({ description: "Will not become done by itself" }),
  })
  .openapi("Blocker");
export type BlockerWire = z.infer<typeof BlockerWire>;

const TreeGoalWire = z.object({
  goal: GoalWire,
  progress: ProgressWire,
  tasks: z.array(z.object({ task: TaskWire, depth: z.int(), waits_for: z.array(BlockerWire) })),
  more: z.int().openapi({ description: "Tasks that are not listed" }),
});

export const TreeWire = z
  .object({
    visions: z.array(
      z.object({
        vision: VisionWire.nullable().openapi({ description: "Null: goals without one" }),
        progress: ProgressWire,
        goals: z.array(TreeGoalWire),
      }),
    ),
    loose: ProgressWire.openapi({ description: "Tasks of no goal" }),
    progress: ProgressWire,
  })
  .openapi("Tree");
export type TreeWire = z.infer<typeof TreeWire>;

export const toVisionWire = ({ id, content, createdAt }: Vision): z.infer<typeof VisionWire> => ({
  id,
  content,
  created_at: iso(createdAt),
});

export const toGoalWire = (goal: Goal): z.infer<typeof GoalWire> => ({
  id: goal.id,
  title: titleOf(goal),
  content: goal.content,
  vision: goal.vision ?? null,
  project: goal.project,
  category: goal.category,
  priority: goal.priority,
  status: goal.status,
  deadline: isoOrNull(goal.deadline),
  created_at: iso(goal.createdAt),
  generated_at: isoOrNull(goal.generatedAt),
});

export const toBlockerWire = (blocker: Blocker): z.infer<typeof BlockerWire> => ({
  ...blocker,
  stuck: isStuck(blocker),
});

export const toTreeWire = ({ visions, loose, progress }: Tree): TreeWire => ({
  visions: visions.map(toTreeVisionWire),
  loose: progressWire(loose),
  progress: progressWire(progress),
});

const toTreeVisionWire = ({ vision, progress, goals }: TreeVision): TreeWire["visions"][number] => ({
  vision: vision === undefined ? null : toVisionWire(vision),
  progress: progressWire(progress),
  goals: goals.map(toTreeGoalWire),
});

const toTreeGoalWire = ({ goal, progress, tasks, more }: TreeGoal): z.infer<typeof TreeGoalWire> => ({
  goal: toGoalWire(goal),
  progress: progressWire(progress),
  tasks: tasks.map(({ task, depth, waitsFor }) => ({
    task: toTaskWire(task),
    depth,
    waits_for: waitsFor.map(toBlockerWire),
  })),
  more,
});

const progressWire = (progress: Progress): z.infer<typeof ProgressWire> => ({ ...progress });
