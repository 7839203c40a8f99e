// A model behind an HTTP endpoint as planner: OpenAI's shape, which nearly every server speaks, or Anthropic's.
// E1. The SDK is loaded when a plan is asked for, and by nothing else.
// E2. One time limit holds for the whole question, retries included; what comes back is read up to a bound.
import type { LanguageModel } from "ai";
import type { Asked, Planner, PlannerAnswer } from "../../daemon/ports/planner.ts";
import { ANSWER_SCHEMA, clipped, readAnswer } from "./answer.ts";

export interface EndpointPlannerOptions {
  readonly api: "openai" | "anthropic";
  /** Of the API, as far as the version: `https://api.anthropic.com/v1`. */
  readonly url: string;
  readonly model: string;
  /** Name of the environment variable that holds the key; absent: no key is sent. */
  readonly keyVariable?: string;
  /** ms */
  readonly timeout: number;
  readonly prompt: (asked: Asked, schema: string, complaint: string | undefined) => string;
  /** Bytes of one answer at most. */
  readonly mostOutput?: number;
}

const MOST_OUTPUT = 4 * 1024 * 1024;
const MOST_TOKENS = 16_000;

export function endpointPlanner(options: EndpointPlannerOptions): Planner {
  const called = new AbortController();
  return {
    name: "endpoint",
    callOff: () => called.abort(),
    plan: async (asked, complaint) => {
      const key = options.keyVariable === undefined ? "" : process.env[options.keyVariable];
      if (key === undefined) {
        return { kind: "failed", why: `the environment variable ${options.keyVariable ?? ""} is not set` };
      }
      const prompt = options.prompt(asked, ANSWER_SCHEMA, complaint);
      return ask(await modelOf(options, key), prompt, options, called.signal);
    },
  };
}

async function modelOf({ api, url, model, mostOutput }: EndpointPlannerOptions, key: string): Promise<LanguageModel> {
  const fetch = boundedFetch(mostOutput ?? MOST_OUTPUT);
  if (api === "anthropic") {
    const { createAnthropic } = await import("@ai-sdk/anthropic");
    return createAnthropic({ baseURL: url, apiKey: key, fetch })(model);
  }
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  return createOpenAICompatible({ name: "planner", baseURL: url, ...(key === "" ? {} : { apiKey: key }), fetch })(
    model,
  );
}

async function ask(
  model: LanguageModel,
  prompt: string,
  options: EndpointPlannerOptions,
  off: AbortSignal,
): Promise<PlannerAnswer> {
  const { generateText } = await import("ai");
  // The SDK writes its warnings to the console, which belongs to the daemon's log or to a command's user.
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
  try {
    const { text, finishReason } = await generateText({
      model,
      prompt,
      maxOutputTokens: MOST_TOKENS,
      maxRetries: 2,
      abortSignal: AbortSignal.any([AbortSignal.timeout(options.timeout), off]),
    });
    if (finishReason === "content-filter") return { kind: "declined", why: `${options.model} refused to answer` };
    if (finishReason === "length") return { kind: "malformed", why: "it was cut off; plan fewer or shorter tasks" };
    return readAnswer(text);
  } catch (error) {
    if (off.aborted) return { kind: "failed", why: `${options.url} was not heard out: drover stops` };
    return { kind: "failed", why: `${options.url}: ${reasonOf(error, options)}` };
  }
}

function reasonOf(error: unknown, { timeout }: EndpointPlannerOptions): string {
  if (!(error instanceof Error)) return clipped(String(error));
  if (isTimeOut(error)) return `no answer within ${timeout / 1000} s`;
  const last = "lastError" in error && error.lastError instanceof Error ? error.lastError : error;
  const status = "statusCode" in last && typeof last.statusCode === "number" ? `${last.statusCode} ` : "";
  return clipped(`${status}${last.message}${causeOf(last)}`);
}

/** The SDK says of what it could not read only that; the reason stands behind it. */
const causeOf = ({ cause, message }: Error): string =>
  cause instanceof Error && cause.message !== "" && !message.includes(cause.message) ? `: ${cause.message}` : "";

const isTimeOut = (error: Error): boolean =>
  error.name === "TimeoutError" || (error.cause instanceof Error && error.cause.name === "TimeoutError");

/** Keeps E2: an answer without end is cut off as a failure. */
function boundedFetch(most: number): typeof globalThis.fetch {
  return async (input, init) => {
    const answer = await fetch(input, init);
    if (answer.body === null) return answer;
    let bytes = 0;
    const bounded = answer.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          bytes += chunk.byteLength;
          if (bytes > most) controller.error(new Error(`the answer is longer than ${most} bytes`));
          else controller.enqueue(chunk);
        },
      }),
    );
    return new Response(bounded, answer);
  };
}
