import type { ServerResponse } from "node:http";
import { z } from "zod";
import type { Asked, Plan } from "./model.ts";

const part = z.object({ text: z.string().optional(), functionResponse: z.unknown().optional() });
const content = z.object({ role: z.string().optional(), parts: z.array(part) });
const request = z.object({ contents: z.array(content), tools: z.array(z.unknown()).optional() });
type Content = z.infer<typeof content>;

export function geminiRequest(body: unknown): Asked {
  const { contents, tools } = request.parse(body);
  const at = contents.findLastIndex((one) => one.role === "user" && !isResult(one));
  const last = contents[at];
  return {
    agent: "gemini",
    prompt: last ? last.parts.map(({ text }) => text ?? "").join("\n") : "",
    results: contents.slice(at + 1).filter(isResult).length,
    hidden: (tools ?? []).length === 0,
  };
}

const isResult = ({ parts }: Content): boolean => parts.some(({ functionResponse }) => functionResponse !== undefined);

export async function geminiAnswer(
  response: ServerResponse,
  plan: Plan,
  stream: boolean,
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  response.writeHead(200, { "content-type": stream ? "text/event-stream" : "application/json" });
  if (plan.kind === "say") await wait(plan.after);
  const parts =
    plan.kind === "say"
      ? [{ text: plan.text }]
      : [{ functionCall: { name: "run_shell_command", args: { command: plan.command, description: "Runs it" } } }];
  const chunk = {
    candidates: [{ content: { role: "model", parts }, finishReason: "STOP", index: 0 }],
    usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 15 },
    modelVersion: "mock",
  };
  response.end(stream ? `data: ${JSON.stringify(chunk)}\r\n\r\n` : JSON.stringify(chunk));
}
