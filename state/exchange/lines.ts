import type { z } from "zod";

export interface JsonLine {
  /** From 1. */
  readonly line: number;
  /** Undefined where the line is no JSON, which no schema takes. */
  readonly json: unknown;
}

/** Blank lines are none; a byte order mark is no part of the first. */
export const linesOf = (text: string): readonly JsonLine[] =>
  text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .flatMap((said, at) => (said.trim() === "" ? [] : [{ line: at + 1, json: jsonIn(said) }]));

function jsonIn(said: string): unknown {
  try {
    return JSON.parse(said);
  } catch {
    return undefined;
  }
}

/** `priority: Too big: expected number to be <=100` */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  const path = (issue?.path ?? []).map(String).join(".");
  return [path, issue?.message ?? "it cannot be read"].filter((part) => part !== "").join(": ");
}
