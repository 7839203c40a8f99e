// A wire is one protocol between agents and models. Each says how a request is heard and how an answer is spoken; what
// is said, and how slowly, is the model's business.
import type { ServerResponse } from "node:http";
import type { Heard, Limit } from "./plan.ts";
import type { Call } from "./tools.ts";

/** One answer being given. `begin` first, `end` last; the rest in any order. */
export interface Speaker {
  begin(): void;
  reason(text: string): void;
  say(text: string): void;
  call(call: Call): void;
  end(): void;
}

export interface Failure {
  readonly status: number;
  readonly limit?: Limit;
}

export interface Wire {
  readonly takes: (url: string) => boolean;
  readonly hear: (body: unknown, url: string) => Heard;
  readonly speak: (response: ServerResponse, heard: Heard) => Speaker;
  readonly failure: (failure: Failure) => {
    readonly body: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  };
}

/** Sends the events of a stream. */
export const eventStream =
  (response: ServerResponse) =>
  (data: object): void =>
    void response.write(`data: ${JSON.stringify(data)}\n\n`);

/** The same for wires that name the type of each event before its data too. */
export const namedEventStream =
  (response: ServerResponse) =>
  (type: string, fields: object = {}): void =>
    void response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`);

export function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

let count = 0;
/** Ids that agents take for those of a real model. */
export const freshId = (prefix: string): string => `${prefix}_${process.pid}_${(count += 1)}`;
