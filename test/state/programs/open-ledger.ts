// Opens the ledger named, writes one note, says what came of it.
import { argv, stdout } from "node:process";
import { sessionName } from "../../../machines/ids.ts";
import { openLedger } from "../../../state/ledger/open-ledger.ts";

const opened = openLedger(argv[2] ?? "");
if (opened.kind === "open") {
  opened.ledger.note(sessionName("mary"), "start", { pid: process.pid }, Date.now());
  opened.ledger.close();
}
stdout.write(`${opened.kind}\n`);
