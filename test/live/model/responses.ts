import type { ServerResponse } from "node:http";
import { z } from "zod";
import type { Heard } from "./plan.ts";
import type { Speaker, Wire } from "./wire.ts";
import { namedEventStream, freshId } from "./wire.ts";

const part = z.object({ text: z.string().optional() });
const item = z.object({
  type: z.string().optional(),
  role: z.string().optional(),
  content: z.union([z.string(), z.array(part), z.null()]).optional(),
});
/** Tools come flat or in namespaces. */
const tool = z.object({ name: z.string().optional(), tools: z.array(z.object({ name: z.string() })).optional() });
const request = z.object({ input: z.array(item), tools: z.array(tool).optional() });
type Item = z.infer<typeof item>;

/** Codex: OpenAI Responses. */
export const responses: Wire = {
  takes: (url) => url.endsWith("/responses"),
  hear,
  speak: streamed,
  failure: ({ status, limit }) => {
    const type = limit ? "usage_limit_reached" : status === 429 ? "rate_limit_exceeded" : "server_error";
    const until = limit ? { plan_type: "plus", resets_at: limit.resetsAt } : {};
    return { body: { error: { message: `mock error ${status}`, type, code: type, ...until } } };
  },
};

/** What Codex puts before the user's own words, each a message of the user's. */
const CONTEXT = /^\s*(<(environment_context|user_instructions|permissions|skills|turn_aborted)|# AGENTS)/;

function hear(body: unknown): Heard {
  const { input, tools = [] } = request.parse(body);
  const at = input.findLastIndex((one) => one.role === "user" && !CONTEXT.test(textOf(one)));
  const last = input[at];
  return {
    prompt: last ? textOf(last) : "",
    results: input.slice(at + 1).filter(({ type }) => type?.endsWith("_call_output")).length,
    // Each prompt also opens a hidden thread that has no tools and asks for a title.
    hidden: tools.length === 0,
    tools: tools.flatMap(({ name, tools: inner = [] }) => [
      ...(name === undefined ? [] : [name]),
      ...inner.map((one) => one.name),
    ]),
    stream: true,
    json: false,
  };
}

const textOf = ({ content }: Item): string =>
  typeof content === "string" ? content : (content ?? []).map(({ text }) => text ?? "").join("\n");

const USAGE = {
  input_tokens: 1200,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 90,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 1290,
};

/** An item that is being sent piece by piece. */
interface Open {
  readonly kind: "text" | "reason";
  readonly id: string;
  text: string;
}

function streamed(response: ServerResponse): Speaker {
  const write = namedEventStream(response);
  const id = freshId("resp");
  let sequence = 0;
  let output = 0;
  let open: Open | undefined;
  const send = (type: string, fields: object) => write(type, { sequence_number: sequence++, ...fields });
  const start = (kind: Open["kind"]): Open => {
    if (open?.kind === kind) return open;
    close();
    open = { kind, id: freshId(kind === "text" ? "msg" : "rs"), text: "" };
    const item = kind === "text" ? message(open, "in_progress") : { id: open.id, type: "reasoning", summary: [] };
    send("response.output_item.added", { output_index: output, item });
    return open;
  };
  const close = () => {
    if (open) send("response.output_item.done", { output_index: output++, item: finished(open) });
    open = undefined;
  };
  return {
    begin: () => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      send("response.created", { response: { id, object: "response", status: "in_progress", output: [] } });
    },
    reason: (delta) => {
      const to = start("reason");
      to.text += delta;
      send("response.reasoning_summary_text.delta", { item_id: to.id, output_index: output, summary_index: 0, delta });
    },
    say: (delta) => {
      const to = start("text");
      to.text += delta;
      send("response.output_text.delta", { item_id: to.id, output_index: output, content_index: 0, delta });
    },
    call: ({ name, args }) => {
      close();
      const call = { id: freshId("fc"), type: "function_call", call_id: freshId("call"), name };
      const item = { ...call, status: "completed", arguments: JSON.stringify(args) };
      send("response.output_item.added", { output_index: output, item: { ...item, status: "in_progress" } });
      send("response.output_item.done", { output_index: output++, item });
    },
    end: () => {
      close();
      send("response.completed", {
        response: { id, object: "response", status: "completed", output: [], usage: USAGE },
      });
      response.end();
    },
  };
}

const message = ({ id, text }: Open, status: string) => ({
  id,
  type: "message",
  role: "assistant",
  status,
  content: [{ type: "output_text", text, annotations: [] }],
});

const finished = (open: Open) =>
  open.kind === "text"
    ? message(open, "completed")
    : {
        id: open.id,
        type: "reasoning",
        summary: [{ type: "summary_text", text: open.text }],
        encrypted_content: "bW9jaw==",
      };
