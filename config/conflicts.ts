import { parseDuration } from "./durations.ts";
import type { Config, SessionConfig } from "./schema.ts";
import { parseSize } from "./sizes.ts";

const SHORTEST_QUIET = 2_000;

/** What each key allows and the whole does not. One line each. */
export function conflicts(config: Config): readonly string[] {
  const { sessions } = config;
  return [
    ...twice(sessions, "name", ({ name }) => name),
    ...twice(sessions, "tmux", ({ socket, tmux, name }) => `${tmux ?? name} on socket ${socket}`),
    ...twice(sessions, "environment", ({ environment }) => environment),
    ...twice(sessions, "port", ({ port }) => port),
    ...tooQuick(config),
    ...plannerLacks(config),
    ...tooSmall(config),
  ];
}

const tooQuick = ({ delivery: { person_quiet: quiet } }: Config): readonly string[] =>
  (parseDuration(quiet) ?? 0) < SHORTEST_QUIET
    ? [
        `delivery.person_quiet is ${JSON.stringify(quiet)}; must be at least "2s", since tmux tells a person's keys by the second`,
      ]
    : [];

/** A planner that is named without what it needs. */
function plannerLacks({ planner: { kind, command = [], url, model } }: Config): readonly string[] {
  if (kind === "command" && (command[0] ?? "") === "") {
    return ['planner.command is missing; must be a program and its arguments, such as ["claude", "-p"]'];
  }
  if (kind !== "endpoint") return [];
  return [
    ...(url === undefined
      ? ["planner.url is missing; must be the address of the API, such as http://127.0.0.1:11434/v1"]
      : []),
    ...(model === undefined ? ["planner.model is missing; must be the name of the model to ask"] : []),
  ];
}
/** Below these a day's work of a few sessions is forgotten before anybody looks. */
const SMALLEST_STATE = 4 * 1024 * 1024;
const SMALLEST_LOG = 64 * 1024;

const tooSmall = ({ retention: { state_size: state, log_size: log } }: Config): readonly string[] => [
  ...atLeast("retention.state_size", state, SMALLEST_STATE, "4MB"),
  ...atLeast("retention.log_size", log, SMALLEST_LOG, "64KB"),
];

const atLeast = (key: string, value: string, least: number, said: string): readonly string[] =>
  (parseSize(value) ?? 0) < least ? [`${key} is ${JSON.stringify(value)}; must be at least "${said}"`] : [];

/** Sessions that say the same where each must say its own; what none says is no conflict. */
function twice(
  sessions: readonly SessionConfig[],
  key: string,
  valueOf: (session: SessionConfig) => string | number | undefined,
): readonly string[] {
  const values = sessions.map(valueOf);
  return values.flatMap((value, at) => {
    const first = values.indexOf(value);
    if (value === undefined || first === at) return [];
    return `sessions[${at}].${key} is ${JSON.stringify(value)}; sessions[${first}] has that already, each needs its own`;
  });
}
