import type { Config } from "./schema.ts";

/** What a config that was changed means for a daemon that runs by another one. */
export interface Change {
  /** Something that can change while it runs is different. */
  readonly applies: boolean;
  /** One line for each key that counts only from the next start on. */
  readonly pending: readonly string[];
}

/** Doors that are open, a planner that may be at work, a backlog that was opened in this order, logs that are written. */
const isFixed = (path: string): boolean =>
  /^(server|planner|assign)\./.test(path) || path === "retention.log_size" || path === "retention.logs";

/** `started`: what the daemon was started with. `running`: what it runs by now. */
export const changeOf = (started: Config, running: Config, next: Config): Change => ({
  applies: differing(running, next).some(({ path }) => !isFixed(path)),
  pending: differing(started, next).flatMap(({ path, is }) =>
    isFixed(path) ? [`${path} is ${is}; it counts from the next drover up on`] : [],
  ),
});

/** Keys of tables, such as `server.port`, that differ; what is a list counts as one key. */
function differing(before: Config, after: Config): readonly { readonly path: string; readonly is: string }[] {
  const was = keysOf(before);
  const is = keysOf(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => was.get(path) !== is.get(path))
    .map((path) => ({ path, is: is.get(path) ?? "unset" }));
}

const keysOf = (config: Config): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(config).flatMap(([table, value]) =>
      Array.isArray(value)
        ? [[table, JSON.stringify(value)] as const]
        : Object.entries(value).map(([key, inner]) => [`${table}.${key}`, JSON.stringify(inner)] as const),
    ),
  );
