// A child that cannot outlive us, by whatever signal we end.
// A `tmux wait-for` of a killed daemon would wait for ever. So a shell stands between: it waits for the end of a pipe
// whose other end only we hold, and the kernel closes that end when we die.
// L1. The shell is the child's parent and collects it only at its own end, so the pid that it kills is never another's.
// L2. A signal to the whole group (Ctrl-C in a terminal, a hang-up) leaves the shell at its post.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { Socket } from "node:net";

export interface Leashed {
  /** The shell; what it prints is the child's, and its output ends when the child does. */
  readonly process: ChildProcess;
  /** Lets go of the leash: a child that still runs is killed, and the shell ends. */
  release(): void;
}

/** The shell gives its own output away, so the end of the output is the end of the child. */
const KEEPER = `trap '' HUP INT QUIT TERM
"$@" 3<&- &
child=$!
exec >/dev/null 2>&1
read -r _ <&3
kill -9 "$child"
wait "$child"`;

export function leashed(command: readonly string[], env: NodeJS.ProcessEnv): Leashed {
  const process = spawn("/bin/sh", ["-c", KEEPER, "drover-leash", ...command], {
    env,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const leash = process.stdio?.[3];
  const release = () => {
    if (leash instanceof Socket) leash.destroy();
  };
  process.stdout?.once("end", release);
  return { process, release };
}
