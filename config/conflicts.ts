import { parseDuration } from "./durations.ts";
import type { Config } from "./schema.ts";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1"]);
const SHORTEST_QUIET = 2_000;

/** What each key allows and the whole does not. */
export function conflicts(config: Config): readonly string[] {
  return [
    ...notLoopback(config),
    ...twice(config.sessions.map(({ name }) => name)).map((name) => `two sessions are named ${JSON.stringify(name)}`),
    ...twice(config.sessions.map(({ socket, tmux, name }) => `${tmux ?? name} on socket ${socket}`)).map(
      (target) => `two sessions watch the same target, ${target}`,
    ),
    ...twice(config.sessions.flatMap(({ environment }) => environment ?? [])).map(
      (environment) => `two sessions have environment ${JSON.stringify(environment)}`,
    ),
    ...twice(config.sessions.flatMap(({ port }) => (port === undefined ? [] : String(port)))).map(
      (port) => `two sessions have port ${port}`,
    ),
    ...tooQuick(config),
  ];
}

const notLoopback = ({ server: { host } }: Config): readonly string[] =>
  LOOPBACK.has(host)
    ? []
    : [
        `server.host is ${JSON.stringify(host)}; only 127.0.0.1, localhost and ::1 are served, since no one else is asked for a token`,
      ];

const tooQuick = ({ delivery: { person_quiet: quiet } }: Config): readonly string[] =>
  (parseDuration(quiet) ?? 0) < SHORTEST_QUIET
    ? [
        `delivery.person_quiet is ${JSON.stringify(quiet)}; at least "2s", since tmux tells a person's keys by the second`,
      ]
    : [];

const twice = (values: readonly string[]): readonly string[] => [
  ...new Set(values.filter((value, at) => values.indexOf(value) !== at)),
];
