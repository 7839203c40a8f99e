// A model on loopback that says just enough to keep real agents working: OpenAI Responses for Codex, generateContent for
// Gemini. It does what the prompt asks for: `[[work 2]]` takes two seconds, `[[run echo hi]]` asks for a shell command.
// Every request's last user text is written down, so that a test can tell what arrived, and how often.
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { codexAnswer, codexRequest } from "./model-codex.ts";
import { geminiAnswer, geminiRequest } from "./model-gemini.ts";

/** One request of an agent, reduced to what tests ask about. */
export interface Asked {
  readonly agent: "codex" | "gemini";
  /** The last text of the user. */
  readonly prompt: string;
  /** Results of tools that came after it: 0 for a new prompt. */
  readonly results: number;
  /** A request of the agent's own (a title, a summary), not of the conversation. */
  readonly hidden: boolean;
}

/** What the model does now. */
export type Plan =
  | { readonly kind: "say"; readonly text: string; readonly after: number }
  | { readonly kind: "run"; readonly command: string };

export function planFor({ prompt, results, hidden }: Asked): Plan {
  if (hidden) return { kind: "say", text: "A title", after: 0 };
  const command = /\[\[run ([^\]]+)\]\]/.exec(prompt)?.[1];
  if (command !== undefined && results === 0) return { kind: "run", command };
  const seconds = Number(/\[\[work (\d+(?:\.\d+)?)\]\]/.exec(prompt)?.[1] ?? 1);
  return { kind: "say", text: "I looked at it. All is done.", after: seconds * 1000 };
}

export interface Model {
  readonly port: number;
  readonly asked: readonly Asked[];
  stop(): Promise<void>;
}

export async function startModel(): Promise<Model> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => void answer(request, response, asked));
  const port = await listen(server);
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port, asked, stop };
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });

async function answer(request: IncomingMessage, response: ServerResponse, asked: Asked[]): Promise<void> {
  const url = request.url ?? "";
  const body = await json(request);
  if (request.method === "POST" && url.endsWith("/responses")) {
    const question = codexRequest(body);
    asked.push(question);
    await codexAnswer(response, planFor(question), (ms) => pause(ms));
  } else if (request.method === "POST" && /:(stream)?generateContent/i.test(url)) {
    const question = geminiRequest(body);
    asked.push(question);
    await geminiAnswer(response, planFor(question), /:stream/i.test(url), (ms) => pause(ms));
  } else {
    response.writeHead(/models|countTokens/.test(url) ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify({ object: "list", data: [{ id: "mock-1", object: "model" }], totalTokens: 100 }));
  }
}

async function json(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? {} : JSON.parse(text);
}
