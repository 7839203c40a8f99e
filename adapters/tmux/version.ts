import type { Run } from "./run.ts";

export type TmuxVersion =
  | { readonly kind: "ok"; readonly version: string }
  | { readonly kind: "too old"; readonly version: string }
  | { readonly kind: "missing" };

/** The first version whose formats know `e|>=`, and whose `list-panes` filters. */
const OLDEST = 3.2;

/** Which tmux is installed. Asks no server. */
export async function tmuxVersion(run: Run): Promise<TmuxVersion> {
  const ran = await run({ args: ["-V"] });
  return ran.kind === "ended" ? judge(ran.out) : { kind: "missing" };
}

/** Reads `tmux 3.3a`, `tmux next-3.8`, `tmux openbsd-7.4`, `tmux master`; one without a number is taken for a new one. */
export function judge(out: string): TmuxVersion {
  const version = out.trim().replace(/^tmux\s+/, "");
  if (version === "") return { kind: "missing" };
  const number = /^(?:next-)?(\d+\.\d+)/.exec(version)?.[1];
  return number !== undefined && Number(number) < OLDEST ? { kind: "too old", version } : { kind: "ok", version };
}
