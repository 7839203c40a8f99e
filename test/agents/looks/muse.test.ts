import { muse } from "../../../agents/profiles/muse.ts";
import { EMPTY, TYPED, looksOf } from "./table.ts";

const W = "─".repeat(50);
const composer = (text = "") => [
  `── Voice input (⌥ + v to start) ${W}`,
  `⟩ ${text}`,
  W,
  "  muse-spark-1.2 · xhigh · ~/app · YOLO",
];
const approval = ["Run make?", "› Allow this stage once", "  Always allow in this workspace", "  Deny"];

looksOf(muse, [
  { name: "ready", above: ["● Done."], live: composer(), ...EMPTY },
  { name: "a draft", live: composer("add a test"), ...TYPED, text: "add a test" },
  { name: "a draft that quotes keys", live: composer("why (2s · esc to interrupt)"), ...TYPED },
  {
    name: "a turn runs",
    live: ["◆ Working (12s · esc to interrupt)", ...composer()],
    verdict: "busy",
    because: "working-row",
  },
  {
    name: "a command runs",
    live: [
      "◆ Running command · make (0s · esc to interrupt)",
      "└ (ctrl+b to send to background)",
      ...composer("and then"),
    ],
    verdict: "busy",
    because: "working-row",
  },
  {
    name: "the composer is cut off",
    live: ["◆ Working (12s · esc to interrupt)"],
    verdict: "busy",
    because: "working-without-composer",
  },
  { name: "approval", live: approval, verdict: "waiting", sub: "permission", because: "approval-menu" },
  { name: "an answered approval is history", above: approval, live: ["● Done.", ...composer()], ...EMPTY },
  {
    name: "question",
    live: ["Which port?", "› 8080", "Enter to select · ↑/↓ to move · Tab for an optional note · Esc to interrupt"],
    verdict: "waiting",
    sub: "question",
    because: "question",
  },
  {
    name: "trust",
    live: ["Do you trust this workspace?", "› Trust and continue", "  Exit"],
    verdict: "dialog",
    sub: "trust",
    because: "workspace-trust",
  },
  {
    name: "menu",
    live: ["  Theme", "› dark", "enter confirm · esc go back"],
    verdict: "dialog",
    sub: "picker",
    because: "menu",
  },
  { name: "limit", live: ["Usage limit reached", ...composer()], verdict: "limited", because: "limit-reached" },
]);
