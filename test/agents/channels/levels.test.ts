import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hearStream, SILENT_STREAM, wordOfStream } from "../../../agents/channels/opencode.ts";
import { readStatusFile } from "../../../agents/channels/status-file.ts";
import type { News } from "../../../agents/channels/word.ts";
import { paneId } from "../../../machines/ids.ts";

const owner = { process: { pid: 42, start: "777" }, pane: paneId("%5") };
const file = { pid: 42, procStart: "777", tmux: "work:@1.%5", status: "busy", statusUpdatedAt: 1_000 };
const read = (json: unknown, of = owner) => readStatusFile(json, of, 5_000);

describe("Claude Code's status file", () => {
  it.each([
    [{}, { verdict: "busy", at: 1_000, heard: 5_000, because: "claude/status-file", line: "status busy" }],
    [{ status: "idle" }, { verdict: "idle", flags: [] }],
    [{ status: "shell" }, { verdict: "idle", flags: ["background_work"] }],
    [
      { status: "waiting", waitingFor: "permission prompt" },
      { verdict: "waiting", sub: "permission" },
    ],
    [
      { status: "waiting", waitingFor: "input needed" },
      { verdict: "waiting", sub: "question" },
    ],
    [
      { status: "waiting", waitingFor: "dialog open" },
      { verdict: "waiting", sub: "dialog" },
    ],
    [{ status: "compacting" }, { verdict: "unknown", line: "status compacting" }],
    [{ tmux: undefined }, { verdict: "busy" }],
    [{ statusUpdatedAt: 9_999_999 }, { verdict: "busy", at: 5_000 }],
  ])("%j", (change, expected) => {
    expect(read({ ...file, ...change })).toMatchObject({ kind: "word", word: expected });
  });

  it.each([
    ["another process", { pid: 43 }],
    ["a later process with the same pid: the agent was killed and left it", { procStart: "778" }],
    ["a process that it does not date", { procStart: undefined }],
    ["another pane", { tmux: "work:@1.%6" }],
    ["a pane whose number ends alike", { tmux: "work:@1.%15" }],
    ["nothing yet", { status: undefined }],
  ])("is not believed about %s", (_name, change) => {
    expect(read({ ...file, ...change }).kind).toBe("nothing");
  });

  it("dates a process as `ps` does, in other words", () => {
    const mac = { ...owner, process: { pid: 42, start: "Thu Nov 26 18:45:51 2026" } };
    expect(read({ ...file, procStart: "Thu Nov 26 18:45:51 2026" }, mac).kind).toBe("word");
    expect(read({ ...file, procStart: "Thu 26 Nov 18:45:51 2026" }, mac).kind).toBe("word");
    expect(read({ ...file, procStart: "Thu Nov 26 18:47:00 2026" }, mac).kind).toBe("nothing");
  });

  it("never throws, whatever it holds", () => {
    fc.assert(fc.property(fc.anything(), (json) => void read(json)));
  });
});

/** Events one second apart; what is said at the end, and the news. */
function stream(events: readonly (readonly [type: string, properties: Readonly<Record<string, unknown>>])[]) {
  const news: News[] = [];
  let state = SILENT_STREAM;
  events.forEach(([type, properties], index) => {
    const heard = hearStream(state, { type, properties }, index * 1_000);
    state = heard.stream;
    news.push(...heard.news);
  });
  const word = wordOfStream(state, events.length * 1_000);
  return {
    says: word && [word.verdict, word.sub].filter(Boolean).join(" "),
    at: word?.at,
    news: news.map((each) =>
      each.kind === "submitted" ? `submitted ${each.tag}` : `${each.kind} ${each.tags.join()}`,
    ),
  };
}
const status = (type: string, sessionID = "ses_1") => ["session.status", { sessionID, status: { type } }] as const;
const prompt = (text: string, id = "m1", sessionID = "ses_1") =>
  [
    ["message.updated", { info: { id, role: "user", sessionID } }],
    ["message.part.updated", { part: { type: "text", text, messageID: id, sessionID } }],
  ] as const;
const OURS = prompt("do it\n[drover task-1]");
const asked = ["permission.asked", { id: "per_1", sessionID: "ses_1", metadata: { command: "rm x" } }] as const;

describe("opencode's events", () => {
  it("busy, then idle", () => {
    expect(stream([...OURS, status("busy"), status("idle")])).toMatchObject({
      says: "idle",
      news: ["submitted task-1", "ended task-1"],
    });
  });

  it("says since when, not since the last event", () => {
    expect(stream([status("busy"), status("busy"), status("busy")]).at).toBe(0);
  });

  it("waits though its status stays busy, until it is answered", () => {
    expect(stream([status("busy"), asked, status("busy")]).says).toBe("waiting permission");
    expect(stream([status("busy"), asked, ["permission.replied", { requestID: "per_1" }]]).says).toBe("busy");
    expect(stream([status("busy"), asked, status("idle")]).says).toBe("idle");
  });

  it("retries are busy", () => {
    expect(stream([status("retry")]).says).toBe("busy retrying");
  });

  it("a status that nobody knows is not idle", () => {
    expect(stream([status("dreaming")]).says).toBe("busy");
  });

  it("an error fails our turn, an abort interrupts it", () => {
    const broken = (name: string) =>
      stream([...OURS, status("busy"), ["session.error", { sessionID: "ses_1", error: { name } }], status("idle")])
        .news;
    expect(broken("APIError")).toEqual(["submitted task-1", "failed task-1"]);
    expect(broken("MessageAbortedError")).toEqual(["submitted task-1", "interrupted task-1"]);
  });

  it("a subagent at work keeps its parent busy, and its end is not its parent's", () => {
    const child = ["session.created", { info: { id: "ses_2", parentID: "ses_1" } }] as const;
    const began = [...OURS, status("busy"), child, status("busy", "ses_2")];
    expect(stream([...began, status("idle", "ses_2")])).toMatchObject({ says: "busy", news: ["submitted task-1"] });
    const handedDown = prompt("do a part of it\n[drover task-1]", "m2", "ses_2");
    expect(stream([...began, ...handedDown, status("idle", "ses_2")]).news).toEqual(["submitted task-1"]);
  });

  it("what an assistant says is no receipt", () => {
    const part = { type: "text", text: "[drover task-1]", messageID: "m9", sessionID: "ses_1" };
    expect(stream([["message.part.updated", { part }]]).news).toEqual([]);
  });

  it("what was missed before the connection is asked for", () => {
    const snapshot = (properties: Readonly<Record<string, unknown>>) => stream([["drover.snapshot", properties]]).says;
    expect(snapshot({ status: {}, permissions: [] })).toBe("idle");
    expect(snapshot({ status: { ses_1: { type: "busy" } } })).toBe("busy");
    expect(snapshot({ status: { ses_1: { type: "busy" } }, permissions: [asked[1]] })).toBe("waiting permission");
  });

  it("never throws, whatever comes", () => {
    const types = fc.constantFrom(
      "session.status",
      "session.error",
      "permission.asked",
      "message.part.updated",
      "drover.snapshot",
      "__proto__",
    );
    fc.assert(
      fc.property(types, fc.anything(), (type, properties) => void hearStream(SILENT_STREAM, { type, properties }, 0)),
    );
  });
});
