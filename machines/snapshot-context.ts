import type { SessionContext } from "./context.ts";
import { read } from "./read.ts";

/** The keys that a snapshot may bring back, each with the test its value must pass. */
const accepts: { readonly [K in keyof Omit<SessionContext, "policy">]: (value: unknown) => boolean } = {
  paused: isBoolean,
  sessionStart: isNumberOrNull,
  lastActivity: isNumberOrNull,
  tasksCompleted: isNumber,
  tasksFailed: isNumber,
  workSessions: isNumber,
  evidence: isNullOr({ verdict: isString, flags: Array.isArray, at: isNumber }),
  idle: isNullOr({ since: isNumberOrNull, ran: isNumber }),
  asking: isStringOrNull,
  holding: isNullOr({ claim: isString, grant: has({ kind: isString }), since: isNumber }),
  report: isNullOr({ outcome: isString, text: isString }),
  unjudged: isListOf(isString),
  byHand: isBoolean,
  generalPrompts: isNumber,
};

/** Reads what a snapshot says of the context. A key that is missing or of another kind keeps its initial value. */
export function parseContext(json: unknown): Partial<SessionContext> {
  const raw = read(json, "context");
  const entries = Object.entries(accepts).flatMap(([key, accept]) => {
    const value = read(raw, key);
    return value !== undefined && accept(value) ? [[key, value] as const] : [];
  });
  return Object.fromEntries(entries) as Partial<SessionContext>;
}

function isBoolean(value: unknown): boolean {
  return typeof value === "boolean";
}
function isNumber(value: unknown): boolean {
  return typeof value === "number";
}
function isNumberOrNull(value: unknown): boolean {
  return value === null || typeof value === "number";
}
function isStringOrNull(value: unknown): boolean {
  return value === null || typeof value === "string";
}
function isString(value: unknown): boolean {
  return typeof value === "string";
}
function has(keys: Readonly<Record<string, (value: unknown) => boolean>>) {
  return (value: unknown): boolean => Object.entries(keys).every(([key, accept]) => accept(read(value, key)));
}
function isListOf(accept: (value: unknown) => boolean) {
  return (value: unknown): boolean => Array.isArray(value) && value.every(accept);
}
function isNullOr(keys: Parameters<typeof has>[0]) {
  const hasThem = has(keys);
  return (value: unknown): boolean => value === null || hasThem(value);
}
