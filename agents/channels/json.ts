// Reading of JSON that nobody promised to us: what is not there, or is of another kind, is undefined.

export const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;

export function textOf(value: unknown, key: string): string | undefined {
  const found = fieldOf(value, key);
  return typeof found === "string" ? found : undefined;
}

export function numberOf(value: unknown, key: string): number | undefined {
  const found = fieldOf(value, key);
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
}

export function listOf(value: unknown, key: string): readonly unknown[] {
  const found = fieldOf(value, key);
  return Array.isArray(found) ? found : [];
}

/** One line of at most this many characters. */
export function brief(text: string, most = 120): string {
  // oxlint-disable-next-line no-control-regex -- they are what is taken out
  const line = text.replaceAll(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
