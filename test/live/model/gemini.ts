import type { ServerResponse } from "node:http";
import { z } from "zod";
import type { Heard } from "./plan.ts";
import type { Speaker, Wire } from "./wire.ts";
import { freshId, json } from "./wire.ts";

const part = z.object({ text: z.string().optional(), functionResponse: z.unknown().optional() });
const content = z.object({ role: z.string().optional(), parts: z.array(part) });
const tool = z.object({ functionDeclarations: z.array(z.object({ name: z.string() })).optional() });
const request = z.object({
  contents: z.array(content),
  tools: z.array(tool).optional(),
  generationConfig: z.unknown().optional(),
});
type Content = z.infer<typeof content>;

/** Gemini CLI: generateContent. */
export const gemini: Wire = {
  takes: (url) => /:(stream)?generateContent/i.test(url),
  hear,
  speak: (response, { stream }) => (stream ? streamed(response) : whole(response)),
  failure: ({ status }) => ({
    body: { error: { code: status, message: `mock error ${status}`, status: STATUS[status] ?? "UNKNOWN" } },
  }),
};

const STATUS: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
};

function hear(body: unknown, url: string): Heard {
  const { contents, tools = [], generationConfig } = request.parse(body);
  const at = contents.findLastIndex((one) => one.role === "user" && !isResult(one));
  const last = contents[at];
  const names = tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations.map(({ name }) => name));
  return {
    prompt: last ? last.parts.map(({ text }) => text ?? "").join("\n") : "",
    results: contents.slice(at + 1).filter(isResult).length,
    hidden: names.length === 0,
    tools: names,
    stream: /:stream/i.test(url),
    json: /title/.test(JSON.stringify(generationConfig ?? {})),
  };
}

const isResult = ({ parts }: Content): boolean => parts.some(({ functionResponse }) => functionResponse !== undefined);

type Part = Readonly<Record<string, unknown>>;

const chunk = (parts: readonly Part[], isLast: boolean) => ({
  candidates: [{ content: { role: "model", parts }, index: 0, ...(isLast ? { finishReason: "STOP" } : {}) }],
  usageMetadata: { promptTokenCount: 1200, candidatesTokenCount: 40, totalTokenCount: 1240 },
  modelVersion: "mock",
});

const callPart = (name: string, args: object): Part => ({ functionCall: { name, args, id: freshId("call") } });

function streamed(response: ServerResponse): Speaker {
  const send = (parts: readonly Part[], isLast = false) =>
    response.write(`data: ${JSON.stringify(chunk(parts, isLast))}\r\n\r\n`);
  const calls: Part[] = [];
  return {
    begin: () => void response.writeHead(200, { "content-type": "text/event-stream" }),
    reason: (text) => void send([{ text: `**Thinking aloud**\n\n${text}`, thought: true }]),
    say: (text) => void send([{ text }]),
    call: ({ name, args }) => void calls.push(callPart(name, args)),
    end: () => {
      send(calls.length > 0 ? calls : [{ text: "" }], true);
      response.end();
    },
  };
}

function whole(response: ServerResponse): Speaker {
  const parts: Part[] = [];
  return {
    begin: () => {},
    reason: () => {},
    say: (text) => void parts.push({ text }),
    call: ({ name, args }) => void parts.push(callPart(name, args)),
    end: () => json(response, chunk(parts, true)),
  };
}
