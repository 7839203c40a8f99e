import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readHook } from "../../../agents/channels/hook-event.ts";
import { payloadOf } from "../../../agents/channels/payload.ts";
import { hearHook, NO_TURNS, saidBy } from "../../../agents/channels/turns.ts";
import { BACKGROUND_LASTS } from "../../../agents/channels/trust.ts";
import type { News } from "../../../agents/channels/word.ts";
import { tagIn } from "../../../agents/channels/word.ts";

const happened = (agent: string, name: string, payload: unknown) => {
  const read = readHook(agent, name, payload);
  return read.kind === "event" ? read.event.happened : "ignored";
};

describe("a payload", () => {
  it.each([
    ["claude", "UserPromptSubmit", { prompt: "hi" }, { kind: "submitted", prompt: "hi" }],
    ["claude", "PermissionRequest", { tool_name: "Bash" }, { kind: "asks", sub: "permission" }],
    ["claude", "PermissionRequest", { tool_name: "AskUserQuestion" }, { kind: "asks", sub: "question" }],
    ["claude", "PermissionRequest", { tool_name: "ExitPlanMode" }, { kind: "asks", sub: "plan" }],
    ["claude", "Notification", { notification_type: "agent_needs_input" }, { kind: "asks", sub: "dialog" }],
    ["claude", "Notification", { message: "Claude needs your permission" }, { kind: "asks", sub: "permission" }],
    ["claude", "Notification", { message: "Claude is waiting for your input" }, { kind: "ready" }],
    ["claude", "Stop", { background_tasks: [] }, { kind: "ended", proves: true, background: false }],
    ["claude", "Stop", { background_tasks: [{ id: "b" }] }, { kind: "ended", proves: true, background: true }],
    ["claude", "StopFailure", { error: "server_error" }, { kind: "failed" }],
    ["claude", "SessionStart", { source: "startup" }, { kind: "began" }],
    ["claude", "SessionEnd", {}, { kind: "left" }],
    ["codex", "Interrupt", { turn_id: "t" }, { kind: "interrupted" }],
    ["gemini", "BeforeAgent", { prompt: "hi" }, { kind: "submitted", prompt: "hi" }],
    ["gemini", "AfterAgent", { prompt: "hi" }, { kind: "ended", proves: false, background: false, prompt: "hi" }],
    [
      "gemini",
      "Notification",
      { notification_type: "ToolPermission", details: { type: "ask_user" } },
      { kind: "asks", sub: "question" },
    ],
    ["qwen", "Notification", { notification_type: "idle_prompt" }, { kind: "ready" }],
    [
      "qwen",
      "Notification",
      { message: "Qwen Code needs your permission to use ask_user_question", notification_type: "permission_prompt" },
      { kind: "asks", sub: "question" },
    ],
    [
      "codex",
      "notify",
      { type: "agent-turn-complete", "input-messages": ["a", "b"] },
      { kind: "ended", proves: true, background: false, prompt: "b" },
    ],
  ])("%s %s %j", (agent, name, payload, expected) => {
    expect(happened(agent, name, payload)).toEqual(expected);
  });

  it.each([
    ["a subagent's", "claude", "Stop", { agent_id: "a1", background_tasks: [] }],
    ["a subagent's end", "claude", "SubagentStop", {}],
    ["a compaction in the middle of a turn", "claude", "SessionStart", { source: "compact" }],
    ["Qwen's prompt without text after each batch of tools", "qwen", "UserPromptSubmit", { prompt: "" }],
    ["Codex's hidden title thread", "codex", "notify", titleThread()],
    ["an event nobody knows", "gemini", "AfterModel", {}],
    ["an agent without hooks", "aider", "Stop", {}],
    ["a name that every object has", "claude", "constructor", {}],
  ])("ignored: %s", (_name, agent, event, payload) => {
    expect(happened(agent, event, payload)).toBe("ignored");
  });

  it("never throws, whatever it is", () => {
    const agents = fc.constantFrom("claude", "codex", "gemini", "qwen", "opencode", "__proto__");
    const names = fc.constantFrom("Stop", "notify", "Notification", "UserPromptSubmit", "AfterAgent", "toString");
    fc.assert(
      fc.property(agents, names, fc.oneof(fc.jsonValue(), fc.anything()), (agent, name, payload) => {
        expect(["event", "ignored"]).toContain(readHook(agent, name, payload).kind);
      }),
    );
  });

  it("that was cut off still tells which event it is, of which turn, with which tag", () => {
    const whole = JSON.stringify({
      session_id: "s1",
      prompt_id: "p1",
      hook_event_name: "UserPromptSubmit",
      prompt: `${"x".repeat(500)} "hook_event_name":"Stop"\n[drover task-7]`,
    });
    const cut = `${whole.slice(0, 300)}…${whole.slice(-60, -1)}`;
    const read = readHook("claude", "", payloadOf(cut));
    expect(read).toMatchObject({ event: { name: "UserPromptSubmit", conversation: "s1", turn: "p1" } });
    expect(read.kind === "event" && read.event.happened.kind === "submitted" && tagIn(read.event.happened.prompt)).toBe(
      "task-7",
    );
    fc.assert(fc.property(fc.string(), (text) => void payloadOf(text)));
  });
});

function titleThread() {
  return {
    type: "agent-turn-complete",
    "input-messages": ["Generate a concise, single-line task title for this: [drover task-1]"],
  };
}

type Call = readonly [name: string, payload: Readonly<Record<string, unknown>>];

