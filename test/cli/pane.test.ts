import { describe, expect, it } from "vitest";
import { claimId, sessionName, taskId } from "../../machines/ids.ts";
import { tmuxForTest } from "../support/tmux.ts";
import type { TestTmux } from "../support/tmux.ts";
import { besideDaemon } from "./beside-daemon.ts";

const { ask, dataDir, service } = besideDaemon();

/** A pane on a server of its own, and what a program in it finds in its environment. */
function paneOn(tmux: TestTmux): { readonly pane: string; readonly env: Readonly<Record<string, string>> } {
  const pane = tmux.open("work", ["cat"]);
  const server = tmux.run("display-message", "-p", "#{socket_path},#{pid},0").trim();
  return { pane, env: { TMUX: server, TMUX_PANE: pane } };
}

const mark = (tmux: TestTmux, pane: string, text: string) =>
  tmux.run("set-option", "-p", "-t", pane, "@drover_task", text);

describe("inside a pane, a report without a task", () => {
  it("is about the task that was typed into this very pane", async () => {
    const tmux = tmuxForTest();
    const { pane, env } = paneOn(tmux);
    mark(tmux, pane, "c-1:entered");
    holds("c-1", "task-1");
    expect(await ask(["done"], { env })).toEqual({ code: 0, out: "Reported task-1 as done\n", err: "" });
  });

  it("is refused where nothing was typed, and where it is over", async () => {
    const tmux = tmuxForTest();
    const { pane, env } = paneOn(tmux);
    const expected = {
      code: 2,
      out: "",
      err: `drover: done: pane ${pane} has no task of drover's; name the task meant\n`,
    };
    expect(await ask(["done"], { env })).toEqual(expected);
    mark(tmux, pane, "c-1:closed");
    expect(await ask(["done"], { env })).toEqual(expected);
  });

  it("is refused where another daemon's task stands: the same pane id on another tmux server", async () => {
    const tmux = tmuxForTest();
    const { pane, env } = paneOn(tmux);
    mark(tmux, pane, "c-of-another:entered");
    holds("c-1", "task-1");
    expect(await ask(["fail"], { env })).toEqual({
      code: 2,
      out: "",
      err: `drover: fail: no session of ${dataDir()} holds the task of pane ${pane}; give the --data-dir\n`,
    });
  });

  it("is refused for the general prompt", async () => {
    const tmux = tmuxForTest();
    const { pane, env } = paneOn(tmux);
    mark(tmux, pane, "c-2:entered");
    holds("c-2", undefined);
    expect(await ask(["done"], { env })).toEqual({
      code: 2,
      out: "",
      err: "drover: done: foundation works on the general prompt, which ends without a report\n",
    });
  });
});

/** The first session holds this claim. */
function holds(claim: string, task: string | undefined): void {
  const [first, ...rest] = service().sessions();
  if (!first) throw new Error("no session");
  const { currentTask: _task, ...bare } = first;
  const held = {
    ...bare,
    name: sessionName("foundation"),
    claim: claimId(claim),
    ...(task === undefined ? {} : { currentTask: { id: taskId(task), content: "mend the fence", priority: 80 } }),
  };
  Object.assign(service(), { sessions: () => [held, ...rest] });
}
