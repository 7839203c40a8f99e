import { parseArgs } from "node:util";

/** How the scripted agent behaves. Times in ms. */
export interface AgentOptions {
  readonly name: string;
  readonly log: string | undefined;
  readonly boot: number;
  /** Shortest and longest turn. */
  readonly work: readonly [number, number];
  readonly seed: number;
  /** Asks for leave in its k-th turn; 0 never. */
  readonly approveOn: number;
  readonly swallowFirstEnter: "trace" | "silent" | undefined;
  /** An offer dialog this long after the first paint. */
  readonly dialogAfter: number | undefined;
  /** Reads what was typed only this often. */
  readonly readDelay: number;
  /** A script to be told of prompts, menus and ends, as hooks are. */
  readonly hook: string | undefined;
}

const options = {
  name: { type: "string", default: "demo-agent" },
  log: { type: "string" },
  boot: { type: "string", default: "800" },
  work: { type: "string" },
  "work-range": { type: "string", default: "2000-2000" },
  seed: { type: "string", default: "1" },
  "approve-on": { type: "string", default: "0" },
  "swallow-first-enter": { type: "string" },
  "dialog-after": { type: "string" },
  "read-delay": { type: "string", default: "0" },
  hook: { type: "string" },
} as const;

export function parseAgentOptions(argv: readonly string[]): AgentOptions {
  const { values } = parseArgs({ args: [...argv], options });
  const [from, to] = (values.work ?? values["work-range"]).split("-").map(Number);
  const swallow = values["swallow-first-enter"];
  return {
    name: values.name,
    log: values.log,
    boot: Number(values.boot),
    work: [from ?? 2_000, to ?? from ?? 2_000],
    seed: Number(values.seed),
    approveOn: Number(values["approve-on"]),
    swallowFirstEnter: swallow === "trace" || swallow === "silent" ? swallow : undefined,
    dialogAfter: values["dialog-after"] === undefined ? undefined : Number(values["dialog-after"]),
    readDelay: Number(values["read-delay"]),
    hook: values.hook,
  };
}
