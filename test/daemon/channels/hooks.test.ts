// Hooks heard: voices over fake processes, everything else as in the daemon.
import { describe, expect, it } from "vitest";
import { makeHooks } from "../../../daemon/channels/hooks.ts";
import { makeVoices } from "../../../daemon/channels/voices.ts";
import type { AgentChannel, ChannelReport, HookCall, PaneProcess } from "../../../daemon/ports.ts";
import type { News } from "../../../agents/channels/word.ts";
import { sessionName } from "../../../machines/ids.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { sight } from "../sight.ts";

const red = sessionName("red");
const LOOK = sight().look;
const CLAUDE = { pid: 42, start: "t42" };

/** pid → args and parent; the pane's first process is 4. */
const FAMILY: Readonly<Record<number, readonly [args: string, parent: number]>> = {
  4: ["bash", 1],
  42: ["claude", 4],
  50: ["/bin/sh -c sh drover-hook", 42],
  60: ["bash -c claude -p x", 42],
  61: ["claude -p x", 60],
  62: ["/bin/sh -c sh drover-hook", 61],
  70: ["claude", 4],
  71: ["/bin/sh -c sh drover-hook", 70],
};
const above = async (pid: number): Promise<readonly PaneProcess[]> => {
  const found: PaneProcess[] = [];
  for (let next = pid, row = FAMILY[next]; row; next = row[1], row = FAMILY[next]) {
    found.push({ pid: next, start: `t${next}`, parent: row[1], args: row[0], foreground: true });
  }
  return found;
};

function ears() {
  const clock = manualClock();
  const news: News[] = [];
  const woken: string[] = [];
  let report: (report: ChannelReport) => void = () => {};
  let followed = 0;
  const file: AgentChannel = {
    follow: (_agent, tell) => {
      report = tell;
      followed += 1;
      return { refresh: async () => {}, stop: () => void (followed -= 1) };
    },
  };
  const voices = makeVoices({
    clock,
    channels: new Map([["status-file", file]]),
    onNews: (_session, _agent, all) => void news.push(...all),
    onChange: (session) => void woken.push(session),
  });
  const hooks = makeHooks({
    clock,
    processes: { above, below: async () => [], identify: async () => undefined, isAlive: () => true },
    voices,
    sessions: () => [red],
    tagsOf: () => ["task-1"],
  });
  let ids = 0;
  const call = (name: string, payload: object, change: Partial<HookCall> = {}) =>
    hooks.hear({
      agent: "claude",
      name,
      body: JSON.stringify({ session_id: "s1", ...payload }),
      id: `id-${(ids += 1)}`,
      parents: [50],
      tmux: "",
      pane: "",
      ...change,
    });
  const says = () => voices.said(red).words.map(({ channel, verdict }) => `${channel} ${verdict}`);
  return {
    clock,
    voices,
    call,
    says,
    news,
    woken,
    report: (said: ChannelReport) => report(said),
    reporter: () => report,
    followed: () => followed,
  };
}

