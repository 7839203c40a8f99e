/** A property of a value of which nothing is known yet; undefined if there is none. */
export function read(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}
