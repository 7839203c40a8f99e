import { join } from "node:path";
import { both, no, rows, tail, write } from "./kit.ts";
import type { Kit, Mark, StartOptions } from "./kit.ts";

const spins: Mark = ({ title }) => /^[\u2801-\u28ff]/.test(title);

export const codex: Kit = {
  id: "codex",
  start,
  dialogs: [{ name: "trust", sub: "trust", shows: rows(/Trust this folder\?/), keys: ["Enter"] }],
  hooksAsk: {
    name: "hooks",
    sub: "trust",
    shows: rows(/Hooks need review/, /Trust all and continue/),
    keys: ["Down", "Enter"],
  },
  ready: both(
    rows(/^› /m),
    (shot) => shot.cursor.visible && !spins(shot),
    no(rows(/Trust this folder\?/)),
    (shot) => / · /.test(tail(shot, 2)),
  ),
  busy: spins,
  approval: {
    shows: (shot) => /Press enter to confirm or esc to cancel/.test(tail(shot, 2)),
    allow: ["Enter"],
    deny: ["Escape"],
  },
  // Only in plan mode may it ask.
  question: {
    shows: rows(/enter to submit answer/),
    answer: ["Enter"],
    before: ["BTab"],
    after: ["BTab"],
  },
  failed: rows(/^■ (?!Conversation interrupted)/m),
  limited: rows(/hit your usage limit/),
  interrupt: { keys: ["Escape"], shows: rows(/■ Conversation interrupted/) },
  clear: ["C-u"],
  exit: "/exit",
};

function start({ home, cwd, port, trusted, args = "" }: StartOptions) {
  write(
    join(home, ".codex", "config.toml"),
    `model = "mock-1"
model_provider = "mock"
approval_policy = "on-request"
sandbox_mode = "workspace-write"
check_for_update_on_startup = false
[model_providers.mock]
name = "Mock"
base_url = "http://127.0.0.1:${port}/v1"
env_key = "MOCK_API_KEY"
wire_api = "responses"
[analytics]
enabled = false
[tui]
show_tooltips = false
${trusted ? `[projects.${JSON.stringify(cwd)}]\ntrust_level = "trusted"` : ""}
`,
  );
  return {
    command: `codex --no-daemon ${args}`.trim(),
    // It warns of a home below the folder for temporary files.
    env: { CODEX_HOME: join(home, ".codex"), MOCK_API_KEY: "sk-dummy", TMPDIR: join(home, "tmp") },
  };
}
