import type { ServerResponse } from "node:http";
import { z } from "zod";
import type { Heard, Limit } from "./plan.ts";
import type { Call } from "./tools.ts";
import type { Speaker, Wire } from "./wire.ts";
import { namedEventStream, freshId, json } from "./wire.ts";

const block = z.object({ type: z.string(), text: z.string().optional() });
const message = z.object({ role: z.string(), content: z.union([z.string(), z.array(block)]) });
const request = z.object({
  messages: z.array(message),
  tools: z.array(z.object({ name: z.string() })).optional(),
  stream: z.boolean().optional(),
  output_config: z.unknown().optional(),
  output_format: z.unknown().optional(),
});
type Message = z.infer<typeof message>;

/** Claude Code: Anthropic Messages. */
export const anthropic: Wire = {
  takes: (url) => /\/v1\/messages($|\?)/.test(url),
  hear,
  speak: (response, { stream }) => (stream ? streamed(response) : whole(response)),
  failure: ({ status, limit }) => ({
    body: {
      type: "error",
      error: { type: KINDS[status] ?? "api_error", message: limit ? USED_UP : `mock error ${status}` },
    },
    ...(limit ? { headers: limitHeaders(limit) } : {}),
  }),
};

const KINDS: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  429: "rate_limit_error",
  529: "overloaded_error",
};
const USED_UP = "This request would exceed your account's rate limit. Please try again later.";
const limitHeaders = ({ claim, resetsAt }: Limit) => ({
  "anthropic-ratelimit-unified-status": "rejected",
  "anthropic-ratelimit-unified-reset": String(resetsAt),
  "anthropic-ratelimit-unified-representative-claim": claim,
});

function hear(body: unknown): Heard {
  const { messages, tools = [], stream = false, output_config, output_format } = request.parse(body);
  const at = messages.findLastIndex((one) => one.role === "user" && textOf(one).trim() !== "");
  const last = messages[at];
  const prompt = last ? textOf(last) : "";
  return {
    prompt,
    results: messages.slice(at + 1).filter(hasResult).length,
    // Claude Code asks for titles, topics and suggestions with few tools or none.
    hidden: tools.length < 3 || /SUGGESTION MODE/.test(prompt),
    tools: tools.map(({ name }) => name),
    stream,
    planFile: /[^"\s]*\.claude\/plans\/[\w-]+\.md/.exec(JSON.stringify(body))?.[0] ?? "",
    json: /json_schema/.test(JSON.stringify([output_config, output_format])),
  };
}

const blocks = ({ content }: Message) => (typeof content === "string" ? [{ type: "text", text: content }] : content);

/** The user's own words: reminders of the agent are put beside them. */
const textOf = (one: Message): string =>
  blocks(one)
    .flatMap(({ type, text }) =>
      type === "text" && text !== undefined && !/^\s*<system-reminder>/.test(text) ? [text] : [],
    )
    .join("\n");

const hasResult = (one: Message): boolean => blocks(one).some(({ type }) => type === "tool_result");

const head = () => ({
  id: freshId("msg"),
  type: "message",
  role: "assistant",
  model: "mock-1",
  content: [],
  stop_reason: null,
  stop_sequence: null,
  usage: { input_tokens: 1200, output_tokens: 1, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
});

type Kind = "thinking" | "text";

function streamed(response: ServerResponse): Speaker {
  const send = namedEventStream(response);
  let index = -1;
  let open: Kind | undefined;
  let called = false;
  const close = () => {
    if (open === "thinking") delta({ type: "signature_delta", signature: "bW9jaw==" });
    if (open !== undefined) send("content_block_stop", { index });
    open = undefined;
  };
  const start = (content_block: object) => {
    close();
    index += 1;
    send("content_block_start", { index, content_block });
  };
  const delta = (change: object) => send("content_block_delta", { index, delta: change });
  const inBlock = (kind: Kind, empty: object) => {
    if (open === kind) return;
    start({ type: kind, ...empty });
    open = kind;
  };
  return {
    begin: () => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      send("message_start", { message: head() });
    },
    reason: (thinking) => {
      inBlock("thinking", { thinking: "", signature: "" });
      delta({ type: "thinking_delta", thinking });
    },
    say: (text) => {
      inBlock("text", { text: "" });
      delta({ type: "text_delta", text });
    },
    call: ({ name, args }) => {
      called = true;
      start({ type: "tool_use", id: freshId("toolu"), name, input: {} });
      delta({ type: "input_json_delta", partial_json: JSON.stringify(args) });
      send("content_block_stop", { index });
    },
    end: () => {
      close();
      const stop = { stop_reason: called ? "tool_use" : "end_turn", stop_sequence: null };
      send("message_delta", { delta: stop, usage: { output_tokens: 40 } });
      send("message_stop");
      response.end();
    },
  };
}

function whole(response: ServerResponse): Speaker {
  const content: object[] = [];
  const stop = () => (content.some((one) => "name" in one) ? "tool_use" : "end_turn");
  return {
    begin: () => {},
    reason: () => {},
    say: (text) => void content.push({ type: "text", text }),
    call: ({ name, args }: Call) => void content.push({ type: "tool_use", id: freshId("toolu"), name, input: args }),
    end: () => json(response, { ...head(), content, stop_reason: stop() }),
  };
}
