import { read } from "./read.ts";

/** A timer a chart set (`after` ms from the event) or called off. */
export type TimerEffect =
  | { readonly kind: "set"; readonly id: string; readonly after: number; readonly event: string }
  | { readonly kind: "cancel"; readonly id: string };

/** What `transition()` hands back beside the snapshot; intents and these two come out of our charts. */
export interface Effect {
  readonly type: string;
  readonly params?: unknown;
}

export function timerOf({ type, params }: Effect): readonly TimerEffect[] {
  if (type === "xstate.cancel") return [{ kind: "cancel", id: text(params, "sendId") }];
  const delay = type === "xstate.raise" ? read(params, "delay") : undefined;
  if (typeof delay !== "number") return [];
  return [{ kind: "set", id: text(params, "id"), after: delay, event: text(read(params, "event"), "type") }];
}

function text(value: unknown, key: string): string {
  const found = read(value, key);
  if (typeof found !== "string") throw new Error(`the chart's effect has no ${key}`);
  return found;
}
