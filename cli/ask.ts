import type { ClientResponse } from "hono/client";
import { z } from "zod";
import type { Client } from "../server/client.ts";
export { param } from "../server/client.ts";
export type { Client } from "../server/client.ts";
import { connect } from "./connect.ts";
import type { ConnectOptions } from "./connect.ts";
import type { ExitCode, Io } from "./io.ts";
import { failed, refuse, refuseAll } from "./io.ts";

/** The body that comes with success; the other statuses carry problems. */
type Body<R> = R extends ClientResponse<infer B, 200 | 201, "json"> ? B : never;

/** Connects, runs, closes; a refusal to connect is exit code 2. */
export async function withDrover(
  options: ConnectOptions,
  io: Io,
  run: (client: Client, watching: boolean) => Promise<ExitCode>,
): Promise<ExitCode> {
  const connection = await connect(options, io);
  if (connection.kind === "refused") return refuseAll(io, connection.lines);
  try {
    return await run(connection.client, connection.watching);
  } catch (error) {
    if (!isBroken(error)) throw error;
    return failed(io, "the daemon went away while it was asked; its log says more, drover up starts it again");
  } finally {
    connection.close();
  }
}

/** The connection broke: the daemon ended, or was killed. */
const isBroken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && BROKEN.has(String(error.code));
const BROKEN: ReadonlySet<string> = new Set(["ECONNRESET", "ECONNREFUSED", "ENOENT", "EPIPE"]);

const problem = z.object({ detail: z.string().optional(), title: z.string().optional() });

/** Shows what came back; a problem becomes its one line, and exit code 2 where the caller can mend it. */
export async function show<R extends ClientResponse<unknown>>(
  answer: R,
  io: Io,
  json: boolean | undefined,
  print: (body: Body<R>) => void,
): Promise<ExitCode> {
  const text = await answer.text();
  if (!answer.ok) return trouble(text, answer.status, io);
  if (json) io.out(text);
  else print(JSON.parse(text));
  return 0;
}

/** What came back, where more is to be done with it than to show it. */
export type Taken<R> =
  | { readonly kind: "body"; readonly body: Body<R> }
  | { readonly kind: "problem"; readonly status: number; readonly text: string };

export async function take<R extends ClientResponse<unknown>>(answer: R): Promise<Taken<R>> {
  const text = await answer.text();
  return answer.ok ? { kind: "body", body: JSON.parse(text) } : { kind: "problem", status: answer.status, text };
}

/** The one line of a problem. */
export function whyOf(text: string, status: number): string {
  const parsed = problem.safeParse(readJson(text));
  return (parsed.success ? (parsed.data.detail ?? parsed.data.title) : undefined) ?? `the daemon answered ${status}`;
}

export function trouble(text: string, status: number, io: Io): ExitCode {
  const line = whyOf(text, status);
  return status < 500 ? refuse(io, line) : failed(io, line);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
