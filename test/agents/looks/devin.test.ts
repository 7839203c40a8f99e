import { devin } from "../../../agents/profiles/devin.ts";
import { EMPTY, TYPED, looksOf } from "./table.ts";

const W = "─".repeat(50);
const composer = (text: string) => [W, `❭ ${text}`, W, "SWE-2 Max        Context: 11k / 262k tokens (4%)"];
const menu = [
  "❭ 1 Yes  (Approve once)",
  "  2 Yes, allow `make` commands",
  "  3 No",
  "↑↓ select · ↵ confirm · esc cancel",
];

looksOf(devin, [
  {
    name: "ready at the start",
    live: composer("Ask Devin to build features, fix bugs, or work on your code"),
    ...EMPTY,
  },
  { name: "ready after a turn", above: [" ● Done."], live: composer(""), ...EMPTY },
  { name: "a draft", live: composer("add a test"), ...TYPED, text: "add a test" },
  { name: "a draft that quotes keys", live: composer("why esc cancel and Approve once"), ...TYPED },
  {
    name: "a turn runs, told by the hint",
    live: composer("Guide Devin while it works"),
    verdict: "busy",
    because: "guide-hint",
  },
  {
    name: "a turn runs, told by the row above",
    live: ["⠀⡆ Running tools · 27s (esc twice to interrupt)", ...composer("")],
    verdict: "busy",
    because: "activity-row",
  },
  {
    name: "a prompt is queued",
    live: ["⢠⡀ Thinking · 15m 29s", ...composer("Press Enter to send queued messages now")],
    verdict: "busy",
    because: "guide-hint",
  },
  {
    name: "the composer is cut off",
    live: ["⠀⠚ Thinking · 26m 5s · (2962c)"],
    verdict: "busy",
    because: "activity-without-composer",
  },
  {
    name: "approval",
    above: [" ● Shell make"],
    live: menu,
    verdict: "waiting",
    sub: "permission",
    because: "approval-menu",
  },
  { name: "an answered approval is history", above: [...menu, " ● Done."], live: composer(""), ...EMPTY },
  {
    name: "trust",
    live: ["Do you trust the authors of this directory?", "❭ 1 Yes, trust /app", "· 2 No, exit"],
    verdict: "dialog",
    sub: "trust",
    because: "workspace-trust",
  },
  { name: "limit", live: [" Usage limit reached", ...composer("")], verdict: "limited", because: "limit-reached" },
  {
    name: "the context is nearly full",
    live: [W, "❭ ", W, "SWE-2  Context: 240k / 262k tokens (92%)"],
    ...EMPTY,
    flags: ["context_low"],
  },
]);
