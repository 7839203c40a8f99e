import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { testTmux } from "./tmux.ts";
import { waitFor } from "./wait.ts";

test("a test's server is its own and leaves nothing behind", async () => {
  const tmux = testTmux();
  const pane = tmux.open("hello", ["cat"]);
  tmux.run("send-keys", "-t", pane, "x y;z");
  await waitFor("the echo", () => tmux.screen(pane)[0] === "x y;z");
  const path = tmux.run("display-message", "-p", "#{socket_path}").trimEnd();
  await tmux.end();
  expect(existsSync(path)).toBe(false);
  await tmux.end();
});
