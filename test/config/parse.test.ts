import { describe, expect, it } from "vitest";
import { parseConfig } from "../../config/parse.ts";

const errorsOf = (text: string): readonly string[] => {
  const parsed = parseConfig(text, "drover.toml");
  return parsed.kind === "wrong" ? parsed.errors : [];
};
const configOf = (text: string) => {
  const parsed = parseConfig(text, "drover.toml");
  if (parsed.kind === "wrong") throw new Error(parsed.errors.join("\n"));
  return parsed.config;
};

it("an empty file is the defaults", () => {
  expect(configOf("")).toEqual({
    server: { host: "127.0.0.1", port: 8081, allowed_hosts: [] },
    monitor: {
      check_interval: "120s",
      idle_threshold: "180s",
      capture_lines: 50,
      general_prompt:
        "Look at the state of this project, pick the most useful small improvement, make it, and run the tests.",
      general_prompt_max: 1,
    },
    delivery: { report: false, person_quiet: "10s", max_attempts: 3, max_task_time: "2h" },
    assign: { policy: "strict" },
    planner: { kind: "markdown", api: "openai", timeout: "5m", max: 12, checks: false, split: "ask" },
    retention: { journal: "90d", screens: "14d", runs: "90d", state_size: "256MB", logs: "90d", log_size: "10MB" },
    sessions: [
      {
        name: "foundation",
        socket: "default",
        agent: "auto",
        projects: ["%week2%", "%research%", "%foundation%"],
        environment: "env_1",
        port: 8081,
      },
    ],
    projects: {},
    agents: {},
  });
});

it("everything that can be set", () => {
  const config = configOf(`
    [server]
    host = "::1"
    port = 0
    [monitor]
    check_interval = "1m"
    idle_threshold = "500ms"
    capture_lines = 10000
    general_prompt = ""
    general_prompt_max = 0
    [delivery]
    report = true
    person_quiet = "2s"
    max_attempts = 1
    max_task_time = "1d"
    [assign]
    policy = "urgency"
    [planner]
    kind = "endpoint"
    command = ["claude", "-p", "{prompt}"]
    directory = "/src"
    api = "anthropic"
    url = "https://api.anthropic.com/v1"
    model = "m"
    key_env = "KEY"
    timeout = "1s"
    max = 100
    checks = true
    split = "auto"
    [[sessions]]
    name = "a"
    tmux = "work:1.0"
    socket = "/run/tmux.sock"
    agent = "my-agent"
    projects = ["%"]
    environment = "env_2"
    port = 8082
    [[sessions]]
    name = "b"
    [projects."web%"]
    directory = "/src/web"
    check = ["npm", "test"]
    check_timeout = "1m"
    follow_ups = 0
    review = "on-diff-larger-than 200"
    worktree = true
    worktree_directory = "/src/trees"
    ports_from = 50000
    ports_each = 4
    [projects."%"]
    check = "npm test"
    [agents.my-agent]
    extends = "codex"
    process = ["^mine"]
    composer = "^ready> ?(?<text>.*)$"
    idle = ["^ready> *$"]
    busy = ["working…"]
    waiting = ["\\\\[y/n\\\\]"]
    limited = ["limit"]
    error = ["failed"]
    starting = ["boot"]
  `);
  expect(config.server).toEqual({ host: "::1", port: 0, allowed_hosts: [] });
  expect(config.assign).toEqual({ policy: "urgency" });
  expect(config.planner).toEqual({
    kind: "endpoint",
    command: ["claude", "-p", "{prompt}"],
    directory: "/src",
    api: "anthropic",
    url: "https://api.anthropic.com/v1",
    model: "m",
    key_env: "KEY",
    timeout: "1s",
    max: 100,
    checks: true,
    split: "auto",
  });
  expect(config.sessions).toEqual([
    {
      name: "a",
      tmux: "work:1.0",
      socket: "/run/tmux.sock",
      agent: "my-agent",
      projects: ["%"],
      environment: "env_2",
      port: 8082,
    },
    { name: "b", socket: "default", agent: "auto", projects: [] },
  ]);
  expect(config.projects).toEqual({
    "web%": {
      directory: "/src/web",
      check: ["npm", "test"],
      check_timeout: "1m",
      follow_ups: 0,
      review: "on-diff-larger-than 200",
      worktree: true,
      worktree_directory: "/src/trees",
      ports_from: 50_000,
      ports_each: 4,
    },
    "%": {
      check: "npm test",
      check_timeout: "10m",
      follow_ups: 2,
      review: "auto",
      worktree: false,
      ports_from: 42_000,
      ports_each: 10,
    },
  });
  expect(config.agents).toEqual({
    "my-agent": {
      extends: "codex",
      process: ["^mine"],
      composer: "^ready> ?(?<text>.*)$",
      idle: ["^ready> *$"],
      busy: ["working…"],
      waiting: ["\\[y/n\\]"],
      limited: ["limit"],
      error: ["failed"],
      starting: ["boot"],
    },
  });
});

