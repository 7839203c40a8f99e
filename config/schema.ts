// The user's config as TOML has it: snake_case, durations as text. Unknown keys are mistakes, not wishes.
import { z } from "zod";
import { DURATION_FORM, parseDuration } from "./durations.ts";

const duration = (fallback: string) =>
  z
    .string(`must be ${DURATION_FORM}`)
    .refine((text) => parseDuration(text) !== undefined, `must be ${DURATION_FORM}`)
    .default(fallback);
const port = z.int("must be a whole number").min(0, "must be 0 to 65535").max(65_535, "must be 0 to 65535");
const patterns = z.array(z.string("must be a list of patterns"), "must be a list of patterns").exactOptional();

const server = z.strictObject({
  host: z.string().default("127.0.0.1"),
  port: port.default(8081),
});

const monitor = z.strictObject({
  check_interval: duration("120s"),
  idle_threshold: duration("180s"),
  capture_lines: z.int().min(1).max(10_000).default(50),
  general_prompt: z
    .string()
    .default("Look at the state of this project, pick the most useful small improvement, make it, and run the tests."),
  general_prompt_max: z.int().min(0).max(1_000).default(1),
});

const delivery = z.strictObject({
  report: z.boolean().default(false),
  person_quiet: duration("10s"),
  max_attempts: z.int().min(1).max(100).default(3),
  max_task_time: duration("2h"),
});

const session = z.strictObject({
  name: z.string().min(1, "must not be empty"),
  tmux: z.string().min(1, "must not be empty").exactOptional(),
  socket: z.string().min(1, "must not be empty").default("default"),
  agent: z.string().min(1, "must not be empty").default("auto"),
  projects: z.array(z.string()).default([]),
  environment: z.string().exactOptional(),
  port: port.exactOptional(),
});

const agent = z.strictObject({
  extends: z.string().exactOptional(),
  process: patterns,
  composer: z.string().exactOptional(),
  idle: patterns,
  busy: patterns,
  waiting: patterns,
  limited: patterns,
  error: patterns,
  starting: patterns,
});

export const configSchema = z.strictObject({
  server: server.prefault({}),
  monitor: monitor.prefault({}),
  delivery: delivery.prefault({}),
  sessions: z
    .array(session)
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
  agents: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/, "must be lower-case letters, digits and -"), agent)
    .default({}),
});

/** As written, defaults filled in. */
export type Config = z.infer<typeof configSchema>;
export type SessionConfig = Config["sessions"][number];
/** A profile of the user's own, or lines added to a built-in one; patterns as text. */
export type AgentConfig = Config["agents"][string];

/** For editors and for `drover config schema`. */
export const jsonSchema = (): unknown => z.toJSONSchema(configSchema, { io: "input" });
