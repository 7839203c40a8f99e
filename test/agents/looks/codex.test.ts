import { describe, expect, it } from "vitest";
import { codex } from "../../../agents/profiles/codex.ts";
import { look } from "./screen.ts";

const FOOTER = "  model high · ~/project";
const composer = (text = "Ask Codex to do anything", footer = FOOTER) => ["", `› ${text}`, "", footer];
const menu = (question: string, footer: string) => [
  "",
  `  ${question}`,
  "",
  "› 1. Yes (y)",
  "  2. No (esc)",
  "",
  `  ${footer}`,
];

describe("Codex's looks", () => {
  it.each([
    ["an empty composer", ["• Done.", ...composer()], "", "idle", "composer-empty"],
    ["a composer with text", composer("fix the tests"), "", "typed", "composer-holds-text"],
    [
      "a numbered text in the composer",
      ["• Done.", "", "› 1. step one", "  2. step two", "  [drover task-1]", "", FOOTER],
      "",
      "typed",
      "composer-holds-text",
    ],
    [
      "a menu without keys named, where the model's row stood",
      ["", "› 1. Dismiss and keep waiting", "  2. Learn more", "", "  No action is required. Codex will keep waiting."],
      "",
      "dialog",
      "still-running-menu",
    ],
    [
      "an older footer right below",
      ["• Done.", "", "›", "  ? for shortcuts   95% context left"],
      "",
      "idle",
      "composer-empty",
    ],
    ["a finished turn", ["─ Worked for 25m 1s ─────", ...composer()], "", "idle", "composer-empty"],
    ["a live status row", ["• Working (12s • esc to interrupt)", ...composer()], "", "busy", "working-row"],
    ["one of a narrow pane", ["• Working (0s • esc to interr…", ...composer()], "", "busy", "working-row"],
    [
      "one with details",
      ["• Running tests (3s • esc to interrupt)", "  └ npm test", ...composer()],
      "",
      "busy",
      "working-row",
    ],
    [
      "a dead status row higher up",
      ["• Working (4s • esc to interrupt)", "• Done.", "• Bye.", ...composer()],
      "",
      "idle",
      "composer-empty",
    ],
    ["queued prompts", ["• Queued follow-up inputs", "  ↳ and then this", ...composer()], "", "busy", "queued-prompts"],
    ["a streamed answer, by the title", ["• The answer is", ...composer()], "⠙ project", "busy", "title-spinner"],
    ["a retry", ["• Reconnecting... 2/5 (7s • esc to interrupt)", ...composer()], "", "busy", "retrying"],
    ["a footer to queue by", composer("and this", "  tab to queue message"), "", "busy", "footer-queue"],
    [
      "an approval",
      menu("Would you like to run this?", "Press enter to confirm or esc to cancel"),
      "",
      "waiting",
      "approval-menu",
    ],
    [
      "an approval, by the title",
      ["• Done.", ...composer()],
      "[ ! ] Action Required | project",
      "waiting",
      "title-action-required",
    ],
    [
      "a question",
      menu("Question 1/1 (1 unanswered)", "enter to submit answer | esc to interrupt"),
      "",
      "waiting",
      "question",
    ],
    [
      "a plan",
      ["› 1. Yes, implement this plan", "  2. No", "", "  Press enter to confirm or esc to go back"],
      "",
      "waiting",
      "plan-menu",
    ],
    [
      "a picker",
      ["  Select model", "", "› 1. One", "  2. Two", "", "  Press enter to confirm or esc to go back"],
      "",
      "dialog",
      "menu",
    ],
    [
      "the trust box",
      [
        "> You are in ~/project",
        "",
        "  Do you trust the contents of this directory?",
        "› 1. Yes",
        "",
        "  Press enter to continue",
      ],
      "",
      "dialog",
      "trust",
    ],
    ["a usage limit", ["› go", "", "■ You've hit your usage limit.", ...composer()], "", "limited", "usage-limit"],
    [
      "an answered menu above",
      [...menu("Run?", "Press enter to confirm or esc to cancel"), "✔ You approved", ...composer()],
      "",
      "idle",
      "composer-empty",
    ],
    [
      "a menu quoted in an answer",
      ["• It looks so:", "  › 1. Yes", "    Press enter to confirm or esc to cancel", ...composer()],
      "",
      "idle",
      "composer-empty",
    ],
    [
      "a composer before its model is known",
      ["│ model:       loading │", ...composer("Ask Codex to do anything", "  ? for shortcuts")],
      "",
      "starting",
      "model-loading",
    ],
    ["a composer painted first of all", ["", "› Ask Codex to do anything", ""], "", "starting", "no-status-row-yet"],
  ])("%s", (_what, rows, title, verdict, because) => {
    expect(look(rows, codex, title)).toMatchObject({ verdict, because: `codex/${because}` });
  });

  it("a terminal left in the background does not wake it: idle, and says so", () => {
    const rows = ["─ Worked for 8s ───", "", "  1 background terminal running · /ps to view", ...composer()];
    expect(look(rows, codex)).toMatchObject({ verdict: "idle", flags: ["background_terminal"] });
  });
});
