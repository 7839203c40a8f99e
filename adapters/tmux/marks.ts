// The marks of drover on the panes of a server: what a daemon leaves behind when it ends, and takes away.
// K1. A mark is removed only from the pane, and only as the mark, that was read: guard and deed are one step of the server.
// K2. The reading is answered before the removing is sent, so no older paste of a killed fork can still be on its way to
//     find the pane unmarked again.
import type { PaneIdentity } from "../../machines/frame.ts";
import type { ClaimId } from "../../machines/ids.ts";
import { paneId } from "../../machines/ids.ts";
import { parseMark } from "../../machines/mark.ts";
import { SERVER, all, isMark, isPane, nonce, row } from "./formats.ts";
import { parseServer, rows } from "./parse.ts";
import type { Run } from "./run.ts";
import { chain } from "./run.ts";

export interface MarkedPane {
  readonly identity: PaneIdentity;
  /** As it stands there. */
  readonly raw: string;
  /** Undefined: drover did not write it. */
  readonly claim: ClaimId | undefined;
}

const FIELDS = [...SERVER, "pane_id", "pane_pid", "@drover_task"];
const MARKED = "#{!=:#{@drover_task},}";
const PANES_A_FORK = 40;

/** Every pane with a mark, once; none if there is no server. */
export async function markedPanes(run: Run): Promise<readonly MarkedPane[]> {
  const mine = nonce();
  const ran = await run({ args: ["list-panes", "-a", "-f", MARKED, "-F", row(mine, FIELDS)] });
  if (ran.kind !== "ended") return [];
  const found = rows(ran.out, mine, FIELDS.length).flatMap(parseMarked);
  return found.filter((one, at) => found.findIndex(({ identity }) => identity.pane === one.identity.pane) === at);
}

function parseMarked([pid = "", start = "", pane = "", panePid = "", raw = ""]: readonly string[]) {
  const server = parseServer([pid, start]);
  if (server === undefined) return [];
  return [{ identity: { server, pane: paneId(pane), panePid: Number(panePid) }, raw, claim: parseMark(raw)?.claim }];
}

/** Removes the marks of claims that are over, of this data directory alone; answers how many it meant. */
export async function removeMarks(run: Run, isOver: (claim: ClaimId) => boolean): Promise<number> {
  const over = (await markedPanes(run)).filter(({ claim }) => claim !== undefined && isOver(claim));
  for (let from = 0; from < over.length; from += PANES_A_FORK) {
    await run({ args: chain(...over.slice(from, from + PANES_A_FORK).map(removal)) });
  }
  return over.length;
}

const removal = ({ identity, raw }: MarkedPane): readonly string[] => [
  "if-shell",
  "-F",
  "-t",
  identity.pane,
  all([isPane(identity), isMark(raw)]),
  `set-option -pu -t ${identity.pane} @drover_task`,
];
