import { expect, test, vi } from "vitest";
import { eventStream } from "../../server/event-stream.ts";
import { sessionName } from "../../machines/ids.ts";
import { fakeService } from "./fake-service.ts";

/** A stream and its text so far, chunk by chunk. The greeting is taken off. */
async function opened(
  service: ReturnType<typeof fakeService>,
  options: Partial<Parameters<typeof eventStream>[1]> = {},
) {
  const onStalled = vi.fn();
  const reader = eventStream(service, { onStalled, ...options }).getReader();
  const read = async () => new TextDecoder().decode((await reader.read()).value);
  expect(await read()).toBe(": connected\nretry: 2000\n\n");
  return { reader, read, onStalled };
}

const ids = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1]));

test("without a number it begins now; an entry is one event with its number as id", async () => {
  const service = fakeService();
  service.record("old");
  const { read } = await opened(service);
  service.record("new");
  const text = await read();
  expect(text).toMatch(/^id: 2\ndata: \{"seq":2,"at":"2026-02-14T20:00:00.000Z","session":"foundation",.*\}\n\n$/);
});

test("an entry written while the page before it is on its way comes next, once", async () => {
  const service = fakeService();
  service.record("1");
  const { read } = await opened(service, { after: 0 });
  service.record("2");
  const first = ids(await read());
  service.record("3");
  const second = ids(await read());
  expect([...first, ...second].slice(0, 2)).toEqual([1, 2]);
  if (!second.includes(3)) expect(ids(await read())).toEqual([3]);
});

test("a number beyond the journal is of another journal: it begins now", async () => {
  const service = fakeService();
  service.record("1");
  const { read } = await opened(service, { after: 900 });
  service.record("2");
  expect(ids(await read())).toEqual([2]);
});

test("one session's entries alone", async () => {
  const service = fakeService();
  const { read } = await opened(service, { session: sessionName("architect") });
  service.record("1", "foundation");
  service.record("2", "architect");
  expect(ids(await read())).toEqual([2]);
});

test("when all is silent it says that it is alive; who reads that is not cut off", async () => {
  const { read, onStalled } = await opened(fakeService(), { pingEvery: 5 });
  for (let i = 0; i < 5; i++) expect(await read()).toBe(": ping\n\n");
  expect(onStalled).not.toHaveBeenCalled();
});

test("who takes nothing between two pings is cut off, and the journal forgets him", async () => {
  const service = fakeService();
  const { onStalled, reader } = await opened(service, { pingEvery: 5 });
  service.record("1");
  await vi.waitFor(() => expect(onStalled).toHaveBeenCalledOnce());
  expect(service.subscribers()).toBe(0);
  let last = await reader.read();
  while (!last.done) last = await reader.read();
});

test("who leaves is forgotten", async () => {
  const service = fakeService();
  const { reader } = await opened(service);
  expect(service.subscribers()).toBe(1);
  await reader.cancel();
  expect(service.subscribers()).toBe(0);
});
