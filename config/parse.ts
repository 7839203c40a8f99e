import { parse, TomlError } from "smol-toml";
import type { z } from "zod";
import { conflicts } from "./conflicts.ts";
import { nearest } from "./nearest.ts";
import { configSchema } from "./schema.ts";
import type { Config } from "./schema.ts";

export type ParsedConfig =
  | { readonly kind: "ok"; readonly config: Config }
  /** One line each: file, path, value, what is allowed. */
  | { readonly kind: "wrong"; readonly errors: readonly string[] };

/** `file` is named in errors. Empty text gives the defaults. */
export function parseConfig(text: string, file: string): ParsedConfig {
  const toml = readToml(text, file);
  if (toml.kind === "wrong") return toml;
  const parsed = configSchema.safeParse(toml.value);
  if (!parsed.success) {
    return { kind: "wrong", errors: parsed.error.issues.flatMap((issue) => explain(issue, toml.value, file)) };
  }
  const wrong = conflicts(parsed.data);
  return wrong.length > 0
    ? { kind: "wrong", errors: wrong.map((why) => `${file}: ${why}`) }
    : { kind: "ok", config: parsed.data };
}

function readToml(
  text: string,
  file: string,
): { readonly kind: "toml"; readonly value: unknown } | { readonly kind: "wrong"; readonly errors: readonly string[] } {
  try {
    return { kind: "toml", value: parse(text) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const what = error.message.split("\n")[0] ?? "";
    return { kind: "wrong", errors: [`${file}:${error.line}:${error.column}: ${what}`] };
  }
}

type Issue = z.core.$ZodIssue;

function explain(issue: Issue, value: unknown, file: string): readonly string[] {
  const path = pathOf(issue.path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => `${file}: ${join(path, key)} is not a key of drover${suggestion(key, issue.path)}`);
  }
  if (issue.code === "invalid_key") {
    return [`${file}: ${path} is not a name for it; ${issue.issues.map(({ message }) => message).join("; ")}`];
  }
  return [`${file}: ${path} is ${show(valueAt(value, issue.path))}; ${sentence(issue.message)}`];
}

function suggestion(key: string, path: readonly PropertyKey[]): string {
  const known = knownKeys(path);
  const near = nearest(key, known);
  return near === undefined ? `; known here: ${known.join(", ")}` : `; did you mean ${near}?`;
}

/** The keys allowed where an unknown one was found. */
function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  const [table] = path;
  const shape = configSchema.shape;
  switch (table) {
    case "server":
      return Object.keys(shape.server.unwrap().shape);
    case "monitor":
      return Object.keys(shape.monitor.unwrap().shape);
    case "delivery":
      return Object.keys(shape.delivery.unwrap().shape);
    case "assign":
      return Object.keys(shape.assign.unwrap().shape);
    case "planner":
      return Object.keys(shape.planner.unwrap().shape);
    case "retention":
      return Object.keys(shape.retention.unwrap().shape);
    case "sessions":
      return Object.keys(shape.sessions.unwrap().element.shape);
    case "projects":
      return path.length > 1 ? Object.keys(shape.projects.unwrap().valueType.shape) : [];
    case "agents":
      return Object.keys(shape.agents.unwrap().valueType.shape);
    default:
      return Object.keys(shape);
  }
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => (typeof key === "number" ? `${text}[${key}]` : join(text, String(key))), "");
const join = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? Object.getOwnPropertyDescriptor(at, key)?.value : undefined),
    value,
  );
}

const LONGEST_SHOWN = 80;

function show(value: unknown): string {
  if (value === undefined) return "missing";
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

const sentence = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);
