// What the agents' hooks say: a payload that nobody promised to us goes in, a typed event or "ignored" comes out.
// H1. A subagent's event is not its parent's: whatever names an `agent_id` is ignored.
// H2. A prompt that the agent sends to itself without text (Qwen, after each batch of tools) is none.
// H3. `ended` is only as much worth as the agent makes it: Gemini's fires on Esc and on errors too, so it proves nothing.
import type { AgentId } from "../../machines/ids.ts";
import { brief, fieldOf, listOf, textOf } from "./json.ts";

export type Happened =
  /** A session of the agent begins anew: what was open before is void. */
  | { readonly kind: "began" }
  | { readonly kind: "submitted"; readonly prompt: string }
  | { readonly kind: "asks"; readonly sub: "permission" | "question" | "plan" | "dialog" }
  /** `proves`: by itself, never by a person's Esc. `prompt`: where the agent repeats it. */
  | { readonly kind: "ended"; readonly proves: boolean; readonly background: boolean; readonly prompt?: string }
  | { readonly kind: "failed" }
  | { readonly kind: "interrupted" }
  /** It waits for a prompt, however the last turn went. */
  | { readonly kind: "ready" }
  | { readonly kind: "left" };

export interface HookEvent {
  readonly name: string;
  readonly happened: Happened;
  /** The telling part of the payload, one line. */
  readonly line: string;
  /** The agent's own name of its conversation; it calls it a session. */
  readonly conversation?: string;
  readonly turn?: string;
}

export type HookRead =
  | { readonly kind: "event"; readonly event: HookEvent }
  | { readonly kind: "ignored"; readonly why: string };

/** Undefined: not worth anything. */
type Reading = (payload: unknown) => Happened | undefined;

export interface Dialect {
  /** Keys of the payload. */
  readonly conversation: string;
  readonly turn: string;
  /** A second prompt of the same turn waits for its end (`queues`), or is made part of it (`steers`). */
  readonly secondPrompt: "queues" | "steers";
  /** A process that runs the hooks of many panes: above it nothing tells whose they are, nor does `TMUX_PANE`. */
  readonly shared?: RegExp;
  readonly events: Readonly<Record<string, Reading>>;
}

const began: Reading = (payload) => (textOf(payload, "source") === "compact" ? undefined : { kind: "began" });
const submitted: Reading = (payload) => {
  const prompt = textOf(payload, "prompt") ?? "";
  return prompt.trim() === "" ? undefined : { kind: "submitted", prompt };
};
const left: Reading = () => ({ kind: "left" });
const failed: Reading = () => ({ kind: "failed" });

const stopped: Reading = (payload) => ({
  kind: "ended",
  proves: true,
  background: listOf(payload, "background_tasks").length > 0,
});

const QUESTION = /ask_?user/i;

function askedFor(tool: string): Happened {
  if (QUESTION.test(tool)) return { kind: "asks", sub: "question" };
  return { kind: "asks", sub: /^exit_?plan_?mode$/i.test(tool) ? "plan" : "permission" };
}

const permission: Reading = (payload) => askedFor(textOf(payload, "tool_name") ?? "");

/** Older versions name no type; the sentence tells. */
const notified: Reading = (payload) => {
  const message = textOf(payload, "message") ?? "";
  const type = textOf(payload, "notification_type") ?? typeIn(message);
  if (type === "idle_prompt") return { kind: "ready" };
  if (type === "permission_prompt") return askedFor(/ use (\w+)/.exec(message)?.[1] ?? "");
  return type === "agent_needs_input" || type === "elicitation_dialog" ? { kind: "asks", sub: "dialog" } : undefined;
};

function typeIn(message: string): string {
  if (/needs your permission/.test(message)) return "permission_prompt";
  return /waiting for your input/.test(message) ? "idle_prompt" : "";
}

