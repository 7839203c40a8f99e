// The scripted agent of the demo and of the tests: a real program for a terminal, with a composer, turns, a spinner,
// approvals and the awkward habits of real agents. It needs Node and nothing else.
import { demoAgent, type Program } from "./agent/program.ts";
import { journalTo } from "./agent/journal.ts";
import { keyReader } from "./agent/keys.ts";
import { parseScript, type Script } from "./agent/script.ts";
import { openTerminal } from "./agent/terminal.ts";

/** So long a lone Esc waits for the rest of a sequence. */
const ESC_MS = 40;

function main(): void {
  const script = scriptOrExit();
  const journal = journalTo(script.log, script.name);
  const terminal = openTerminal("demo agent");
  const program = demoAgent(script, terminal, journal);
  const reader = keyReader();
  terminal.readEvery(script.slowRead);
  terminal.onBytes((bytes) => {
    program.keys(reader.read(bytes));
    if (reader.isWaiting()) setTimeout(() => program.keys(reader.flush()), ESC_MS);
  });
  terminal.onResize(program.redraw);
  leaveOnSignals(program);
  program.start();
}

function scriptOrExit(): Script {
  try {
    if (!process.stdin.isTTY) throw new Error("it runs in a terminal only");
    return parseScript(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`demo agent: ${error instanceof Error ? error.message : String(error)}\n`);
    return process.exit(2);
  }
}

function leaveOnSignals(program: Program): void {
  for (const signal of ["SIGHUP", "SIGTERM", "SIGINT"] as const) process.on(signal, () => program.leave(signal));
}

main();
