import { join } from "node:path";
import { both, rows, tail, write } from "./kit.ts";
import type { Kit, Mark, StartOptions } from "./kit.ts";

const works: Mark = ({ title }) => /^[✦⏲✋]/.test(title.trim());

export const gemini: Kit = {
  id: "gemini",
  start,
  dialogs: [{ name: "trust", sub: "trust", shows: rows(/Do you trust/, /● 1\./), keys: ["Enter"] }],
  ready: both(
    rows(/^ > /m),
    ({ title }) => title.trim().startsWith("◇"),
    (shot) => !/esc to cancel|● 1\./.test(tail(shot, 9)),
  ),
  busy: both(works, rows(/esc to cancel/)),
  approval: { shows: rows(/Allow execution/, /● 1\./), allow: ["Enter"], deny: ["Escape"] },
  question: { shows: rows(/Answer Questions/), answer: ["Enter"] },
  failed: rows(/✕ \[API Error/),
  interrupt: { keys: ["Escape"], shows: rows(/Request cancelled/) },
  clear: ["C-u"],
  exit: "/quit",
};

function start({ home, cwd, port, trusted, args = "" }: StartOptions) {
  write(join(home, ".gemini", "settings.json"), {
    security: { auth: { selectedType: "gemini-api-key" }, folderTrust: { enabled: true } },
    privacy: { usageStatisticsEnabled: false },
    telemetry: { enabled: false },
    general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
    ui: { hideTips: true },
    model: { name: "gemini-2.5-flash" },
  });
  if (trusted) write(join(home, ".gemini", "trustedFolders.json"), { [cwd]: "TRUST_FOLDER" });
  return {
    command: `gemini ${args}`.trim(),
    env: { GEMINI_API_KEY: "dummy-key", GOOGLE_GEMINI_BASE_URL: `http://127.0.0.1:${port}` },
  };
}
