import { describe, expect, it } from "vitest";
import { whose } from "../../../daemon/channels/whose.ts";
import type { Origin, Place } from "../../../daemon/channels/whose.ts";
import type { PaneProcess } from "../../../daemon/ports.ts";
import { paneId, sessionName } from "../../../machines/ids.ts";

const red = sessionName("red");
const blue = sessionName("blue");
const place = (
  session: typeof red,
  pane: string,
  panePid: number,
  agent: number,
  tags: readonly string[] = [],
): Place => ({
  session,
  spot: { serverPid: 100, pane: paneId(pane), panePid },
  process: { pid: agent, start: `t${agent}` },
  tags,
});
const PLACES = [place(red, "%1", 11, 12, ["task-1"]), place(blue, "%2", 21, 22)];

const chain = (...pids: readonly (number | readonly [number, string])[]): readonly PaneProcess[] =>
  pids.map((each) => {
    const [pid, args] = typeof each === "number" ? [each, `p${each}`] : each;
    return { pid, start: `t${pid}`, parent: 0, args, foreground: true };
  });
const origin = (change: Partial<Origin>): Origin => ({
  tag: undefined,
  conversation: undefined,
  above: [],
  shared: undefined,
  tmux: "/tmp/tmux-0/default,100,0",
  pane: "%1",
  ...change,
});
const APP_SERVER = /\sapp-server(\s|$)/;
const ask = (change: Partial<Origin>, places = PLACES) => {
  const found = whose(origin(change), places, new Map([["conv-b", blue]]));
  return found.kind === "session" ? `${found.session} by ${found.by}` : "nobody";
};

describe("a hook belongs to", () => {
  it.each<[string, Partial<Origin>, string]>([
    ["the session whose task it names", { tag: "task-1", above: chain(90) }, "red by tag"],
    ["the session whose agent stands above it", { above: chain(90, 22, 21) }, "blue by process"],
    [
      "the session whose pane stands above it, before its agent was seen",
      { above: chain(90, 91, 21) },
      "blue by process",
    ],
    ["the innermost pane", { above: chain(90, 22, 21, 12, 11) }, "blue by process"],
    ["not to a later process with the agent's pid", { above: [{ ...chain(22)[0]!, start: "later" }] }, "nobody"],
    ["the session its conversation belongs to", { conversation: "conv-b", above: chain(90) }, "blue by conversation"],
    ["the pane, while processes cannot be read", { pane: "%2" }, "blue by pane"],
    ["nobody, if the pane is another server's", { tmux: "/tmp/tmux-0/other,101,0" }, "nobody"],
    ["nobody, if no pane is above it, whatever TMUX_PANE says", { above: chain(90, 1) }, "nobody"],
    ["nobody outside tmux", { tmux: "", pane: "" }, "nobody"],
    [
      "the agent it ran in, where somebody pasted another's task",
      { tag: "task-1", above: chain(90, 22) },
      "blue by process",
    ],
  ])("%s", (_name, change, expected) => {
    expect(ask(change)).toBe(expected);
  });
});

describe("under a process that serves many panes", () => {
  const above = chain(90, [80, "/x/codex app-server --listen unix://"], 12, 11);
  it.each<[string, Partial<Origin>, string]>([
    ["the pane that started it says nothing", { above, shared: APP_SERVER }, "nobody"],
    ["nor does TMUX_PANE while processes cannot be read", { shared: APP_SERVER }, "nobody"],
    ["the task does", { above, shared: APP_SERVER, tag: "task-1" }, "red by tag"],
    ["the conversation does", { above, shared: APP_SERVER, conversation: "conv-b" }, "blue by conversation"],
    [
      "without it the processes do",
      { above: chain(90, [12, "codex --no-daemon"]), shared: APP_SERVER },
      "red by process",
    ],
  ])("%s", (_name, change, expected) => {
    expect(ask(change)).toBe(expected);
  });
});

it("a session that nobody has looked at yet is known by its task", () => {
  const unseen: Place = { session: red, spot: undefined, process: undefined, tags: ["task-1"] };
  expect(ask({ tag: "task-1" }, [unseen])).toBe("red by tag");
  expect(ask({}, [unseen])).toBe("nobody");
});