describe("a hook", () => {
  it("is heard, wakes the watch once, and once more when something else is said", async () => {
    const { voices, call, says, woken } = ears();
    voices.looked(red, LOOK, "claude", CLAUDE);
    expect(await call("UserPromptSubmit", { prompt: "a", prompt_id: "p1" })).toMatchObject({
      kind: "heard",
      by: "process",
    });
    expect([says(), woken.length]).toEqual([["hook busy"], 1]);
    await call("Stop", { prompt_id: "p1", background_tasks: [] });
    expect([says(), woken.length]).toEqual([["hook idle"], 2]);
  });

  it("that comes twice, through the socket and the spool, is heard once", async () => {
    const { voices, call, news } = ears();
    voices.looked(red, LOOK, "claude", CLAUDE);
    const submit = () => call("UserPromptSubmit", { prompt: "[drover task-1]", prompt_id: "p1" }, { id: "same" });
    expect([(await submit()).kind, (await submit()).kind, news.length]).toEqual(["heard", "ignored", 1]);
  });

  it("of an agent that this agent runs as a tool is not its own", async () => {
    const { voices, call, says } = ears();
    voices.looked(red, LOOK, "claude", CLAUDE);
    await call("UserPromptSubmit", { prompt: "a", prompt_id: "p1" });
    const inner = await call("Stop", { session_id: "s2", prompt_id: "p9" }, { parents: [62] });
    expect([inner, says()]).toEqual([{ kind: "ignored", why: "it is an agent's that this agent runs" }, ["hook busy"]]);
  });

  it("of another agent than the one in front is not its own", async () => {
    const { voices, call } = ears();
    voices.looked(red, LOOK, "codex", CLAUDE);
    expect(await call("Stop", {})).toEqual({ kind: "ignored", why: "the agent in front is codex" });
  });

  it("of an agent that nobody has seen in front yet makes the earlier one's words void", async () => {
    const { voices, call, says } = ears();
    voices.looked(red, LOOK, "claude", CLAUDE);
    await call("UserPromptSubmit", { prompt: "a", prompt_id: "p1" });
    await call("Stop", { prompt_id: "p7" }, { parents: [71] });
    expect([says(), voices.isUnseen(red)]).toEqual([["hook idle"], true]);
    voices.looked(red, LOOK, "claude", { pid: 70, start: "t70" });
    expect([says(), voices.isUnseen(red)]).toEqual([["hook idle"], false]);
  });

  it("that says when it was made is as old as it says, if that is long ago", async () => {
    const { voices, call, clock } = ears();
    voices.looked(red, LOOK, "claude", CLAUDE);
    const long = clock.now() - 60_000;
    await call("UserPromptSubmit", { prompt: "a" }, { at: long });
    expect(voices.said(red).words[0]?.at).toBe(long);
    await call("UserPromptSubmit", { prompt: "b" }, { at: clock.now() - 900 });
    expect(voices.said(red).words[0]?.at).toBe(clock.now());
  });

  it("is heard in the order in which it came, though its parents take time to be read", async () => {
    const { voices, call, says } = ears();
    voices.looked(red, LOOK, "claude", CLAUDE);
    await Promise.all([call("UserPromptSubmit", { prompt: "a", prompt_id: "p" }), call("Stop", { prompt_id: "p" })]);
    expect(says()).toEqual(["hook idle"]);
  });
});

describe("who is in front", () => {
  const busy = { pid: 42, procStart: "t42", tmux: "x:@1.%3", status: "busy" };

  it("is followed while he is there, and what he said goes with him", () => {
    const { voices, says, report, followed } = ears();
    voices.looked(red, LOOK, "claude", CLAUDE);
    report({ kind: "said", payload: busy, process: CLAUDE });
    expect([says(), followed()]).toEqual([["status-file busy"], 1]);
    voices.looked(red, LOOK, "claude", CLAUDE);
    expect([says(), followed()]).toEqual([["status-file busy"], 1]);
    voices.looked(red, LOOK, "claude", { pid: 42, start: "a later one" });
    expect([says(), followed()]).toEqual([[], 1]);
    voices.looked(red, LOOK, undefined, undefined);
    expect([says(), followed()]).toEqual([[], 0]);
  });

  it("a report that comes late is nobody's", () => {
    const { voices, says, report, reporter } = ears();
    voices.looked(red, LOOK, "claude", CLAUDE);
    const late = reporter();
    voices.looked(red, LOOK, "claude", { pid: 43, start: "t43" });
    late({ kind: "said", payload: { ...busy, pid: 43, procStart: "t43" }, process: { pid: 43, start: "t43" } });
    expect(says()).toEqual([]);
    voices.gone(red);
    report({ kind: "said", payload: busy, process: CLAUDE });
    expect(says()).toEqual([]);
  });

  it("a file that says the same again wakes nobody", () => {
    const { voices, report, woken, clock } = ears();
    voices.looked(red, LOOK, "claude", CLAUDE);
    const since = { ...busy, statusUpdatedAt: clock.now() };
    report({ kind: "said", payload: since, process: CLAUDE });
    clock.advance(5_000);
    report({ kind: "said", payload: since, process: CLAUDE });
    report({ kind: "alive" });
    expect(woken).toEqual(["red"]);
  });
});