const claude: Dialect = {
  conversation: "session_id",
  turn: "prompt_id",
  secondPrompt: "queues",
  events: {
    SessionStart: began,
    UserPromptSubmit: submitted,
    PermissionRequest: permission,
    Notification: notified,
    Stop: stopped,
    StopFailure: failed,
    SessionEnd: left,
  },
};

const APP_SERVER = /\sapp-server(\s|$)/;

const codex: Dialect = {
  conversation: "session_id",
  turn: "turn_id",
  secondPrompt: "steers",
  shared: APP_SERVER,
  events: {
    SessionStart: began,
    UserPromptSubmit: submitted,
    PermissionRequest: permission,
    Stop: stopped,
    Interrupt: () => ({ kind: "interrupted" }),
    SessionEnd: left,
  },
};

const TITLE_THREAD = /^Generate a concise, single-line task title/;

/** The `notify` program's argument. It fires for the hidden thread that makes up a title, too. */
const codexNotify: Dialect = {
  conversation: "thread-id",
  turn: "turn-id",
  secondPrompt: "steers",
  shared: APP_SERVER,
  events: {
    notify: (payload) => {
      const prompt = String(listOf(payload, "input-messages").at(-1) ?? "");
      if (textOf(payload, "type") !== "agent-turn-complete" || TITLE_THREAD.test(prompt)) return undefined;
      return { kind: "ended", proves: true, background: false, prompt };
    },
  },
};

const gemini: Dialect = {
  conversation: "session_id",
  turn: "",
  secondPrompt: "queues",
  events: {
    SessionStart: began,
    BeforeAgent: submitted,
    Notification: (payload) =>
      textOf(payload, "notification_type") === "ToolPermission"
        ? askedFor(textOf(fieldOf(payload, "details"), "type") ?? "")
        : undefined,
    AfterAgent: (payload) => ({
      kind: "ended",
      proves: false,
      background: false,
      prompt: textOf(payload, "prompt") ?? "",
    }),
    SessionEnd: left,
  },
};

const qwen: Dialect = { ...claude, secondPrompt: "steers" };

/** The scripted agent of the demo speaks as Claude Code does. */
const DIALECTS: Readonly<Record<string, Dialect>> = { claude, codex, gemini, qwen, "drover-demo-agent": claude };

export const hasHooks = (agent: AgentId): boolean => Object.hasOwn(DIALECTS, agent);

export const dialectOf = (agent: AgentId, name: string): Dialect | undefined =>
  agent === "codex" && name === "notify" ? codexNotify : DIALECTS[agent];

/** `name`: the event as the hook was installed for it; the payload's own word goes first. */
export function readHook(agent: AgentId, name: string, payload: unknown): HookRead {
  const said = textOf(payload, "hook_event_name") ?? name;
  const dialect = hasHooks(agent) ? dialectOf(agent, said) : undefined;
  if (!dialect) return { kind: "ignored", why: `${agent} has no hooks that we know` };
  if (textOf(payload, "agent_id") !== undefined) return { kind: "ignored", why: "it is a subagent's" };
  const reading = Object.hasOwn(dialect.events, said) ? dialect.events[said] : undefined;
  const happened = reading?.(payload);
  if (!happened) return { kind: "ignored", why: `${said} says nothing about the agent's state` };
  return { kind: "event", event: { name: said, happened, line: lineOf(said, payload), ...ids(payload, dialect) } };
}

function ids(payload: unknown, dialect: Dialect): Pick<HookEvent, "conversation" | "turn"> {
  const conversation = textOf(payload, dialect.conversation);
  const turn = textOf(payload, dialect.turn);
  return { ...(conversation ? { conversation } : {}), ...(turn ? { turn } : {}) };
}

/** What a person wants to see of it, most telling first. */
const TELLING = ["prompt", "tool_name", "message", "error", "last_assistant_message", "source", "reason"];

function lineOf(name: string, payload: unknown): string {
  const key = TELLING.find((each) => (textOf(payload, each) ?? "") !== "");
  return key === undefined ? name : `${name}: ${brief(textOf(payload, key) ?? "")}`;
}
