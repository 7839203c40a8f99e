// The goals' side of goals.db, beside the backlog's tasks.
// G1. A vision, goal or task of an id that is there is never added twice, and never changed by adding.
// G2. What a task waits for is changed together with its status; a circle changes nothing.
// G3. A plan is accepted once, all of it in one transaction, and only if its goal has not been generated from meanwhile.
import type { At, GoalId, TaskId, VisionId } from "../../machines/ids.ts";
import type { Book, BroughtIn } from "../exchange/book.ts";
import type { Plan, PlanId, PlanStatus } from "../plan/plan.ts";
import type { Task } from "../task.ts";
import type { Goal, GoalChange, NewGoal, NewVision, Vision } from "./goal.ts";
import type { Blocker } from "./readiness.ts";
import type { Tree } from "./tree.ts";

export type AddedGoal =
  | { readonly kind: "added"; readonly goal: Goal }
  | { readonly kind: "no such vision"; readonly known: readonly VisionId[] };

/** What came of telling a task to wait. */
export type Depended =
  | { readonly kind: "depended"; readonly task: Task }
  | { readonly kind: "no such task"; readonly task: TaskId }
  /** It has begun, or has ended. */
  | { readonly kind: "too late"; readonly task: Task }
  /** The way round. */
  | { readonly kind: "circle"; readonly circle: readonly TaskId[] };

export type Accepted =
  | { readonly kind: "accepted"; readonly plan: Plan; readonly tasks: readonly Task[] }
  | { readonly kind: "no such plan" }
  | { readonly kind: "refused"; readonly why: string };

export interface HeavyTasks {
  readonly tasks: readonly Task[];
  /** Behind which row to go on; 0: that was all. */
  readonly next: number;
}

/** One step of a task's life, as it was written down. */
export interface PastEvent {
  readonly kind: string;
  readonly at: At;
  readonly session?: string;
  readonly claim?: string;
  /** What belongs to it: the choice of a claim, the reason of a failure. */
  readonly data?: unknown;
}

export interface GoalBook {
  addVision(vision: NewVision, at: At): Promise<Vision>;
  visions(): Promise<readonly Vision[]>;
  addGoal(goal: NewGoal, at: At): Promise<AddedGoal>;
  goal(id: GoalId): Promise<Goal | undefined>;
  /** Oldest first. */
  goals(): Promise<readonly Goal[]>;
  changeGoal(id: GoalId, change: GoalChange): Promise<Goal | undefined>;
  /** With at most so many tasks of each goal, and 1,000 in all. */
  tree(tasksOfEach: number): Promise<Tree>;

  /** What each of these waits for; one that waits for nothing is absent. */
  blockers(tasks: readonly TaskId[]): Promise<ReadonlyMap<TaskId, readonly Blocker[]>>;
  /** Pending or blocked tasks alone can be told to wait. */
  depend(task: TaskId, needs: readonly TaskId[], at: At): Promise<Depended>;
  undepend(task: TaskId, needs: readonly TaskId[], at: At): Promise<Depended>;
  /** Oldest first. */
  events(task: TaskId): Promise<readonly PastEvent[]>;

  /** Keeps a plan for a person to look at; one that was proposed for the same before is put aside. */
  propose(plan: Plan): Promise<void>;
  plan(id: PlanId): Promise<Plan | undefined>;
  /** Newest first. */
  plans(statuses: readonly PlanStatus[]): Promise<readonly Plan[]>;
  accept(id: PlanId, at: At): Promise<Accepted>;
  reject(id: PlanId, at: At): Promise<Plan | undefined>;

  /**
   * Of so many rows behind this one: the tasks that have not begun or have failed, have no parts, were never planned to
   * be split, and are of size L or were tried before.
   */
  heavy(after: number, rows: number): Promise<HeavyTasks>;

  /** All that is kept, to be taken elsewhere. */
  book(): Promise<Book>;
  /** All of it or nothing; what is there already under its id stays as it is. */
  bringIn(book: Book, at: At): Promise<BroughtIn>;
}
