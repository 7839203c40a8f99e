import { expect, it } from "vitest";
import { house, taskIs } from "../e2e/house.ts";
import { waitFor } from "../support/wait.ts";
import { run } from "./beside-daemon.ts";

it("an agent that works says drover done in its pane, and its task is done", { timeout: 40_000 }, async () => {
  const { tmux, pane, data, start } = house(["--work-range", "60000-60000"]);
  const daemon = await start();
  await daemon.service.add({ content: "Take your time" });
  const { currentTask } = await waitFor("the work", () => {
    const session = daemon.service.session("red");
    return session?.work === "working" && session;
  });
  const env = { TMUX: tmux.run("display-message", "-p", "#{socket_path},#{pid},0").trim(), TMUX_PANE: pane };
  expect(await run(["done", "--summary", "early", "--data-dir", data], { env })).toEqual({
    code: 0,
    out: `Reported ${currentTask?.id} as done\n`,
    err: "",
  });
  const task = await taskIs(daemon, "done");
  expect([task.id, task.note]).toEqual([currentTask?.id, expect.stringContaining("early")]);
});
