import type { AgentId, SessionName } from "../machines/ids.ts";
import type { Policy } from "../machines/context.ts";
import type { ReviewPolicy } from "../machines/run-context.ts";
import type { PortRange } from "../orchestrator/runs/run-book.ts";
import type { PolicyName } from "../orchestrator/priority/choice.ts";
import type { Retention } from "./retention.ts";

/** One watched session, as the user set it. */
export interface SessionSettings {
  readonly name: SessionName;
  /** Target: a tmux session, `session:window.pane` or `%pane`. */
  readonly tmux: string;
  /** The tmux server's socket, as in `-L`; with a slash a path, as in `-S`. */
  readonly socket: string;
  readonly agent: AgentId;
  readonly projects: readonly string[];
  readonly environment?: string;
  readonly port?: number;
}

/** What the daemon needs to know of the user's wishes. Durations in ms. */
export interface Settings {
  readonly sessions: readonly SessionSettings[];
  readonly policy: Policy;
  /** Sent when no task matches; "" sends nothing. */
  readonly generalPrompt: string;
  readonly checkInterval: number;
  /** No typing into a pane in which a person typed this recently. */
  readonly personQuiet: number;
  /** The user lets the agent run `drover done`: the text says so. */
  readonly report: boolean;
  readonly maxAttempts: number;
  /** Who makes tasks out of goals; absent: the goal's own Markdown. */
  readonly planner?: PlannerChoice;
  readonly planning?: PlanningSettings;
  /** How work of each project is checked, reviewed and kept apart; the first that fits. */
  readonly projects?: readonly ProjectSettings[];
  /** The order in which tasks are given; absent: the original one. */
  readonly order?: PolicyName;
  /** How much is remembered, and for how long; absent: RETENTION. */
  readonly retention?: Retention;
}

/** What holds for the runs of a project. Durations in ms. */
export interface ProjectSettings {
  /** SQL LIKE pattern for the project's name. */
  readonly pattern: string;
  /** Where its work is done; absent: where the session's pane is. */
  readonly directory?: string;
  /** Program and arguments, or one line for `sh -c`. A task's own goes before it. */
  readonly check?: readonly string[] | string;
  readonly checkTimeout: number;
  /** How often a failed check goes back to the same agent. */
  readonly followUps: number;
  readonly review: ReviewPolicy;
  /** A git worktree for each task. */
  readonly worktree: boolean;
  readonly worktreeDirectory?: string;
  readonly ports: PortRange;
}

export const NO_PROJECT: ProjectSettings = {
  pattern: "%",
  checkTimeout: 600_000,
  followUps: 2,
  review: { kind: "auto" },
  worktree: false,
  ports: { from: 42_000, size: 10, count: 200 },
};

/** Durations in ms. */
export type PlannerChoice =
  | { readonly kind: "markdown" }
  | {
      readonly kind: "command";
      readonly command: readonly string[];
      readonly directory?: string;
      readonly timeout: number;
    }
  | {
      readonly kind: "endpoint";
      readonly api: "openai" | "anthropic";
      readonly url: string;
      readonly model: string;
      /** The environment variable that holds the key. */
      readonly keyVariable?: string;
      readonly timeout: number;
    };

/** What holds for plans, whoever makes them. */
export interface PlanningSettings {
  /** Steps at most. */
  readonly max: number;
  /** May a planner that is a model say which command checks a task? drover runs it. */
  readonly checks: boolean;
  /** Of a task that is too large: propose nothing, propose parts, or take them at once. */
  readonly split: "off" | "ask" | "auto";
}

export const PLANNING: PlanningSettings = { max: 12, checks: false, split: "ask" };