const size = 'must be a size such as "500KB", "256MB" or "2GB"';
const duration = 'must be a duration such as "500ms", "180s", "5m" or "2h"';
const named = (...lines: readonly string[]) => `[[sessions]]\nname = "a"\n${lines.join("\n")}\n`;

describe("one line says file, path, value and what is allowed", () => {
  it.each([
    ["monitor = 5", "monitor is 5; must be a table"],
    ["[monitor]\nidle_threshold = 180", `monitor.idle_threshold is 180; ${duration}`],
    ['[monitor]\nidle_threshold = "3 minutes"', `monitor.idle_threshold is "3 minutes"; ${duration}`],
    ['[monitor]\ncheck_interval = "-5s"', `monitor.check_interval is "-5s"; ${duration}`],
    ['[monitor]\ncheck_interval = ""', `monitor.check_interval is ""; ${duration}`],
    ["[monitor]\ncapture_lines = 0", "monitor.capture_lines is 0; must be a whole number from 1 to 10000"],
    ["[monitor]\ncapture_lines = nan", "monitor.capture_lines is NaN; must be a whole number from 1 to 10000"],
    ["[monitor]\ngeneral_prompt_max = 1.5", "monitor.general_prompt_max is 1.5; must be a whole number from 0 to 1000"],
    ["[monitor]\ngeneral_prompt = false", "monitor.general_prompt is false; must be text in quotes"],
    ['[server]\nport = "8081"', 'server.port is "8081"; must be a whole number from 0 to 65535'],
    ["[server]\nport = 65536", "server.port is 65536; must be a whole number from 0 to 65535"],
    ['[server]\nallowed_hosts = "box.lan"', 'server.allowed_hosts is "box.lan"; must be a list of names'],
    ['[delivery]\nreport = "yes"', 'delivery.report is "yes"; must be true or false'],
    [
      '[delivery]\nperson_quiet = "1999ms"',
      'delivery.person_quiet is "1999ms"; must be at least "2s", since tmux tells a person\'s keys by the second',
    ],
    ['[retention]\nstate_size = "256"', `retention.state_size is "256"; ${size}`],
    ['[retention]\nstate_size = "1MB"', 'retention.state_size is "1MB"; must be at least "4MB"'],
    ['[retention]\nlog_size = "1KB"', 'retention.log_size is "1KB"; must be at least "64KB"'],
    ['[retention]\njournal = "forever"', `retention.journal is "forever"; ${duration}`],
    ["[delivery]\nmax_attempts = 0", "delivery.max_attempts is 0; must be a whole number from 1 to 100"],
    ['[assign]\npolicy = "fifo"', 'assign.policy is "fifo"; must be "strict" or "urgency"'],
    ['[planner]\nkind = "ai"', 'planner.kind is "ai"; must be "markdown", "command" or "endpoint"'],
    ['[planner]\nsplit = "yes"', 'planner.split is "yes"; must be "off", "ask" or "auto"'],
    [
      '[planner]\nkind = "command"',
      'planner.command is missing; must be a program and its arguments, such as ["claude", "-p"]',
    ],
    [
      '[planner]\nkind = "endpoint"\nmodel = "m"',
      "planner.url is missing; must be the address of the API, such as http://127.0.0.1:11434/v1",
    ],
    [
      '[planner]\nkind = "endpoint"\nurl = "http://127.0.0.1:1/v1"',
      "planner.model is missing; must be the name of the model to ask",
    ],
    ['[planner]\nurl = "claude"', 'planner.url is "claude"; must be an address such as http://127.0.0.1:11434/v1'],
    ["sessions = []", "sessions is []; must name at least one session"],
    ['[sessions]\nname = "a"', 'sessions is {"name":"a"}; must be written as [[sessions]]'],
    ["[[sessions]]", "sessions[0].name is missing; must be text in quotes"],
    ['[[sessions]]\nname = ""', 'sessions[0].name is ""; must not be empty'],
    [named('projects = "%week2%"'), 'sessions[0].projects is "%week2%"; must be a list of projects'],
    [named("projects = [1]"), "sessions[0].projects[0] is 1; must be a project in quotes"],
    [named() + named('tmux = "b"'), 'sessions[1].name is "a"; sessions[0] has that already, each needs its own'],
    [
      named('tmux = "t"') + '[[sessions]]\nname = "b"\ntmux = "t"',
      'sessions[1].tmux is "t on socket default"; sessions[0] has that already, each needs its own',
    ],
    [
      named('environment = "env_1"') + '[[sessions]]\nname = "b"\nenvironment = "env_1"',
      'sessions[1].environment is "env_1"; sessions[0] has that already, each needs its own',
    ],
    [
      named("port = 8081") + '[[sessions]]\nname = "b"\nport = 8081',
      "sessions[1].port is 8081; sessions[0] has that already, each needs its own",
    ],
    ["[projects]\nweb = 5", "projects.web is 5; must be a table"],
    [
      '[projects.web]\ndirectory = "web"',
      'projects.web.directory is "web"; must be a path from the root, such as /home/me/project',
    ],
    ["[projects.web]\ncheck = true", 'projects.web.check is true; must be text or a list, ["npm", "test"]'],
    [
      '[projects.web]\nreview = "sometimes"',
      'projects.web.review is "sometimes"; must be "auto", "always" or "on-diff-larger-than 200"',
    ],
    ["[projects.web]\nfollow_ups = -1", "projects.web.follow_ups is -1; must be a whole number from 0 to 20"],
    ["[agents]\nmine = 5", "agents.mine is 5; must be a table"],
    ["[agents.mine]\nbusy = 'x'", 'agents.mine.busy is "x"; must be a list of patterns'],
    ["[agents.mine]\nbusy = [5]", "agents.mine.busy[0] is 5; must be a pattern in quotes"],
    ["[agents.Mine]", "agents.Mine is not a name for it; must be lower-case letters, digits and -"],
    [`[monitor]\nidle_threshold = "${"x".repeat(200)}"`, `monitor.idle_threshold is "${"x".repeat(79)}…; ${duration}`],
  ])("%j", (text, expected) => {
    expect(errorsOf(text)).toEqual([`drover.toml: ${expected}`]);
  });
});

