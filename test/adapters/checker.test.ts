import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { boundedText } from "../../adapters/check/bounded-text.ts";
import { systemChecker } from "../../adapters/check/checker.ts";
import { systemProcesses } from "../../adapters/processes/processes.ts";
import type { CheckOrder } from "../../daemon/ports/checker.ts";
import type { ProcessIdentity } from "../../machines/frame.ts";
import { waitFor } from "../support/wait.ts";

const SLOW = { timeout: 30_000 };
const processes = systemProcesses();
const checker = systemChecker(processes);

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "drover-check-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const check = (command: CheckOrder["command"], more: Partial<CheckOrder> = {}) =>
  checker.run({
    command,
    directory: more.directory ?? folder(),
    environment: {},
    timeout: 20_000,
    begun: async () => {},
    ...more,
  });

const isAlive = (pid: number): boolean => {
  try {
    return (
      process.kill(pid, 0) &&
      !execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).startsWith("Z")
    );
  } catch {
    return false;
  }
};

describe("a check", () => {
  it("tells the code and keeps what was said, both streams", SLOW, async () => {
    expect(await check(["sh", "-c", "echo out; echo err >&2; exit 3"])).toMatchObject({
      kind: "ended",
      code: 3,
      output: expect.stringMatching(/out\n[^]*err|err\n[^]*out/),
    });
    expect(await check("true && exit 0")).toMatchObject({ kind: "ended", code: 0 });
  });

  it("given as a list is read by no shell", SLOW, async () => {
    const words = ["printf", "%s|", "a b", "$HOME", "`x`", "it's", ""];
    expect(await check(words)).toMatchObject({ code: 0, output: "a b|$HOME|`x`|it's||" });
  });

  it("runs in its directory, with its environment, outside of any pane, with nothing to read", SLOW, async () => {
    const directory = folder();
    const environment = { DROVER_PORT: "42000" };
    const ran = await check('pwd -P; echo "$DROVER_PORT[$TMUX$TMUX_PANE]"; cat', { directory, environment });
    expect(ran).toMatchObject({
      code: 0,
      output: `${execFileSync("pwd", ["-P"], { cwd: directory, encoding: "utf8" })}42000[]\n`,
    });
  });

  it("that takes too long is ended with all it began", SLOW, async () => {
    const directory = folder();
    const ran = await check("sleep 60 & echo $! > child; sleep 60", { directory, timeout: 700 });
    expect(ran).toMatchObject({ kind: "timed out" });
    expect(isAlive(Number(readFileSync(join(directory, "child"), "utf8")))).toBe(false);
  });

  it("that leaves something running ends all the same, and so does what it left", SLOW, async () => {
    const directory = folder();
    expect(await check("sleep 60 & echo $! > child; exit 0", { directory })).toMatchObject({ kind: "ended", code: 0 });
    expect(isAlive(Number(readFileSync(join(directory, "child"), "utf8")))).toBe(false);
  });

  it("in a directory that is not there was not started", SLOW, async () => {
    expect(await check("true", { directory: "/nowhere/at/all" })).toMatchObject({ kind: "not started" });
  });

  it("does nothing before it was written down which process it is", SLOW, async () => {
    const directory = folder();
    let known: ProcessIdentity | undefined;
    const ran = await check("touch began", {
      directory,
      begun: async (identity) => {
        known = identity;
        expect(isAlive(identity.pid)).toBe(true);
        await new Promise((resolve) => setTimeout(resolve, 300));
        expect(existsSync(join(directory, "began"))).toBe(false);
      },
    });
    expect(ran).toMatchObject({ code: 0 });
    expect(known).toMatchObject({ pid: expect.any(Number) });
  });

  it("whose daemon dies before that never runs", SLOW, async () => {
    const directory = folder();
    const program = join(directory, "die.ts");
    const root = join(import.meta.dirname, "../..");
    writeFileSync(
      program,
      `import { systemChecker } from ${JSON.stringify(join(root, "adapters/check/checker.ts"))};
import { systemProcesses } from ${JSON.stringify(join(root, "adapters/processes/processes.ts"))};
void systemChecker(systemProcesses()).run({ command: "touch began", directory: ${JSON.stringify(directory)},
  environment: {}, timeout: 60_000, begun: ({ pid }) => { console.log(pid); return new Promise(() => {}); } });`,
    );
    const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
    const pid = await new Promise<number>((resolve) =>
      child.stdout.once("data", (text: Buffer) => resolve(Number(String(text)))),
    );
    child.kill("SIGKILL");
    await waitFor("the gate to close", () => !isAlive(pid));
    expect(existsSync(join(directory, "began"))).toBe(false);
  });

  it("is called off with all others", SLOW, async () => {
    const own = systemChecker(processes);
    const order = {
      command: "sleep 60",
      directory: folder(),
      environment: {},
      timeout: 60_000,
      begun: async () => own.callOff(),
    };
    expect(await own.run(order)).toEqual({ kind: "called off" });
  });
});

describe("what an earlier life left", () => {
  it("is ended; what only has its number is not", SLOW, async () => {
    const child = spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
    onTestFinished(() => void child.kill("SIGKILL"));
    const identity = await waitFor("its identity", () => processes.identify(child.pid ?? 0));
    await checker.endLeft({ ...identity, start: "another time" });
    expect(isAlive(identity.pid)).toBe(true);
    await checker.endLeft(identity);
    expect(isAlive(identity.pid)).toBe(false);
  });
});

describe("output without end", () => {
  it("keeps its beginning and its end", () => {
    const text = boundedText(5, 6);
    for (const part of ["abc", "defgh", "ijklmnop", "qr"]) text.add(Buffer.from(part));
    expect(text.text()).toBe("abcde\n… 7 bytes left out …\nmnopqr");
    const small = boundedText(5, 6);
    small.add(Buffer.from("abcdefgh"));
    expect(small.text()).toBe("abcdefgh");
  });
});
