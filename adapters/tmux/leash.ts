// A child that cannot outlive us, by whatever signal we end.
// A `tmux wait-for` of a killed daemon would wait for ever. So a shell stands between: it waits for the end of a pipe
// whose other end only we hold, and the kernel closes that end when we die.
// L1. The shell is the child's parent and collects it only at its own end, so the pid that it kills is never another's.
//     (What bounds the farewell is ended as soon as that has ended.)
// L2. A signal to the whole group (Ctrl-C in a terminal, a hang-up) leaves the shell at its post.
// L3. Alone in the world, it says farewell before it kills: up to tmux 3.5a a `wait-for` whose client is killed stays in the
//     server for good, 4 KB each; one that is let off does not. A server that does not answer is waited for 2 s.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { Socket } from "node:net";
import { quoted } from "../quoted.ts";

export interface Leashed {
  /** The shell; what it prints is the child's, and its output ends when the child does. */
  readonly process: ChildProcess;
  /** Lets go of the leash: a child that still runs is killed, without a farewell, and the shell ends. */
  release(): void;
}

/** The shell gives its own output away, so the end of the output is the end of the child. */
const KEEPER = `trap '' HUP INT QUIT TERM
farewell=$1
shift
"$@" 3<&- &
child=$!
exec >/dev/null 2>&1
if ! read -r _ <&3; then
  eval "$farewell" &
  last=$!
  { sleep 2; kill -9 "$last"; } &
  bound=$!
  wait "$last"
  kill -9 "$bound"
fi
kill -9 "$child"
wait "$child"`;

export function leashed(
  command: readonly string[],
  env: NodeJS.ProcessEnv,
  farewell: readonly string[] = ["true"],
): Leashed {
  const process = spawn("/bin/sh", ["-c", KEEPER, "drover-leash", farewell.map(quoted).join(" "), ...command], {
    env,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const leash = process.stdio?.[3];
  const release = () => {
    if (leash instanceof Socket && !leash.writableEnded) leash.end("let go\n");
  };
  // A shell that is gone already reads no word.
  leash?.on("error", () => {});
  process.stdout?.once("end", release);
  return { process, release };
}
