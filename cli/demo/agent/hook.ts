import { spawnSync } from "node:child_process";

type Call = (event: string, payload: Readonly<Record<string, unknown>>) => void;

/** Calls the script as Claude Code does: through a shell, the payload on standard input, and waits for it. */
export const hookCaller =
  (script: string | undefined): Call =>
  (event, payload) => {
    if (script === undefined) return;
    const input = JSON.stringify({ session_id: `demo-${process.pid}`, hook_event_name: event, ...payload });
    spawnSync("sh", ["-c", `'${script}' drover-demo-agent ${event} 2>/dev/null || true`], { input });
  };
