import { PROFILES } from "../../agents/profiles.ts";
import type { Profile } from "../../agents/profile.ts";
import { userProfile } from "../../agents/user-profile.ts";
import { parseDuration } from "../../config/durations.ts";
import { parseReview } from "../../config/review.ts";
import { parseSize } from "../../config/sizes.ts";
import type { Config, ProjectConfig, SessionConfig } from "../../config/schema.ts";
import type { PlannerChoice, ProjectSettings, SessionSettings, Settings } from "../../daemon/settings.ts";
import { sessionName } from "../../machines/ids.ts";
import { DEFAULT_POLICY } from "../../machines/policy.ts";
import type { ReviewPolicy } from "../../machines/run-context.ts";

export type ComposedSettings =
  | { readonly kind: "ok"; readonly settings: Settings; readonly profiles: readonly Profile[] }
  | { readonly kind: "wrong"; readonly errors: readonly string[] };

/** What the daemon works by, out of the user's config. Patterns of the user's are compiled here. `file`: for errors. */
export function settingsOf(config: Config, file: string | undefined): ComposedSettings {
  const { capture_lines: rows } = config.monitor;
  const own = Object.entries(config.agents).map(([id, patterns]) => userProfile(id, patterns, PROFILES, rows));
  const errors = own.flatMap((made) => (made.kind === "wrong" ? made.errors.map((why) => named(why, file)) : []));
  const profiles = own.flatMap((made) => (made.kind === "profile" ? [made.profile] : []));
  const all = [...profiles, ...PROFILES.filter(({ id }) => !profiles.some((mine) => mine.id === id))];
  return errors.length > 0 ? { kind: "wrong", errors } : { kind: "ok", settings: settings(config), profiles: all };
}

const named = (why: string, file: string | undefined): string => (file === undefined ? why : `${file}: ${why}`);

const settings = ({ monitor, delivery, assign, planner, projects, retention, sessions }: Config): Settings => ({
  sessions: sessions.map(session),
  policy: {
    ...DEFAULT_POLICY,
    idleThreshold: ms(monitor.idle_threshold),
    overtime: ms(delivery.max_task_time),
    generalPromptMax: monitor.general_prompt === "" ? 0 : monitor.general_prompt_max,
  },
  generalPrompt: monitor.general_prompt,
  checkInterval: ms(monitor.check_interval),
  personQuiet: ms(delivery.person_quiet),
  report: delivery.report,
  maxAttempts: delivery.max_attempts,
  order: assign.policy,
  planner: plannerChoice(planner),
  projects: Object.entries(projects).map(([pattern, of]) => project(pattern, of)),
  planning: { max: planner.max, checks: planner.checks, split: planner.split },
  retention: {
    journal: ms(retention.journal),
    screens: ms(retention.screens),
    stateSize: bytes(retention.state_size),
    runs: ms(retention.runs),
  },
});

/** The config was checked: what a planner needs is there. */
function plannerChoice(planner: Config["planner"]): PlannerChoice {
  const { kind, command = [], directory, api, url = "", model = "", key_env: keyVariable } = planner;
  const timeout = ms(planner.timeout);
  switch (kind) {
    case "markdown":
      return { kind };
    case "command":
      return { kind, command, timeout, ...(directory === undefined ? {} : { directory }) };
    case "endpoint":
      return { kind, api, url, model, timeout, ...(keyVariable === undefined ? {} : { keyVariable }) };
  }
}

function project(pattern: string, of: ProjectConfig): ProjectSettings {
  const { directory, check, worktree_directory: worktreeDirectory, ports_from: from, ports_each: size } = of;
  return {
    pattern,
    checkTimeout: ms(of.check_timeout),
    followUps: of.follow_ups,
    review: review(of.review),
    worktree: of.worktree,
    ports: { from, size, count: Math.min(MOST_BLOCKS, Math.floor((HIGHEST_PORT + 1 - from) / size)) },
    ...(directory === undefined ? {} : { directory }),
    ...(check === undefined ? {} : { check }),
    ...(worktreeDirectory === undefined ? {} : { worktreeDirectory }),
  };
}

const HIGHEST_PORT = 65_535;
const MOST_BLOCKS = 500;

/** The schema has let only these pass. */
function review(text: string): ReviewPolicy {
  const parsed = parseReview(text);
  if (parsed === undefined) throw new Error(`not a way of review: ${text}`);
  return parsed.kind === "larger" ? parsed : { kind: parsed.kind };
}

function session({ name, tmux, socket, agent, projects, environment, port }: SessionConfig): SessionSettings {
  return {
    name: sessionName(name),
    tmux: tmux ?? name,
    socket,
    agent,
    projects,
    ...(environment === undefined ? {} : { environment }),
    ...(port === undefined ? {} : { port }),
  };
}

/** The schema has let only sizes pass. */
export function bytes(size: string): number {
  const parsed = parseSize(size);
  if (parsed === undefined) throw new Error(`not a size: ${size}`);
  return parsed;
}

/** The schema has let only durations pass. */
export function ms(duration: string): number {
  const parsed = parseDuration(duration);
  if (parsed === undefined) throw new Error(`not a duration: ${duration}`);
  return parsed;
}
