// The journal as server-sent events.
// S1. The journal on disk is the queue: a stream keeps the number of the last entry it sent and nothing else, so nothing
//     is missed between old and new, nothing comes twice, and a slow client costs no memory.
// S2. The subscription only wakes; what is sent is always read behind the cursor.
// S3. A client that takes nothing between two pings is cut off. It may come back with Last-Event-ID.
import type { Service } from "../daemon/service.ts";
import type { SessionName } from "../machines/ids.ts";
import type { JournalEntry } from "../state/ledger/ledger.ts";
import { toJournalWire } from "./wire/journal.ts";

export interface StreamOptions {
  readonly session?: SessionName | undefined;
  /** Number of the last entry that the client has. Absent, or of a journal that is longer than ours: from now on. */
  readonly after?: number | undefined;
  readonly pingEvery?: number | undefined;
  /** Called after the stream failed because of S3: closes the connection, which may be full and so never end by itself. */
  readonly onStalled: () => void;
  /** Called once when the stream is over, however it ended. */
  readonly onEnd?: () => void;
}

const PAGE = 100;

/** The body of an event stream, in bytes. Ends when the client cancels it. */
export function eventStream(service: Service, options: StreamOptions): ReadableStream<Uint8Array> {
  const feed = follow(service, options);
  let timer: NodeJS.Timeout;
  let taken = true;
  let over = false;
  const stop = () => {
    if (over) return;
    over = true;
    clearInterval(timer);
    feed.stop();
    options.onEnd?.();
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encode(": connected\nretry: 2000\n\n"));
      timer = setInterval(() => {
        if (isTaken(controller)) controller.enqueue(encode(": ping\n\n"));
        else if (!taken) cutOff(controller);
        taken = false;
      }, options.pingEvery ?? 15_000).unref();
    },
    async pull(controller) {
      taken = true;
      const page = await feed.next();
      if (page.length > 0) controller.enqueue(encode(page.map(toEvent).join("")));
    },
    cancel: stop,
  });

  function cutOff(controller: ReadableStreamDefaultController): void {
    stop();
    controller.close();
    options.onStalled();
  }
}

/** Pages of the journal behind the cursor; `next` waits while there is none, and answers an empty one after `stop`. */
function follow(service: Service, { session, after }: StreamOptions) {
  const last = service.journal({ limit: 1, end: "newest" })[0]?.seq ?? 0;
  let cursor = Math.min(after ?? last, last);
  let stopped = false;
  let wake = (): void => {};
  const unsubscribe = service.subscribe(() => wake());
  return {
    async next(): Promise<readonly JournalEntry[]> {
      for (;;) {
        if (stopped) return [];
        const page = service.journal({ after: cursor, limit: PAGE, end: "oldest", ...(session && { session }) });
        cursor = page.at(-1)?.seq ?? cursor;
        if (page.length > 0) return page;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    stop() {
      stopped = true;
      unsubscribe();
      wake();
    },
  };
}

const isTaken = (controller: ReadableStreamDefaultController): boolean => (controller.desiredSize ?? 0) > 0;

const toEvent = (entry: JournalEntry): string => `id: ${entry.seq}\ndata: ${JSON.stringify(toJournalWire(entry))}\n\n`;

const encoder = new TextEncoder();
const encode = (text: string): Uint8Array => encoder.encode(text);
