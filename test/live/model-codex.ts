import type { ServerResponse } from "node:http";
import { z } from "zod";
import type { Asked, Plan } from "./model.ts";

const part = z.object({ text: z.string().optional() });
const item = z.object({
  type: z.string().optional(),
  role: z.string().optional(),
  content: z.union([z.string(), z.array(part)]).optional(),
});
const request = z.object({ input: z.array(item), tools: z.array(z.unknown()).optional() });
type Item = z.infer<typeof item>;

/** What Codex puts before the user's own words, each a message of the user's. */
const CONTEXT = /^\s*(<(environment_context|user_instructions|permissions|skills|turn_aborted)|# AGENTS)/;

export function codexRequest(body: unknown): Asked {
  const { input, tools } = request.parse(body);
  const at = input.findLastIndex((one) => one.role === "user" && !CONTEXT.test(textOf(one)));
  const last = input[at];
  return {
    agent: "codex",
    prompt: last ? textOf(last) : "",
    results: input.slice(at + 1).filter(({ type }) => type?.endsWith("_call_output")).length,
    // Each prompt also opens a hidden thread that has no tools and asks for a title.
    hidden: (tools ?? []).length === 0,
  };
}

const textOf = ({ content }: Item): string =>
  typeof content === "string" ? content : (content ?? []).map(({ text }) => text ?? "").join("\n");

export async function codexAnswer(
  response: ServerResponse,
  plan: Plan,
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  let sequence = 0;
  const send = (type: string, fields: object) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence++, ...fields })}\n\n`);
  const id = `resp_${Date.now()}`;
  response.writeHead(200, { "content-type": "text/event-stream" });
  send("response.created", { response: { id, object: "response", status: "in_progress", output: [] } });
  if (plan.kind === "say") await wait(plan.after);
  const output = plan.kind === "say" ? message(plan.text) : call(plan.command);
  send("response.output_item.added", { output_index: 0, item: { ...output, status: "in_progress" } });
  if (plan.kind === "say") {
    send("response.output_text.delta", { item_id: output.id, output_index: 0, content_index: 0, delta: plan.text });
  }
  send("response.output_item.done", { output_index: 0, item: output });
  const usage = { input_tokens: 10, output_tokens: 5, total_tokens: 15 };
  send("response.completed", { response: { id, object: "response", status: "completed", output: [], usage } });
  response.end();
}

const message = (text: string) => ({
  id: "msg_1",
  type: "message",
  role: "assistant",
  status: "completed",
  content: [{ type: "output_text", text, annotations: [] }],
});

/** Asking to leave the sandbox is what brings Codex's approval menu. */
const call = (cmd: string) => ({
  id: "fc_1",
  type: "function_call",
  status: "completed",
  call_id: `call_${Date.now()}`,
  name: "exec_command",
  arguments: JSON.stringify({
    cmd,
    sandbox_permissions: "require_escalated",
    justification: "May this command run outside the sandbox?",
  }),
});