describe("an unknown key is answered with the nearest known one", () => {
  it.each([
    ["[monitor]\nidle_treshold = '5s'", "monitor.idle_treshold is not a key of drover; did you mean idle_threshold?"],
    ["[sever]\nport = 1", "sever is not a key of drover; did you mean server?"],
    [named("enviroment = 'e'"), "sessions[0].enviroment is not a key of drover; did you mean environment?"],
    ["[agents.mine]\nwating = []", "agents.mine.wating is not a key of drover; did you mean waiting?"],
    ["[delivery]\nraport = true", "delivery.raport is not a key of drover; did you mean report?"],
    ["[server]\ntls = true", "server.tls is not a key of drover; known here: host, port, allowed_hosts"],
    [
      "__proto__ = 1",
      "__proto__ is not a key of drover; known here: server, monitor, delivery, assign, planner, retention, sessions, projects, agents",
    ],
  ])("%j", (text, expected) => {
    expect(errorsOf(text)).toEqual([`drover.toml: ${expected}`]);
  });
});

it("everything that is wrong is said at once", () => {
  expect(errorsOf('[server]\nport = -1\nhots = ""\n[monitor]\nidle_threshold = 1')).toEqual([
    "drover.toml: server.port is -1; must be a whole number from 0 to 65535",
    "drover.toml: server.hots is not a key of drover; did you mean host?",
    `drover.toml: monitor.idle_threshold is 1; ${duration}`,
  ]);
});

describe("what is no TOML is said with its line and column", () => {
  it.each([
    ["[server", /^drover\.toml:1:\d+: /],
    ["a = 1\na = 2", /^drover\.toml:2:\d+: /],
    ['a = "open', /^drover\.toml:1:\d+: /],
  ])("%j", (text, expected) => {
    const errors = errorsOf(text);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(expected);
    expect(errors[0]).not.toContain("\n");
  });
});
