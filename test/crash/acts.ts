// What the world does to agents while a daemon is dead or frozen. Each resolves when it has come to pass.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "../support/wait.ts";
import type { Life } from "./life.ts";
import type { Town, TownAgent } from "./town.ts";

/** It reads nothing any more, as one that is very slow. */
export const stall = (agent: TownAgent): void => void process.kill(agent.pid(), "SIGSTOP");
export const goOn = (agent: TownAgent): void => void process.kill(agent.pid(), "SIGCONT");

/** Its process dies, its shell starts another. */
export async function restart(agent: TownAgent): Promise<void> {
  const before = agent.pid();
  process.kill(before, "SIGKILL");
  await waitFor("the restarted agent", () => agent.pid() !== before);
}

/** Its process dies and its shell starts no other until it is told to; answers how to tell it. */
export function vanish(agent: TownAgent): () => void {
  const comeBack = agent.stayAway();
  process.kill(agent.pid(), "SIGKILL");
  return comeBack;
}

/** A dialog opens over the composer. */
export async function openDialog(agent: TownAgent): Promise<void> {
  process.kill(agent.pid(), "SIGUSR1");
  await waitFor("the dialog", () => agent.log().at(-1)?.ev === "asked");
}

/** The second agent is in a dialog, so that the first gets the task; answers the second. */
export async function busyAtFirst(town: Town): Promise<TownAgent> {
  const [, second] = town.agents;
  if (!second) throw new Error("no second agent");
  await openDialog(second);
  return second;
}

/** Another program types into the composer; answers how to clear it: the caret is then where it was. */
export async function draft(agent: TownAgent, town: Town): Promise<() => Promise<unknown>> {
  const caret = () => town.tmux.run("display-message", "-p", "-t", agent.pane, "#{cursor_x},#{cursor_y}");
  const before = caret();
  town.tmux.run("send-keys", "-t", agent.pane, "-l", "half");
  town.typed.push("half");
  await shows(agent, town, "demo> half");
  return async () => {
    process.kill(agent.pid(), "SIGUSR2");
    await shows(agent, town, "demo> Ask me anything");
    await waitFor("the caret", () => caret() === before);
  };
}

/** Until it has asked for leave. */
export const asked = (agent: TownAgent): Promise<unknown> =>
  waitFor("the question", () => agent.log().some(({ ev }) => ev === "asked"));

/** Another program answers it; no key of a person, as tmux counts them. */
export async function closeDialog(agent: TownAgent, town: Town): Promise<void> {
  town.tmux.run("send-keys", "-t", agent.pane, "1");
  await waitFor("the dialog's end", () => agent.log().at(-1)?.ev === "answered");
}

/** Its child that types is held up, and lives on. */
export async function killedWhileItTypes(life: Life, town: Town): Promise<void> {
  town.hold(life.number);
  await town.underWay(life.number);
  await life.kill();
}

/** All that the ledger remembered is gone. */
export function loseLedger(town: Town): void {
  for (const end of ["", "-wal", "-shm"]) rmSync(join(town.data, `state.db${end}`), { force: true });
}

/** Until the agent's screen shows it. */
export const shows = (agent: TownAgent, town: Town, text: string): Promise<unknown> =>
  waitFor(`${JSON.stringify(text)} on the screen`, () =>
    town.tmux.screen(agent.pane).some((row) => row.includes(text)),
  );
