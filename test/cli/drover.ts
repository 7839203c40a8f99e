import { spawn } from "node:child_process";

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the real command line as a process of its own. */
export function drover(
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string; readonly stdin?: string } = {},
): Promise<Ran> {
  const { TMUX: _tmux, TMUX_PANE: _pane, ...env } = process.env;
  const bin = new URL("../../cli/bin.js", import.meta.url).pathname;
  const child = spawn(process.execPath, [bin, ...args], { cwd: options.cwd, env: { ...env, ...options.env } });
  let out = "";
  let err = "";
  child.stdout.on("data", (text: Buffer) => (out += text.toString()));
  child.stderr.on("data", (text: Buffer) => (err += text.toString()));
  child.stdin.end(options.stdin ?? "");
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, err })));
}
