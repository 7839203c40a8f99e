// The steps that change something in a pane, as commands. Each is one `if-shell -F`: guard and deed are one step of the
// server, and the word that it prints is the only proof.
// P1. Guard and mark stand in the body that also types. `load-buffer` before it is a step of its own, so each fork has a
//     buffer name of its own: forks that race cannot take each other's text.
// P2. The mark is set before the deed: a step cut in half has typed nothing and ends as unsure, never as typed twice.
// P3. No word printed: in doubt.
// P4. tmux expands formats in the path that `load-buffer` is given, `#(…)` included: the path is relative to the folder.
import { basename, dirname } from "node:path";
import type { EnterOrder, MarkOrder, PasteOrder } from "../../daemon/ports.ts";
import type { PaneId } from "../../machines/ids.ts";
import { formatMark } from "../../machines/mark.ts";
import { TAKES_KEYS, all, isActivity, isCursor, isMark, isPane, isVisible } from "./formats.ts";
import type { Command } from "./run.ts";
import { chain } from "./run.ts";

/** PASTE: prints PASTED, or REFUSED and what stands there. */
export function pasteCommand(order: PasteOrder): Command {
  const { pane } = order.identity;
  const buffer = bufferName(order.claim, order.nonce);
  const guard = [
    isPane(order.identity),
    isMark(order.previousMark),
    isActivity(order.activity),
    isCursor(order.cursor),
    TAKES_KEYS,
  ];
  return {
    folder: dirname(order.spool),
    args: chain(
      ["load-buffer", "-b", buffer, `./${basename(order.spool)}`],
      decide(pane, guard, {
        yes: [
          setMark(pane, formatMark(order.claim, "pasted")),
          `paste-buffer -p -r -d -b ${buffer} -t ${pane}`,
          say("PASTED"),
        ],
        no: [`delete-buffer -b ${buffer}`, refuse(pane)],
      }),
    ),
  };
}

/** ENTER: prints ENTERED, or REFUSED and what stands there. */
export function enterCommand(order: EnterOrder): Command {
  const { pane } = order.identity;
  const [from, to] = order.again ? (["entered", "entered2"] as const) : (["pasted", "entered"] as const);
  const guard = [
    isPane(order.identity),
    isMark(formatMark(order.claim, from)),
    isActivity(order.activity),
    isVisible(order.visible),
    isCursor(order.cursor),
    TAKES_KEYS,
  ];
  return {
    args: decide(pane, guard, {
      yes: [setMark(pane, formatMark(order.claim, to)), `send-keys -t ${pane} Enter`, say("ENTERED")],
      no: [refuse(pane)],
    }),
  };
}

/** VOID, HOLD, CLOSE: prints DONE, or SEEN, 1 if it is that very pane, and the mark that stands there. */
export function markCommand(order: MarkOrder): Command {
  const { pane } = order.identity;
  return {
    args: decide(pane, [isPane(order.identity), isMark(order.from)], {
      yes: [setMark(pane, order.to), say("DONE")],
      no: [`display-message -p -t ${pane} "SEEN ${isPane(order.identity)} #{@drover_task}"`],
    }),
  };
}

export const bufferName = (claim: string, nonce: string): string => `drover-${safe(claim)}-${safe(nonce)}`;

function decide(
  pane: PaneId,
  guard: readonly string[],
  deeds: { readonly yes: readonly string[]; readonly no: readonly string[] },
): readonly string[] {
  return ["if-shell", "-F", "-t", pane, all(guard), deeds.yes.join(" ; "), deeds.no.join(" ; ")];
}

const setMark = (pane: PaneId, mark: string): string => `set-option -p -t ${pane} @drover_task ${safe(mark)}`;
const say = (word: string): string => `display-message -p ${word}`;

/** What people and the log read of a refusal. */
const SEEN = [
  "pane_pid",
  "@drover_task",
  "session_activity",
  "cursor_x",
  "cursor_y",
  "pane_dead",
  "pane_in_mode",
  "pane_input_off",
  "pane_synchronized",
];
const refuse = (pane: PaneId): string =>
  `display-message -p -t ${pane} "REFUSED ${SEEN.map((field) => `${field.replace("@", "")}=#{${field}}`).join(" ")}"`;

/** The door to tmux's command parser (a bug of the caller if it throws). */
function safe(text: string): string {
  if (!/^[a-z0-9:-]+$/.test(text)) throw new Error(`not safe in a tmux command: ${JSON.stringify(text)}`);
  return text;
}
