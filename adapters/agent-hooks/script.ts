// The command that the agents run: a small program that hands the payload to the daemon's socket. Where there is a Perl it
// is written in that, else in shell.
// X1. It always ends with 0, prints nothing, and takes its whole input: an agent never notices it.
// X2. Without a daemon it ends at once. With one that does not answer it waits 150 ms, and a second at the very most.
// X3. What may prove something later (a prompt, an end) is left in the spool where nobody answered: 200 files of 128 KB.
// X4. It starts one program at most, whichever starts fastest here: a Node of our own would take longer than all the rest.
// X5. The socket is looked up when it runs; only the data directory is baked in.
import type { HookPlaces } from "./places.ts";
import { perlProgram } from "./perl-program.ts";
import { SENDER_KINDS, SENDING } from "./senders.ts";
import type { SenderKind } from "./senders.ts";
import { quoted } from "../quoted.ts";

/** A program that can talk to a unix socket, where it was found at the installation. */
export interface Sender {
  readonly kind: SenderKind;
  readonly path: string;
}

/** Events that may prove something after the fact. */
const KEPT = ["UserPromptSubmit", "BeforeAgent", "Stop", "StopFailure", "notify"];

/** `fastest`: a Perl runs the hook itself; another is used while it is there, and without it any that is found. */
export const hookScript = (dataDir: string, places: HookPlaces, fastest: Sender | undefined): string =>
  fastest?.kind === "perl" && CAN_STAND_IN_A_FIRST_LINE.test(fastest.path)
    ? perlProgram(fastest.path, dataDir, places, KEPT)
    : shellScript(dataDir, places, fastest);

const CAN_STAND_IN_A_FIRST_LINE = /^\/[\w./+-]{1,100}$/;

const shellScript = (dataDir: string, places: HookPlaces, fastest: Sender | undefined): string => `#!/bin/sh
# drover's hook: hands what an agent says to the daemon of this data directory. It prints nothing and always succeeds.
# Arguments: AGENT EVENT [PAYLOAD]; without a payload it is read from standard input.
# Written by "drover hooks install", removed by "drover hooks uninstall".
exec 2>/dev/null
D=${quoted(dataDir)}
SPOOL=${quoted(places.spool)}

# Where the daemon listens: beside its databases, or where its pid file says.
S="$D/drover.sock"
if [ ! -S "$S" ]; then
  S=
  if [ -r "$D/drover.pid" ]; then
    IFS= read -r L <"$D/drover.pid"
    case $L in *'"socket":"'*) S=\${L#*'"socket":"'} S=\${S%%'"'*} ;; esac
    [ -S "$S" ] || S=
  fi
fi

# What may prove something later is kept.
case $2 in ${KEPT.join(" | ")}) K=1 ;; *) K= ;; esac
if [ -z "$S$K" ]; then
  [ $# -ge 3 ] || cat >/dev/null
  exit 0
fi

# Who called: the agent's own shell, and what stands above it.
P=$PPID
if [ -r "/proc/$PPID/stat" ]; then
  IFS= read -r L <"/proc/$PPID/stat"
  L=\${L##*) } L=\${L#* } P="$PPID \${L%% *}"
fi
T=$TMUX W=$TMUX_PANE
case $T in *[!a-zA-Z0-9/._,:@+-]*) T= ;; esac
case $W in %*[!0-9]* | [!%]*) W= ;; esac
export D S SPOOL K P T W

C=${quoted(fastest?.path ?? "")}
X=${fastest?.kind ?? ""}
if [ ! -x "$C" ]; then
  X=
  for X in ${SENDER_KINDS.join(" ")}; do
    C=$(command -v "$X") && break
    X=
  done
fi
case $X in
${SENDER_KINDS.map((kind) => `${kind})\n${SENDING[kind]}\n;;`).join("\n")}
*) [ $# -ge 3 ] || cat >/dev/null ;;
esac
exit 0
`;
