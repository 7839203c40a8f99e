// A model on loopback whose answers a test writes down beforehand, in the shapes of OpenAI's Chat Completions and of
// Anthropic's Messages. It keeps what it was asked.
import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

export type Answer =
  | { readonly says: string; readonly end?: "stop" | "length" | "refusal" }
  | { readonly status: number; readonly message?: string }
  /** The body as it is, whatever the shape. */
  | { readonly body: string }
  /** Never. */
  | "silence"
  /** Without end. */
  | "flood";

export interface Asked {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly prompt: string;
}

export interface ScriptedModel {
  /** As far as the version. */
  readonly url: string;
  readonly asked: readonly Asked[];
}

/** The last answer is given to all that is asked after it. Stopped with the test. */
export async function scriptedModel(...answers: readonly Answer[]): Promise<ScriptedModel> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ path: request.url ?? "", headers: request.headers, prompt: promptIn(body) });
      const answer = answers[asked.length - 1] ?? answers.at(-1) ?? "silence";
      give(answer, request.url?.endsWith("/messages") ?? false, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}/v1`, asked };
}

/** Both shapes have a list of messages; a text is a text, or in a list of blocks. */
function promptIn(body: string): string {
  const { messages = [] } = JSON.parse(body) as { messages?: { content: string | { text?: string }[] }[] };
  const content = messages.at(-1)?.content ?? "";
  return typeof content === "string" ? content : content.map((block) => block.text ?? "").join("");
}

function give(answer: Answer, anthropic: boolean, response: ServerResponse): void {
  if (answer === "silence") return;
  if (answer === "flood") {
    response.writeHead(200, { "content-type": "application/json" });
    const pour = () => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
    };
    response.on("drain", pour);
    pour();
    return;
  }
  if ("status" in answer) {
    response.writeHead(answer.status, { "content-type": "application/json", "retry-after": "0" });
    const message = answer.message ?? `status ${answer.status}`;
    response.end(JSON.stringify({ type: "error", error: { type: "error", message } }));
    return;
  }
  response.writeHead(200, { "content-type": "application/json" });
  response.end("body" in answer ? answer.body : JSON.stringify(anthropic ? messages(answer) : completion(answer)));
}

type Says = Extract<Answer, { says: string }>;

const completion = ({ says, end = "stop" }: Says) => ({
  id: "c-1",
  object: "chat.completion",
  created: 1,
  model: "scripted",
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: says },
      finish_reason: end === "refusal" ? "content_filter" : end,
    },
  ],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

const STOP = { stop: "end_turn", length: "max_tokens", refusal: "refusal" } as const;
const messages = ({ says, end = "stop" }: Says) => ({
  id: "m-1",
  type: "message",
  role: "assistant",
  model: "scripted",
  content: [{ type: "text", text: says }],
  stop_reason: STOP[end],
  stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 1 },
});
