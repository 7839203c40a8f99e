import { join } from "node:path";
import { both, no, rows, tail, write } from "./kit.ts";
import type { Kit, StartOptions } from "./kit.ts";

const KEY = "sk-ant-api03-dummy-dummy-dummy-dummy-dummy";

export const claude: Kit = {
  id: "claude",
  start,
  dialogs: [
    { name: "trust", sub: "trust", shows: rows(/trust this folder/i, /❯ /), keys: ["Down", "Enter"] },
    { name: "key", sub: "login", shows: rows(/Detected a custom API key/), keys: ["Up", "Enter"] },
  ],
  ready: both(rows(/^─{20,}.*\n❯/m), no(rows(/esc to interrupt|^[·✢✳✶✻✽*] \S.*… \(/m))),
  busy: rows(/^[·✢✳✶✻✽*] \S.*…/m),
  approval: { shows: (shot) => /Esc to cancel · Tab to amend/.test(tail(shot, 2)), allow: ["Enter"], deny: ["Escape"] },
  question: { shows: (shot) => /Enter to select/.test(tail(shot, 2)), answer: ["Enter"] },
  failed: rows(/API Error/),
  limited: rows(/Usage limit reached/),
  interrupt: { keys: ["Escape"], shows: rows(/Interrupted/) },
  clear: ["C-u"],
  exit: "/exit",
};

function start({ home, cwd, port, trusted, args = "", theme = "dark" }: StartOptions) {
  write(join(home, ".claude.json"), {
    hasCompletedOnboarding: true,
    theme,
    hasSeenAutoDefaultNotice: true,
    hasSeenAutoDefaultNudge: true,
    customApiKeyResponses: { approved: trusted ? [KEY.slice(-20)] : [], rejected: [] },
    projects: trusted ? { [cwd]: { allowedTools: [], hasTrustDialogAccepted: true } } : {},
  });
  write(join(home, ".claude", "settings.json"), { permissions: { defaultMode: "default" } });
  return {
    command: `claude ${args}`.trim(),
    env: {
      ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
      ANTHROPIC_API_KEY: KEY,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
      CLAUDE_CODE_MAX_RETRIES: "3",
      DISABLE_AUTOUPDATER: "1",
    },
  };
}