/** Hears calls one second apart; what holds at the end, and all the news. */
function hear(agent: string, calls: readonly Call[]) {
  const news: News[] = [];
  let turns = NO_TURNS;
  calls.forEach(([name, payload], index) => {
    const read = readHook(agent, name, payload);
    if (read.kind === "ignored") return;
    const heard = hearHook(turns, read.event, agent, index * 1_000);
    turns = heard.turns;
    news.push(...heard.news);
  });
  const now = calls.length * 1_000;
  const { words, flags } = saidBy(turns, now);
  return {
    turns,
    now,
    says: words.map(({ verdict, sub, flags: own }) => [verdict, sub, ...own].filter(Boolean).join(" ")),
    flags,
    news: news.map(brief),
  };
}
const brief = (each: News) =>
  each.kind === "submitted" ? `submitted ${each.tag}` : `${each.kind} ${each.tags.join(" ")}`;

const submit = (prompt: string, prompt_id?: string): Call => ["UserPromptSubmit", { prompt, prompt_id }];
const stop = (prompt_id?: string, background_tasks: readonly unknown[] = []): Call => [
  "Stop",
  { prompt_id, background_tasks },
];
const OURS = "do it\n[drover task-1]";

describe("turns of Claude Code", () => {
  it("submit, stop: ended, and idle", () => {
    const heard = hear("claude", [submit(OURS, "p1"), stop("p1")]);
    expect([heard.says, heard.news]).toEqual([["idle"], ["submitted task-1", "ended task-1"]]);
  });

  it("a prompt queued behind the one that ends: not idle; the second stop names a turn never announced", () => {
    const first = [submit("a", "p1"), submit(OURS, "p1"), stop("p1")];
    expect(hear("claude", first)).toMatchObject({ says: ["busy queued"], news: ["submitted task-1"] });
    expect(hear("claude", [...first, stop("p2")])).toMatchObject({
      says: ["idle"],
      news: ["submitted task-1", "ended task-1"],
    });
  });

  it("nothing fires on Esc: the next prompt's turn tells that the earlier one is over", () => {
    const heard = hear("claude", [submit(OURS, "p1"), submit("b", "p2"), stop("p2")]);
    expect([heard.says, heard.news]).toEqual([["idle"], ["submitted task-1"]]);
  });

  it("work behind the composer: the turn of our prompt is over only with the last of it", () => {
    const left = [submit(OURS, "p1"), stop("p1", [{ id: "shell" }])];
    const behind = hear("claude", left);
    expect(behind).toMatchObject({ says: ["idle background_work"], flags: ["background_work"] });
    expect(behind.news).toEqual(["submitted task-1"]);
    expect(saidBy(behind.turns, behind.now + BACKGROUND_LASTS).flags).toEqual([]);
    const woken = hear("claude", [...left, submit("<task-notification>", "p2"), stop("p2")]);
    expect(woken).toMatchObject({ says: ["idle"], flags: [], news: ["submitted task-1", "ended task-1"] });
  });

  it("an API error fails our turn", () => {
    expect(
      hear("claude", [submit(OURS, "p1"), ["StopFailure", { prompt_id: "p1", error: "server_error" }]]),
    ).toMatchObject({
      says: ["idle after_error"],
      news: ["submitted task-1", "failed task-1"],
    });
  });

  it("asks, and nothing is said of the answer", () => {
    expect(hear("claude", [submit("a", "p1"), ["PermissionRequest", { tool_name: "Bash" }]]).says).toEqual([
      "waiting permission",
    ]);
  });

  it("an exit says nothing more", () => {
    expect(hear("claude", [submit("a", "p1"), ["SessionEnd", {}]]).says).toEqual([]);
  });
});

describe("turns of the others", () => {
  it("Codex steers: two prompts of one turn end with it", () => {
    const calls: readonly Call[] = [
      ["UserPromptSubmit", { prompt: "a", turn_id: "t1" }],
      ["UserPromptSubmit", { prompt: OURS, turn_id: "t1" }],
      ["Stop", { turn_id: "t1" }],
    ];
    expect(hear("codex", calls)).toMatchObject({ says: ["idle"], news: ["submitted task-1", "ended task-1"] });
  });

  it("Codex interrupted: not done", () => {
    const calls: readonly Call[] = [
      ["UserPromptSubmit", { prompt: OURS, turn_id: "t1" }],
      ["Interrupt", { turn_id: "t1" }],
    ];
    expect(hear("codex", calls)).toMatchObject({
      says: ["idle interrupted"],
      news: ["submitted task-1", "interrupted task-1"],
    });
  });

  it("Codex with notify alone: the prompt stands in its last message", () => {
    const call: Call = ["notify", { type: "agent-turn-complete", "turn-id": "t1", "input-messages": [OURS] }];
    expect(hear("codex", [call])).toMatchObject({ says: ["idle"], news: ["ended task-1"] });
  });

  it("Gemini's end proves nothing: it fires on Esc and on errors, too", () => {
    const calls: readonly Call[] = [
      ["BeforeAgent", { prompt: OURS }],
      ["AfterAgent", { prompt: OURS, prompt_response: "[no response text]" }],
    ];
    expect(hear("gemini", calls)).toMatchObject({ says: ["idle"], news: ["submitted task-1"] });
  });

  it("Qwen is ready after an Esc, with the turn not ended", () => {
    const calls: readonly Call[] = [submit(OURS, "0"), ["Notification", { notification_type: "idle_prompt" }]];
    expect(hear("qwen", calls)).toMatchObject({ says: ["idle"], news: ["submitted task-1"] });
  });
});

describe("the tag", () => {
  it.each([
    ["do it\n[drover task-1]", "task-1"],
    ["earlier you had [drover task-1]\nnow this\n[drover c-9]", "c-9"],
    ["[drover]", undefined],
    ["[drover TASK]", undefined],
  ])("%j", (prompt, tag) => {
    expect(tagIn(prompt)).toBe(tag);
  });
});
