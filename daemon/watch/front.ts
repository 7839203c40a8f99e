import { identify, isShell } from "../../agents/identify.ts";
import type { Profile } from "../../agents/profile.ts";
import type { Frame, ProcessIdentity } from "../../machines/frame.ts";
import type { AgentId } from "../../machines/ids.ts";
import type { PaneProcess } from "../ports.ts";

/** Who holds the pane's terminal. */
export type Front =
  | { readonly kind: "agent"; readonly process: ProcessIdentity; readonly agent: AgentId }
  /** Something runs, and nothing says which agent it is. */
  | { readonly kind: "stranger"; readonly process: ProcessIdentity; readonly args: string }
  | { readonly kind: "shell" };

/**
 * The topmost process of the foreground group that is no shell: a wrapper (`npx`, `sh -c`) stands above the agent's own
 * process, and both die together. Its pid is the agent's identity.
 */
export function whoIsInFront(
  processes: readonly PaneProcess[],
  frame: Frame,
  configured: AgentId,
  profiles: readonly Profile[],
): Front {
  const front = processes.filter(({ foreground, args }) => foreground && !isShell(args));
  const top = front[0];
  if (!top) return { kind: "shell" };
  const process = { pid: top.pid, start: top.start };
  const agent =
    configured === "auto"
      ? identify(
          front.map(({ args }) => args),
          frame,
          profiles,
        )
      : configured;
  return agent === undefined ? { kind: "stranger", process, args: top.args } : { kind: "agent", process, agent };
}
