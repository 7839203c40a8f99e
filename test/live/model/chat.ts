import type { ServerResponse } from "node:http";
import { z } from "zod";
import type { Heard } from "./plan.ts";
import type { Speaker, Wire } from "./wire.ts";
import { eventStream, freshId, json } from "./wire.ts";

const part = z.object({ text: z.string().optional() });
const message = z.object({ role: z.string(), content: z.union([z.string(), z.array(part), z.null()]).optional() });
const request = z.object({
  messages: z.array(message),
  tools: z.array(z.object({ function: z.object({ name: z.string() }) })).optional(),
  stream: z.boolean().optional(),
  response_format: z.unknown().optional(),
});
type Message = z.infer<typeof message>;

/** Qwen Code and opencode: OpenAI Chat Completions. */
export const chat: Wire = {
  takes: (url) => url.endsWith("/chat/completions"),
  hear,
  speak: (response, { stream }) => (stream ? streamed(response) : whole(response)),
  failure: ({ status }) => ({
    body: { error: { message: `mock error ${status}`, type: kindOf(status), code: String(status) } },
  }),
};

const kindOf = (status: number): string =>
  status === 429 ? "rate_limit_exceeded" : status < 500 ? "invalid_request_error" : "server_error";

function hear(body: unknown): Heard {
  const { messages, tools = [], stream = false, response_format } = request.parse(body);
  const at = messages.findLastIndex(({ role }) => role === "user");
  const last = messages[at];
  const prompt = last ? textOf(last) : "";
  return {
    prompt,
    results: messages.slice(at + 1).filter(({ role }) => role === "tool").length,
    // Titles come without tools, Qwen's guesses of the next prompt and its notes to itself with some.
    hidden: tools.length < 3 || /SUGGESTION MODE|[Ss]uggest what the user might/.test(prompt),
    tools: tools.map((tool) => tool.function.name),
    stream,
    json: /title/.test(JSON.stringify(response_format ?? {})),
  };
}

const textOf = ({ content }: Message): string =>
  typeof content === "string" ? content : (content ?? []).map(({ text }) => text ?? "").join("\n");

const base = (object: string) => ({
  id: freshId("chatcmpl"),
  object,
  created: Math.floor(Date.now() / 1000),
  model: "mock-1",
});
const USAGE = { prompt_tokens: 1200, completion_tokens: 40, total_tokens: 1240 };

const toolCall = (index: number, name: string, args: object) => ({
  index,
  id: freshId("call"),
  type: "function",
  function: { name, arguments: JSON.stringify(args) },
});

function streamed(response: ServerResponse): Speaker {
  const write = eventStream(response);
  const same = base("chat.completion.chunk");
  let calls = 0;
  const send = (delta: object, finish_reason: string | null = null) =>
    write({ ...same, choices: [{ index: 0, delta, finish_reason }] });
  return {
    begin: () => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      send({ role: "assistant", content: "" });
    },
    reason: (reasoning_content) => send({ reasoning_content }),
    say: (content) => send({ content }),
    call: ({ name, args }) => send({ tool_calls: [toolCall(calls++, name, args)] }),
    end: () => {
      send({}, calls > 0 ? "tool_calls" : "stop");
      write({ ...same, choices: [], usage: USAGE });
      response.end("data: [DONE]\n\n");
    },
  };
}

function whole(response: ServerResponse): Speaker {
  let content = "";
  const calls: object[] = [];
  const answer = () => ({ role: "assistant", content, ...(calls.length > 0 ? { tool_calls: calls } : {}) });
  const finish_reason = () => (calls.length > 0 ? "tool_calls" : "stop");
  return {
    begin: () => {},
    reason: () => {},
    say: (text) => void (content += text),
    call: ({ name, args }) => void calls.push(toolCall(calls.length, name, args)),
    end: () =>
      json(response, {
        ...base("chat.completion"),
        choices: [{ index: 0, message: answer(), finish_reason: finish_reason() }],
        usage: USAGE,
      }),
  };
}
