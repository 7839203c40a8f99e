import { antigravity } from "../../../agents/profiles/antigravity.ts";
import { EMPTY, TYPED, looksOf } from "./table.ts";

const W = "─".repeat(60);
const composer = (text = "", footer = "? for shortcuts               Gemini 3 Pro (High)") => [
  W,
  `> ${text}`,
  W,
  footer,
];
const menu = [
  "Requesting permission for:",
  "   make",
  "Do you want to proceed?",
  "> 1. Yes",
  "  2. Yes, and always allow",
  "  3. No",
  "  ↑/↓ Navigate · tab Amend · ctrl+g edit/expand command",
];

looksOf(antigravity, [
  { name: "ready", above: ["> hello", "  Hello.", ""], live: composer(), ...EMPTY },
  { name: "a draft", live: composer("add a test"), ...TYPED, text: "add a test" },
  { name: "a draft that quotes a menu", live: composer("Do you want to proceed? ↑/↓ Navigate"), ...TYPED },
  {
    name: "a turn runs",
    live: ["⣻  Generating...", ...composer("", "esc to cancel        Gemini 3 Pro (High)")],
    verdict: "busy",
    because: "spinner-row",
  },
  {
    name: "only the footer tells",
    live: composer("", "esc to cancel        Gemini 3 Pro (High)"),
    verdict: "busy",
    because: "footer-cancel",
  },
  {
    name: "the composer is cut off",
    live: ["⣽  Working...", "esc to cancel   Gemini 3 Pro"],
    verdict: "busy",
    because: "spinner-without-composer",
  },
  {
    name: "permission",
    above: [W, "> build it", ""],
    live: menu,
    verdict: "waiting",
    sub: "permission",
    because: "permission-menu",
  },
  {
    name: "permission for a file",
    live: ["Allow creation of this file?", "> 1. Yes", "  2. No", "  ↑/↓ Navigate"],
    verdict: "waiting",
    sub: "permission",
    because: "permission-menu",
  },
  { name: "an answered permission is history", above: [...menu, "● Bash(make)"], live: composer(), ...EMPTY },
  {
    name: "folder trust",
    live: ["Do you trust the contents of this project?", "> Yes, I trust this folder", "  No, exit"],
    verdict: "dialog",
    sub: "trust",
    because: "folder-trust",
  },
  {
    name: "login",
    live: ["Select login method:", "> 1. Google OAuth", "  2. Use a project"],
    verdict: "dialog",
    sub: "login",
    because: "login",
  },
  {
    name: "sign-in code",
    live: ["Authorization URL:", "https://accounts.google.com/x", "Enter the authorization code:"],
    verdict: "dialog",
    sub: "login",
    because: "login",
  },
  {
    name: "quota",
    live: ["  Error: You have exhausted your capacity on this model.", ...composer()],
    verdict: "limited",
    because: "quota-reached",
  },
  {
    name: "tasks in the background",
    live: composer("", "? for shortcuts · 2 tasks      Gemini 3 Pro"),
    ...EMPTY,
    flags: ["background_work"],
  },
]);
