import { expect, test } from "vitest";
import { clientFor } from "../../server/client.ts";
import { testApp } from "./app.ts";

const evidence = {
  verdict: "busy",
  sub: null,
  flags: ["queued"],
  because: "codex/working-row",
  line: "• Working (12s)",
  source: "screen",
  at: "2026-02-14T20:00:00.000Z",
  agent: "codex",
  until: null,
  screen: null,
  shown: null,
  near: [],
};

test("the sessions, with what holds for all of them", async () => {
  const answer = await clientFor(testApp().app).api.sessions.$get();
  expect(await answer.json()).toMatchObject({
    sessions: [
      { name: "foundation", session_start: "2026-02-14T18:57:57.000Z", environment: "env_1", port: 8081, evidence },
      { name: "architect", idle_since: "2026-02-14T19:56:00.000Z", evidence: null },
    ],
    count: 2,
    watching: true,
    started_at: "2026-02-14T20:00:00.000Z",
  });
});

test("a session's screen; one without a pane says so", async () => {
  const client = clientFor(testApp().app);
  const shown = await client.api.sessions[":name"].screen.$get({ param: { name: "foundation" } });
  expect(await shown.json()).toEqual({
    session: "foundation",
    at: "2026-02-14T20:00:00.000Z",
    rows: ["• Working (12s)", "", "› "],
    ansi: ["\u001b[1m• Working\u001b[0m (12s)", "", "› "],
    title: "⠙ work",
    command: "node",
    cursor: { x: 2, y: 2, visible: true },
    size: { cols: 80, rows: 3 },
    alternate: false,
  });
  const none = await client.api.sessions[":name"].screen.$get({ param: { name: "architect" } });
  expect([none.status, await none.json()]).toMatchObject([404, { detail: "session architect has no pane now" }]);
});

test("why: what was believed, what a look says now, what nearly matched", async () => {
  const client = clientFor(testApp().app);
  const answer = await client.api.sessions[":name"].why.$get({ param: { name: "foundation" } });
  expect(await answer.json()).toMatchObject({
    session: { name: "foundation", evidence },
    missing: "works on task-1",
    said: [{ channel: "hook", verdict: "busy", heard: "2026-02-14T20:00:00.000Z" }],
    now: {
      state: "idle",
      because: "codex/composer-empty",
      near: [{ rule: "codex/working-row", state: "busy", why: "no row is like it", line: "• Working (12s)" }],
      screen: { title: "⠙ work" },
    },
  });
  const none = await client.api.sessions[":name"].why.$get({ param: { name: "architect" } });
  expect(await none.json()).toMatchObject({ missing: "idle 40 s of 180 s", said: [], now: null });
});

test("a kept screen by its hash", async () => {
  const client = clientFor(testApp().app);
  const kept = await client.api.screens[":hash"].$get({ param: { hash: "a1" } });
  expect(await kept.json()).toMatchObject({ hash: "a1", session: "foundation", rows: ["• Working"] });
  const gone = await client.api.screens[":hash"].$get({ param: { hash: "b2" } });
  expect([gone.status, await gone.json()]).toMatchObject([404, { detail: 'no screen "b2" is kept, or no more' }]);
});

test("a journal has keys in snake_case and times in ISO 8601, at any depth", async () => {
  const { app, service } = testApp();
  service.record("capture");
  service.record("tick", "architect");
  const answer = await clientFor(app).api.sessions[":name"].journal.$get({ param: { name: "foundation" }, query: {} });
  expect(await answer.json()).toEqual({
    entries: [
      {
        seq: 1,
        at: "2026-02-14T20:00:00.000Z",
        session: "foundation",
        kind: "event",
        type: "capture",
        from: "idle",
        to: "busy",
        data: {
          type: "capture",
          at: "2026-02-14T20:00:00.000Z",
          evidence: { verdict: "busy", not_before: "2026-02-14T20:00:00.000Z" },
        },
      },
    ],
    count: 1,
  });
});

test("a journal's last entries, or the first behind a number", async () => {
  const { app, service } = testApp();
  for (let i = 0; i < 5; i++) service.record("tick");
  const journal = clientFor(app).api.journal;
  const seqs = async (query: Parameters<typeof journal.$get>[0]["query"]) => {
    const answer = await journal.$get({ query });
    return answer.ok ? (await answer.json()).entries.map((entry) => entry.seq) : answer.status;
  };
  expect(await seqs({ limit: "2" })).toEqual([4, 5]);
  expect(await seqs({ limit: "2", after: "1" })).toEqual([2, 3]);
  expect(await seqs({ session: "architect" })).toEqual([]);
  expect(await seqs({ session: "nobody" })).toBe(404);
});

test("pause and resume, one and all", async () => {
  const { api } = clientFor(testApp().app);
  const one = { param: { name: "architect" } };
  expect(await (await api.sessions[":name"].pause.$post(one)).json()).toEqual({
    sessions: ["architect"],
    paused: true,
  });
  expect(await (await api.sessions[":name"].resume.$post(one)).json()).toMatchObject({ paused: false });
  expect(await (await api.pause.$post()).json()).toEqual({ sessions: ["foundation", "architect"], paused: true });
  expect(await (await api.resume.$post()).json()).toMatchObject({ paused: false });
});
