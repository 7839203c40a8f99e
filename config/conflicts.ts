import { parseDuration } from "./durations.ts";
import type { Config, SessionConfig } from "./schema.ts";

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
  ];
}

const tooQuick = ({ delivery: { person_quiet: quiet } }: Config): readonly string[] =>
  (parseDuration(quiet) ?? 0) < SHORTEST_QUIET
    ? [
        `delivery.person_quiet is ${JSON.stringify(quiet)}; must be at least "2s", since tmux tells a person's keys by the second`,
      ]
    : [];

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
