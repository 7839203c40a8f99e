// The programs that can hand a payload to a unix socket, each as a few lines that the hook's script carries.
// All of them: read the whole input, keep 96 KB of its beginning and 32 KB of its end (the tag of a task stands there),
// send it, wait 150 ms for an answer, and leave in the spool what nobody answered and may be worth something later.

import { PERL_BEHIND_SHELL } from "./perl-program.ts";
import { quoted } from "../quoted.ts";

export type SenderKind = "perl" | "curl" | "python3";

const python3 = String.raw`
import _socket, os, random, select, signal, sys, time
signal.alarm(1)
e = os.environ
body = os.fsencode(sys.argv[3]) if len(sys.argv) > 3 else sys.stdin.buffer.read()
if len(body) > 131072: body = body[:98304] + body[-32768:]
now = int(time.time())
name = "%d-%d-%d" % (now, os.getpid(), random.randrange(10**9))
head = ["POST /api/hooks/" + sys.argv[1] + " HTTP/1.1", "host: drover", "connection: close", "content-type: application/json",
  "content-length: %d" % len(body), "x-drover-id: " + name, "x-drover-event: " + sys.argv[2], "x-drover-parents: " + e["P"],
  "x-drover-tmux: " + e["T"], "x-drover-pane: " + e["W"], "x-drover-at: %d000" % now, "", ""]
text = "\r\n".join(head).encode() + body
answer = b""
try:
  to = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
  to.connect(e["S"])
  to.sendall(text)
  if select.select([to], [], [], 0.15)[0]: answer = to.recv(9)
except OSError: pass
if answer or not e["K"]: sys.exit(0)
os.umask(0o77)
os.makedirs(e["SPOOL"], 0o700, exist_ok=True)
if len(os.listdir(e["SPOOL"])) >= 200: sys.exit(0)
with open(e["SPOOL"] + "/." + name, "wb") as file: file.write(text)
os.rename(e["SPOOL"] + "/." + name, e["SPOOL"] + "/" + name + ".call")`;

/** Shell around it: of a payload too long the end is lost. \`A\`, \`E\`: agent and event; \`C\`: the program. */
const curl = String.raw`
if [ $# -ge 3 ]; then B=$3; else B=$(head -c 131072; cat >/dev/null); fi
N=$(date +%s) I="$N-$$-$PPID"
[ -n "$S" ] && printf '%s' "$B" | "$C" -s -o /dev/null -m 0.25 --unix-socket "$S" -H 'content-type: application/json' \
  -H "x-drover-id: $I" -H "x-drover-event: $2" -H "x-drover-parents: $P" -H "x-drover-tmux: $T" -H "x-drover-pane: $W" \
  -H "x-drover-at: ${"$"}{N}000" --data-binary @- "http://drover/api/hooks/$1" && exit 0
[ -n "$K" ] || exit 0
umask 077
mkdir -p "$SPOOL"
A=$1 E=$2
set -- "$SPOOL"/*.call
[ $# -lt 200 ] || exit 0
printf 'POST /api/hooks/%s HTTP/1.1\r\nx-drover-id: %s\r\nx-drover-event: %s\r\nx-drover-parents: %s\r\nx-drover-tmux: %s\r\nx-drover-pane: %s\r\n\r\n%s' \
  "$A" "$I" "$E" "$P" "$T" "$W" "$B" >"$SPOOL/.$I" && mv "$SPOOL/.$I" "$SPOOL/$I.call"
exit 0`;

/** Shell lines that send with the program in \`$C\`; each ends the script. */
export const SENDING: Readonly<Record<SenderKind, string>> = {
  perl: `exec "$C" -e ${quoted(PERL_BEHIND_SHELL)} -- "$@"`,
  python3: `exec "$C" -S -E -c ${quoted(python3)} "$@"`,
  curl: curl.trim(),
};

export const SENDER_KINDS: readonly SenderKind[] = ["perl", "curl", "python3"];
