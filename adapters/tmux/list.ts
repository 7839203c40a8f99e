import type { Listing } from "../../daemon/ports.ts";
import { LISTED, SERVER, nonce, row } from "./formats.ts";
import { parsePaneRow, parseServer, rows } from "./parse.ts";
import type { Run } from "./run.ts";
import { chain } from "./run.ts";

/** Every pane of the server, once for each session that shows it. */
export async function list(run: Run): Promise<Listing> {
  const server = nonce();
  const panes = nonce();
  const ran = await run({
    args: chain(["display-message", "-p", row(server, SERVER)], ["list-panes", "-a", "-F", row(panes, LISTED)]),
  });
  if (ran.kind !== "ended") return ran;
  const identity = parseServer(rows(ran.out, server, SERVER.length)[0] ?? []);
  if (identity === undefined) return { kind: "in doubt", why: ran.err.trim() || "tmux answered without a word" };
  return { kind: "panes", server: identity, panes: rows(ran.out, panes, LISTED.length).map(parsePaneRow) };
}
