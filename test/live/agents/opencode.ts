import { join } from "node:path";
import { both, no, rows, tail, write } from "./kit.ts";
import type { Kit, StartOptions } from "./kit.ts";

export const opencode: Kit = {
  id: "opencode",
  start,
  dialogs: [],
  tellsWith: "--port 0",
  ready: both(rows(/┃/, /ctrl\+p/), no(rows(/esc (again to )?interrupt/)), no(rows(/Permission required/))),
  busy: (shot) => /esc (again to )?interrupt/.test(tail(shot, 2)),
  approval: { shows: rows(/Permission required/, /Allow once\s+Allow always/), allow: ["Enter"], deny: ["Escape"] },
  question: { shows: rows(/enter submit/, /esc dismiss/), answer: ["Enter"] },
  failed: rows(/mock error/),
  interrupt: { keys: ["Escape", "Escape"], shows: rows(/interrupted/) },
  clear: ["C-u"],
  exit: "/exit",
};

function start({ home, port, args = "" }: StartOptions) {
  write(join(home, ".config", "opencode", "opencode.json"), {
    autoupdate: false,
    share: "disabled",
    model: "mock/mock-1",
    small_model: "mock/mock-1",
    provider: {
      mock: {
        npm: "@ai-sdk/openai-compatible",
        name: "Mock",
        options: { baseURL: `http://127.0.0.1:${port}/v1`, apiKey: "sk-dummy" },
        models: {
          "mock-1": { name: "Mock One", tool_call: true, reasoning: true, limit: { context: 200_000, output: 8_000 } },
        },
      },
    },
    permission: { bash: "ask", edit: "ask", webfetch: "deny" },
  });
  return {
    command: `opencode ${args}`.trim(),
    env: {
      OPENCODE_DISABLE_MODELS_FETCH: "1",
      OPENCODE_DISABLE_AUTOUPDATE: "1",
      OPENCODE_DISABLE_LSP_DOWNLOAD: "1",
      OPENCODE_ENABLE_QUESTION_TOOL: "1",
    },
  };
}
