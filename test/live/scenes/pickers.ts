// Palettes, pickers and panels over an idle composer: each takes the keyboard, or turns what is typed into something else.
import type { RealAgent } from "../install.ts";
import { boot, leave, popup } from "../film/moves.ts";
import type { Popup } from "../film/moves.ts";
import type { Scenes } from "./scene.ts";

const typed = (sub: string, open: string, close: readonly string[] = ["C-u"]): Popup => ({
  state: "typed",
  sub,
  open,
  close,
});
const dialog = (sub: string, open: string | readonly string[], close: readonly string[] = ["Escape"]): Popup => ({
  state: "dialog",
  sub,
  open,
  close,
});

const POPUPS: Readonly<Record<RealAgent, readonly Popup[]>> = {
  claude: [
    typed("slash-palette", "/"),
    typed("file-palette", "look at @slow"),
    typed("shell-mode", "! ls", ["C-u", "BSpace"]),
    dialog("model-picker", "/model"),
    dialog("config-panel", "/config", ["Escape", "Escape"]),
    dialog("permissions-panel", "/permissions"),
    dialog("help-panel", "/help"),
    dialog("theme-picker", "/theme"),
  ],
  codex: [
    typed("slash-palette", "/"),
    typed("file-palette", "look at @slow"),
    typed("shell-mode", "! ls", ["C-u", "BSpace"]),
    dialog("model-picker", "/model"),
    dialog("permissions-picker", "/permissions"),
    dialog("review-picker", "/review"),
    dialog("skills-picker", "/skills"),
  ],
  gemini: [
    typed("slash-palette", "/"),
    typed("file-palette", "look at @slow"),
    typed("shell-mode", "!ls", ["C-u", "Escape"]),
    dialog("model-picker", "/model"),
    dialog("theme-picker", "/theme"),
    dialog("settings-panel", "/settings"),
    dialog("auth-picker", "/auth"),
  ],
  qwen: [
    typed("slash-palette", "/"),
    typed("file-palette", "look at @slow"),
    typed("shell-mode", "!ls", ["C-u", "Escape"]),
    dialog("model-picker", "/model"),
    dialog("theme-picker", "/theme"),
    dialog("approval-mode-picker", "/approval-mode"),
    dialog("settings-panel", "/settings"),
  ],
  opencode: [
    typed("slash-palette", "/"),
    typed("file-palette", "look at @slow"),
    dialog("command-palette", ["C-p"]),
    dialog("model-picker", "/models"),
    dialog("session-picker", "/sessions"),
    dialog("theme-picker", "/themes"),
    dialog("help-panel", "/help"),
  ],
};

export const pickers = (agent: RealAgent): Scenes => [
  {
    name: "pickers",
    play: async (driver) => {
      await boot(driver, true);
      for (const one of POPUPS[agent]) await popup(driver, one);
      await leave(driver);
    },
  },
];
