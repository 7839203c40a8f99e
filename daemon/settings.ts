import type { AgentId, SessionName } from "../machines/ids.ts";
import type { Policy } from "../machines/context.ts";
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
  /** The order in which tasks are given; absent: the original one. */
  readonly order?: PolicyName;
  /** How much is remembered, and for how long; absent: RETENTION. */
  readonly retention?: Retention;
}

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
}

export const PLANNING: PlanningSettings = { max: 12, checks: false };
