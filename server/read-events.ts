import type { JournalWire } from "./wire/journal.ts";
import { JournalWire as Wire } from "./wire/journal.ts";

/** The entries of an event stream as they come. Ends with the stream; leaving the loop closes it. */
export async function* readEvents(response: Pick<Response, "body">): AsyncGenerator<JournalWire> {
  if (response.body === null) return;
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of response.body) {
    const blocks = (rest + decoder.decode(bytes, { stream: true })).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) yield* entryIn(block);
  }
}

/** Comments (pings) and `retry` carry none. */
function entryIn(block: string): readonly JournalWire[] {
  const data = block.split("\n").find((line) => line.startsWith("data: "));
  return data === undefined ? [] : [Wire.parse(JSON.parse(data.slice("data: ".length)))];
}
