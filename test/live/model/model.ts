// A model on loopback that says just enough to keep real agents working. It does what the prompt asks for (plan.ts) and
// writes down when each request came, when the first byte of its answer left and when it ended, so that a test can tell
// what arrived, how often, and when an agent's turn was truly over.
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { anthropic } from "./anthropic.ts";
import { chat } from "./chat.ts";
import { gemini } from "./gemini.ts";
import { lastOrder, planFor } from "./plan.ts";
import type { Heard, Plan } from "./plan.ts";
import { responses } from "./responses.ts";
import { callFor } from "./tools.ts";
import type { Speaker, Wire } from "./wire.ts";

const WIRES: readonly Wire[] = [anthropic, responses, gemini, chat];

/** A request with the times of its life, in ms since the epoch; absent: not yet. */
export interface Asked extends Heard {
  readonly openedAt: number;
  spokeAt?: number;
  endedAt?: number;
  /** The agent hung up before the answer was whole. */
  brokenAt?: number;
  /** The answer was this error. */
  status?: number;
  /** The answer asked for a tool. */
  called?: string;
}

export interface Model {
  readonly port: number;
  readonly asked: readonly Asked[];
  /** Rejects when a request could not be understood: the model must learn it. */
  readonly puzzled: Promise<never>;
  stop(): Promise<void>;
}

export async function startModel(): Promise<Model> {
  const asked: Asked[] = [];
  const failures = new Map<string, number>();
  const { promise: puzzled, reject } = Promise.withResolvers<never>();
  puzzled.catch(() => {});
  const server = createServer((request, response) => void answer(request, response, asked, failures).catch(reject));
  const port = await listen(server);
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port, asked, puzzled, stop };
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  asked: Asked[],
  failures: Map<string, number>,
): Promise<void> {
  const url = request.url ?? "";
  const body = await jsonOf(request);
  const wire = request.method === "POST" ? WIRES.find(({ takes }) => takes(url)) : undefined;
  if (!wire) return other(url, response);
  const heard = wire.hear(body, url);
  const entry: Asked = { ...heard, openedAt: Date.now() };
  asked.push(entry);
  response.on("close", () => {
    if (entry.endedAt === undefined) entry.brokenAt = Date.now();
  });
  const failed = failures.get(lastOrder(heard.prompt)) ?? 0;
  const plan = planFor(heard, failed);
  if (plan.does.kind === "fail") failures.set(lastOrder(heard.prompt), failed + 1);
  await perform(plan, wire, response, entry);
}

/** Lists of models and counts of tokens. */
function other(url: string, response: ServerResponse): void {
  const known = { object: "list", data: [{ id: "mock-1", object: "model" }], totalTokens: 100, input_tokens: 100 };
  response.writeHead(/models|[Tt]okens/.test(url) ? 200 : 404, { "content-type": "application/json" });
  response.end(JSON.stringify(known));
}

async function perform(plan: Plan, wire: Wire, response: ServerResponse, entry: Asked): Promise<void> {
  const { does } = plan;
  if (does.kind === "hang") return;
  await pause(plan.silence);
  if (response.destroyed) return;
  if (does.kind === "fail") {
    const { body, headers } = wire.failure(does);
    entry.status = does.status;
    entry.endedAt = Date.now();
    response.writeHead(does.status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
    return;
  }
  const speaker = wire.speak(response, entry);
  entry.spokeAt = Date.now();
  speaker.begin();
  if (plan.reason > 0) await slowly(REASONS, plan.reason, response, speaker.reason);
  if (does.kind === "say") await slowly(does.text, does.over, response, speaker.say);
  else callOn(speaker, does.tool, entry);
  if (response.destroyed) return;
  entry.endedAt = Date.now();
  speaker.end();
}

function callOn(speaker: Speaker, tool: Parameters<typeof callFor>[0], entry: Asked): void {
  const call = callFor(tool, entry.tools);
  if (!call) return speaker.say(`No tool for ${tool.kind} among ${entry.tools.join(", ")}`);
  entry.called = call.name;
  speaker.say("I will do that now.");
  speaker.call(call);
}

const REASONS = "I weigh one point, and then the next one. ".repeat(12);
const PIECE = 150;

/** Says the text in pieces spread over `ms`, by the clock: a busy machine makes the pieces larger, not the time longer. */
async function slowly(text: string, ms: number, response: ServerResponse, say: (piece: string) => void): Promise<void> {
  const start = Date.now();
  for (let said = 0; said < text.length && !response.destroyed;) {
    const due = ms === 0 ? text.length : Math.ceil((text.length * (Date.now() - start + PIECE)) / ms);
    if (due > said) say(text.slice(said, due));
    said = Math.max(said, due);
    if (ms > 0) await pause(PIECE);
  }
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? {} : JSON.parse(text);
}
