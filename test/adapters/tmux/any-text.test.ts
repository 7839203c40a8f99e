// Any text whatever either arrives byte for byte at a program in a pane, or is refused with a reason.
// DROVER_RUNS sets how many; DROVER_TMUX which tmux.
import fc from "fast-check";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../adapters/clock.ts";
import { fileSpool } from "../../../adapters/spool.ts";
import { tmuxServer } from "../../../adapters/tmux/server.ts";
import { claimId, paneId } from "../../../machines/ids.ts";
import { deliveredText } from "../../../orchestrator/brief.ts";
import { checkTaskText, MAX_TEXT_BYTES } from "../../../orchestrator/text.ts";
import { tmuxForTest } from "../../support/tmux.ts";
import { waitFor } from "../../support/wait.ts";
import { written } from "../../support/written.ts";

const RUNS = Number(process.env["DROVER_RUNS"] ?? 60);
const RECEIVER = new URL("../../fake-agents/raw-receiver.ts", import.meta.url).pathname;

/** What breaks one way of sending or another. */
const HOSTILE = [
  "\u001b[201~",
  "\u001b[200~",
  "\u009b201~",
  "\u001b]2;x\u0007",
  "\r",
  "\r\n",
  "\n\n",
  "\t",
  "\u0000",
  "\u0003",
  "\u007f",
  "#{pid}",
  "#(touch x)",
  "#[fg=red]",
  "##",
  ";",
  " ;",
  "\\;",
  "-dash",
  "=x",
  "%1",
  "a:b.c",
  "{",
  "}",
  "'",
  '"',
  "`id`",
  "$(id)",
  "${HOME}",
  "~root",
  "\\",
  "\u202e",
  "\u2066",
  "\u200b",
  "\ufeff",
  "\u2028",
  "\ud800",
  "\udfff",
  "é",
  "漢",
  "👩‍👩‍👧",
  "[drover task-00000000]",
];

/** Pieces of any kind: every code point, halves of characters among them, and what is known to break something. */
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)) },
);
const mixed = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
/** The same without what is refused, so that most of it is sent. */
const sendable = mixed.map((text) => text.replaceAll(/[\p{Cc}\p{Cs}]/gu, (sign) => (sign === "\n" ? sign : "")));
const large = fc
  .tuple(sendable, fc.integer({ min: 0, max: MAX_TEXT_BYTES + 100 }))
  .map(([text, bytes]) => text + "0123456789 wörd;\n".repeat(Math.ceil(bytes / 18)));
const anyText = fc.oneof(
  { weight: 6, arbitrary: sendable },
  { weight: 3, arbitrary: mixed },
  { weight: 1, arbitrary: large },
);

test("any text arrives byte for byte, or is refused with a reason", { timeout: 60_000 + RUNS * 2_000 }, async () => {
  const panes = { plain: await pane(""), bracketed: await pane(BRACKETED) };
  const seen = { sent: 0, refused: 0 };
  const property = fc.asyncProperty(anyText, fc.constantFrom("plain", "bracketed"), async (raw, kind) => {
    const checked = checkTaskText(raw);
    if (checked.kind === "refused") {
      seen.refused += 1;
      expect(checked.why).toMatch(/^The task text .+\.$/);
      return;
    }
    seen.sent += 1;
    const text = deliveredText(checked.text, "task-1a2b3c4d");
    // Nothing in it acts in a terminal, ends the paste before its end, or is Enter.
    expect(text.replaceAll(/[\t\n]/g, "")).not.toMatch(/\p{Cc}/u);
    const around = kind === "plain" ? ["", ""] : ["\u001b[200~", "\u001b[201~"];
    expect(await panes[kind](Buffer.byteLength(around.join(text)), text)).toEqual(Buffer.from(around.join(text)));
  });
  await fc.assert(property, { numRuns: RUNS, interruptAfterTimeLimit: 50_000 + RUNS * 1_900 });
  expect(Math.min(seen.sent, seen.refused)).toBeGreaterThan(0);
});

/** Asks the terminal to put signs around what is pasted, as agents do. */
const BRACKETED = "\u001b[?2004h";

/** A raw receiver that puts this on its screen; answers how to paste a text and get those so many bytes that arrive. */
async function pane(screen: string): Promise<(length: number, text: string) => Promise<Buffer>> {
  const home = mkdtempSync(join(tmpdir(), "drover-text-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const tmux = tmuxForTest();
  const log = join(home, "log");
  const id = paneId(tmux.open("s", [process.execPath, RECEIVER, log, `${screen}ready`]));
  const server = tmuxServer({ socket: tmux.socket, dataDirHash: "text", clock: systemClock() });
  const spool = fileSpool(join(home, "spool"));
  await waitFor("the receiver", () => existsSync(log) && tmux.screen(id)[0] === "ready");
  const look = () => waitFor("the pane", async () => (await server.look([id])).get(id));
  let sent = 0;
  return async (length, text) => {
    const { facts, frame } = await look();
    const before = readFileSync(log).length;
    const claim = claimId(`c${(sent += 1)}`);
    const order = {
      identity: facts.identity,
      claim,
      previousMark: facts.mark,
      activity: facts.activity,
      cursor: frame.cursor,
      spool: written(await spool.write(claim, text)),
      nonce: "n",
    };
    expect(await server.paste(order)).toEqual({ kind: "done" });
    await waitFor("all of it", () => readFileSync(log).length >= before + length);
    // Whatever came behind it would be a stray byte of the next.
    return readFileSync(log).subarray(before);
  };
}
