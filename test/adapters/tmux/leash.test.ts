import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { leashed } from "../../../adapters/tmux/leash.ts";
import { waitFor } from "../../support/wait.ts";

const LEASH = new URL("../../../adapters/tmux/leash.ts", import.meta.url).href;
/** A program that keeps a child on a leash, says its pid, and goes on. */
const OWNER = `
import { leashed } from ${JSON.stringify(LEASH)};
const { process: child } = leashed(["sh", "-c", "echo $$; exec sleep 1000"], process.env);
child.stdout.pipe(process.stdout);
setInterval(() => {}, 1000);`;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const SIGNALS = ["SIGKILL", "SIGHUP", "SIGSEGV"] as const;
test.each(SIGNALS)("a child ends with an owner that %s ended", async (signal) => {
  const owner = spawn(process.execPath, ["--input-type=module", "-e", OWNER], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void owner.kill("SIGKILL"));
  const [said] = await once(owner.stdout, "data");
  const child = Number(String(said));
  expect(isAlive(child)).toBe(true);
  owner.kill(signal);
  await waitFor("the end of the child", () => !isAlive(child));
});

test("a hang-up or Ctrl-C of the whole group does not take the keeper away before the child", async () => {
  const owner = spawn(process.execPath, ["--input-type=module", "-e", `process.on("SIGINT", () => {});${OWNER}`], {
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  onTestFinished(() => void owner.kill("SIGKILL"));
  const [said] = await once(owner.stdout, "data");
  const child = Number(String(said));
  process.kill(-(owner.pid ?? 0), "SIGINT");
  owner.kill("SIGKILL");
  await waitFor("the end of the child", () => !isAlive(child));
});

test("what it prints comes through, and its end is the end", async () => {
  const { process: child } = leashed(["sh", "-c", "echo out; echo err >&2"], process.env);
  let [out, err] = ["", ""];
  child.stdout?.on("data", (bytes: Buffer) => (out += bytes.toString()));
  child.stderr?.on("data", (bytes: Buffer) => (err += bytes.toString()));
  await once(child, "close");
  expect([out, err]).toEqual(["out\n", "err\n"]);
});

test("let go, it is killed", async () => {
  const { process: child, release } = leashed(["sh", "-c", "echo $$; exec sleep 1000"], process.env);
  const [said] = await once(child.stdout ?? child, "data");
  release();
  await once(child, "close");
  expect(isAlive(Number(String(said)))).toBe(false);
});

test("let go again and again, before its end and after it, is let go once", async () => {
  const { process: child, release } = leashed(["sh", "-c", "exec sleep 1000"], process.env);
  release();
  release();
  await once(child, "close");
  release();
  const ended = leashed(["true"], process.env);
  ended.process.kill("SIGKILL");
  await once(ended.process, "close");
  ended.release();
});
