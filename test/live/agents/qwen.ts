import { join } from "node:path";
import { both, no, rows, write } from "./kit.ts";
import type { Kit, Mark, StartOptions } from "./kit.ts";

const works: Mark = ({ title }) => /^[◐◓◑◒✳]/.test(title.trim());

export const qwen: Kit = {
  id: "qwen",
  start,
  dialogs: [],
  ready: both(rows(/^─{20,}\n[>*] /m), no(works), no(rows(/esc to cancel|Waiting for user/))),
  busy: both(works, rows(/esc to cancel/)),
  approval: { shows: rows(/Yes, allow once/), allow: ["Enter"], deny: ["Escape"] },
  question: { shows: rows(/Which colour/, /[›●❯] 1\./), answer: ["Enter"] },
  failed: rows(/✕ .*API Error|\[API Error/),
  interrupt: { keys: ["Escape"], shows: rows(/Request cancelled/) },
  clear: ["C-u"],
  exit: "/quit",
};

function start({ home, port, args = "" }: StartOptions) {
  write(join(home, ".qwen", "settings.json"), {
    $version: 3,
    security: { auth: { selectedType: "openai" } },
    privacy: { usageStatisticsEnabled: false },
    telemetry: { enabled: false },
    general: { enableAutoUpdate: false },
    model: { name: "mock-1" },
    tools: { approvalMode: "default" },
  });
  return {
    command: `qwen ${args}`.trim(),
    env: {
      OPENAI_API_KEY: "dummy-key",
      OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
      OPENAI_MODEL: "mock-1",
      QWEN_USAGE_STATISTICS_ENABLED: "0",
    },
  };
}
