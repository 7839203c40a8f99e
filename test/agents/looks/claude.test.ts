import { describe, expect, it } from "vitest";
import { claude } from "../../../agents/profiles/claude.ts";
import { look } from "./screen.ts";

const RULE = "─".repeat(60);
const composer = (text = "", footer = "  ? for shortcuts") => [RULE, `❯ ${text}`.trimEnd(), RULE, footer];
const box = (text = "") => [
  `╭${"─".repeat(40)}╮`,
  `│ > ${text.padEnd(36)} │`,
  `╰${"─".repeat(40)}╯`,
  "  ? for shortcuts",
];
const menu = (question: string, footer: string) => [RULE, ` ${question}`, " ❯ 1. Yes", "   2. No", "", ` ${footer}`];

describe("Claude Code's looks", () => {
  it.each([
    ["an empty composer", ["⏺ Done.", "", ...composer()], "idle", "composer-empty"],
    ["a composer with text", composer("fix the tests"), "typed", "composer-holds-text"],
    ["the older box, empty", ["● Done.", "", ...box()], "idle", "composer-empty"],
    ["the older box with a suggestion", box('Try "fix lint errors"'), "idle", "composer-empty"],
    ["a finished turn's row", ["✻ Brewed for 8s", "", ...composer()], "idle", "composer-empty"],
    ["a live status row", ["✻ Brewing… (8s · ↓ 120 tokens)", "", ...composer()], "busy", "spinner-row"],
    ["one without a time", ["✽ Cooking…", "", ...composer()], "busy", "bare-spinner-row"],
    [
      "one above its checklist",
      ["✶ Add the flag… (50s · ↓ 794 tokens)", "  ⎿  ✔ Parse it", "     ◼ Test it", ...composer()],
      "busy",
      "spinner-row",
    ],
    [
      "a footer that offers to interrupt",
      composer("", "  ⏵⏵ auto mode on · esc to interrupt"),
      "busy",
      "footer-interrupt",
    ],
    [
      "a bullet that ends in an ellipsis",
      ["* Remember to restart the service…", ...composer()],
      "idle",
      "composer-empty",
    ],
    [
      "an old status row above later text",
      ["✻ Brewing… (8s)", "  It is done.", "", ...composer()],
      "idle",
      "composer-empty",
    ],
    [
      "agents in the background",
      ["✻ Waiting for 2 background agents to finish", ...composer()],
      "busy",
      "waits-for-background-agents",
    ],
    ["an approval", menu("Do you want to proceed?", "Esc to cancel · Tab to amend"), "waiting", "approval-menu"],
    ["a plan to approve", menu("Would you like to proceed?", "ctrl+g to edit in VS Code"), "waiting", "plan-menu"],
    [
      "a question with tabs",
      [RULE, " ☐ Database", "", "Which one?", "", "❯ 1. SQLite", "  2. PostgreSQL", RULE, "  3. Chat about this"],
      "waiting",
      "question-tabs",
    ],
    [
      "the trust dialog",
      [
        "Do you trust the files in this folder?",
        "",
        " ❯ No, exit",
        "   Yes, proceed",
        "",
        " Enter to confirm · Esc to cancel",
      ],
      "dialog",
      "trust",
    ],
    [
      "a picker",
      ["Select model", " ❯ 1. Default", "   2. Opus", "", " Enter to confirm · Esc to exit"],
      "dialog",
      "menu",
    ],
    [
      "the limit menu",
      ["What do you want to do?", "", "❯ 1. Stop and wait for limit to reset", "  2. Upgrade your plan"],
      "limited",
      "limit-menu",
    ],
    ["a limit in line", ["> go", "  You've hit your weekly limit", "", ...composer()], "limited", "limit-reached"],
    [
      "a warning is no limit",
      ["> go", "  You've used 91% of your weekly limit", ...composer()],
      "idle",
      "composer-empty",
    ],
    [
      "a quoted limit",
      ["> go", '⏺ It prints "Claude usage limit reached".', "", ...composer()],
      "idle",
      "composer-empty",
    ],
    [
      "an answered dialog above a live composer",
      [...menu("Do you want to proceed?", "Esc to cancel · Tab to amend"), "⏺ Done.", "", ...composer()],
      "idle",
      "composer-empty",
    ],
    [
      "a quoted composer above a menu",
      [...composer(), ...menu("Do you want to proceed?", "Esc to cancel · Tab to amend")],
      "waiting",
      "approval-menu",
    ],
    ["a shell below a dead composer", [...composer(), "", "user@host:~/project$"], "unknown", "nothing-matched"],
    ["a shell whose prompt is the same sign", [...composer(), "", "❯"], "unknown", "nothing-matched"],
    ["nothing of it", ["Hello."], "unknown", "nothing-matched"],
  ])("%s", (_what, rows, verdict, because) => {
    expect(look(rows, claude)).toMatchObject({ verdict, because: `claude/${because}` });
  });

  it.each([
    ["background shells", ["✻ Brewed for 8s · 1 shell still running", ...composer()], ["background_work"]],
    ["an error", ["> go", "  ⎿  API Error: 500", "", ...composer()], ["after_error"]],
    ["an interrupt", ["> go", "  ⎿  Interrupted · What should I do instead?", "", ...composer()], ["interrupted"]],
    ["little context left", composer("", "  Context left until auto-compact: 8%"), ["context_low"]],
  ])("idle, and says so: %s", (_what, rows, flags) => {
    expect(look(rows, claude)).toMatchObject({ verdict: "idle", flags });
  });
});
