// The user's config as TOML has it: snake_case, durations as text. Unknown keys are mistakes, not wishes.
import { z } from "zod";
import { REVIEW, REVIEW_FORM } from "./review.ts";
import { DURATION, DURATION_FORM } from "./durations.ts";
import { SIZE, SIZE_FORM } from "./sizes.ts";

const table = "must be a table";
const text = (what = "must be text in quotes") => z.string(what);
const filled = text().min(1, "must not be empty");
const list = <S extends z.ZodType>(of: S, what: string) => z.array(of, `must be a list of ${what}`);
const flag = z.boolean("must be true or false");

const duration = (fallback: string) =>
  z.string(`must be ${DURATION_FORM}`).regex(DURATION, `must be ${DURATION_FORM}`).default(fallback);

function whole(least: number, most: number) {
  const range = `must be a whole number from ${least} to ${most}`;
  return z.int(range).min(least, range).max(most, range);
}

const port = whole(0, 65_535);
const patterns = list(text("must be a pattern in quotes"), "patterns").exactOptional();

const server = z.strictObject(
  {
    /** Off loopback every request wants the token. */
    host: filled.default("127.0.0.1"),
    port: port.default(8081),
    /** Names under which it may be asked, beside loopback and its own address. */
    allowed_hosts: list(text("must be a name in quotes"), "names").default([]),
  },
  table,
);

const monitor = z.strictObject(
  {
    check_interval: duration("120s"),
    idle_threshold: duration("180s"),
    capture_lines: whole(1, 10_000).default(50),
    general_prompt: text().default(
      "Look at the state of this project, pick the most useful small improvement, make it, and run the tests.",
    ),
    general_prompt_max: whole(0, 1_000).default(1),
  },
  table,
);

const delivery = z.strictObject(
  {
    report: flag.default(false),
    person_quiet: duration("10s"),
    max_attempts: whole(1, 100).default(3),
    max_task_time: duration("2h"),
  },
  table,
);

const assign = z.strictObject(
  { policy: z.enum(["strict", "urgency"], 'must be "strict" or "urgency"').default("strict") },
  table,
);

const planner = z.strictObject(
  {
    kind: z
      .enum(["markdown", "command", "endpoint"], 'must be "markdown", "command" or "endpoint"')
      .default("markdown"),
    command: list(text("must be a word in quotes"), "words").exactOptional(),
    directory: filled.exactOptional(),
    api: z.enum(["openai", "anthropic"], 'must be "openai" or "anthropic"').default("openai"),
    url: z.url({ protocol: /^https?$/, error: "must be an address such as http://127.0.0.1:11434/v1" }).exactOptional(),
    model: filled.exactOptional(),
    key_env: filled.exactOptional(),
    timeout: duration("5m"),
    max: whole(1, 100).default(12),
    checks: flag.default(false),
    split: z.enum(["off", "ask", "auto"], 'must be "off", "ask" or "auto"').default("ask"),
  },
  table,
);

const size = (fallback: string) =>
  z.string(`must be ${SIZE_FORM}`).regex(SIZE, `must be ${SIZE_FORM}`).default(fallback);

const retention = z.strictObject(
  {
    journal: duration("90d"),
    screens: duration("14d"),
    /** Patches, output and last words of runs that are over. */
    runs: duration("90d"),
    state_size: size("256MB"),
    logs: duration("90d"),
    log_size: size("10MB"),
  },
  table,
);

const session = z.strictObject(
  {
    name: filled,
    tmux: filled.exactOptional(),
    socket: filled.default("default"),
    agent: filled.default("auto"),
    projects: list(text("must be a project in quotes"), "projects").default([]),
    environment: text().exactOptional(),
    port: port.exactOptional(),
  },
  table,
);

const agent = z.strictObject(
  {
    extends: text().exactOptional(),
    process: patterns,
    composer: text("must be a pattern in quotes").exactOptional(),
    idle: patterns,
    busy: patterns,
    waiting: patterns,
    limited: patterns,
    error: patterns,
    starting: patterns,
  },
  table,
);

const folder = text().regex(/^\//, "must be a path from the root, such as /home/me/project");

/** What must hold before the work of a project counts as done, and where it is done. */
const project = z.strictObject(
  {
    directory: folder.exactOptional(),
    check: z
      .union([filled, list(filled, "words").min(1, "must name a program")], 'must be text or a list, ["npm", "test"]')
      .exactOptional(),
    check_timeout: duration("10m"),
    follow_ups: whole(0, 20).default(2),
    review: text().regex(REVIEW, `must be ${REVIEW_FORM}`).default("auto"),
    worktree: flag.default(false),
    worktree_directory: folder.exactOptional(),
    ports_from: whole(1_024, 65_000).default(42_000),
    ports_each: whole(1, 1_000).default(10),
  },
  table,
);

export const configSchema = z.strictObject({
  server: server.prefault({}),
  monitor: monitor.prefault({}),
  delivery: delivery.prefault({}),
  assign: assign.prefault({}),
  planner: planner.prefault({}),
  retention: retention.prefault({}),
  sessions: z
    .array(session, "must be written as [[sessions]]")
    .min(1, "must name at least one session")
    .default([
      {
        name: "foundation",
        socket: "default",
        agent: "auto",
        projects: ["%week2%", "%research%", "%foundation%"],
        environment: "env_1",
        port: 8081,
      },
    ]),
  projects: z.record(filled, project, table).default({}),
  agents: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/, "must be lower-case letters, digits and -"), agent, table)
    .default({}),
});

/** As written, defaults filled in. */
export type Config = z.infer<typeof configSchema>;
export type SessionConfig = Config["sessions"][number];
export type ProjectConfig = Config["projects"][string];
/** A profile of the user's own, or lines added to a built-in one; patterns as text. */
export type AgentConfig = Config["agents"][string];

/** For editors and for `drover config schema`. */
export const jsonSchema = (): unknown => z.toJSONSchema(configSchema, { io: "input" });
