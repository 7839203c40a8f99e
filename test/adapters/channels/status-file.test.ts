// The status file of an agent that runs in a process of its own, with a HOME of its own.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { statusFiles } from "../../../adapters/channels/status-file.ts";
import { systemProcesses } from "../../../adapters/processes/processes.ts";
import type { ChannelReport } from "../../../daemon/ports.ts";
import { paneId } from "../../../machines/ids.ts";
import { waitFor } from "../../support/wait.ts";

const hasEnviron = process.platform === "linux";

async function agent(variable: "HOME" | "CLAUDE_CONFIG_DIR" = "HOME") {
  const home = mkdtempSync(join(tmpdir(), "drover-status-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const config = variable === "HOME" ? join(home, ".claude") : home;
  const child = spawn("sleep", ["60"], { env: { PATH: process.env["PATH"], [variable]: home }, stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  const pid = child.pid ?? 0;
  const processes = systemProcesses();
  const process_ = await waitFor("the agent", () => processes.identify(pid));
  const reports: ChannelReport[] = [];
  const following = statusFiles({ processes, ...(hasEnviron ? {} : { configDir: config }) }).follow(
    { process: process_, pane: paneId("%1"), panePid: pid },
    (report) => void reports.push(report),
  );
  onTestFinished(() => following.stop());
  const file = join(config, "sessions", `${pid}.json`);
  return {
    file,
    reports,
    following,
    process: process_,
    put: (text: string) => {
      mkdirSync(join(config, "sessions"), { recursive: true });
      writeFileSync(file, text);
    },
  };
}

it.each(["HOME", "CLAUDE_CONFIG_DIR"] as const)("is found by the agent's own %s", async (variable) => {
  const { put, following, reports, process: owner } = await agent(variable);
  put('{"status":"idle"}');
  await following.refresh();
  expect(reports[0]).toEqual({ kind: "said", payload: { status: "idle" }, process: owner });
});

it("is told when it changes, though nobody asks", async () => {
  const { put, following, reports } = await agent();
  put('{"status":"idle"}');
  await following.refresh();
  put('{"status":"busy"}');
  await waitFor("the change", () => reports.some((report) => report.kind === "said" && says(report) === "busy"));
});

it("that did not change is alive and not read again; half a write says nothing", async () => {
  const { file, put, following, reports } = await agent();
  put('{"status":"idle"}');
  utimesSync(file, 1, 1);
  await following.refresh();
  await following.refresh();
  expect(reports.at(-1)).toEqual({ kind: "alive" });
  const before = reports.filter(({ kind }) => kind !== "alive").length;
  put('{"status":"bu');
  await following.refresh();
  expect(reports.filter(({ kind }) => kind !== "alive")).toHaveLength(before);
});

it("is silent once it is gone, and is found again", async () => {
  const { file, put, following, reports } = await agent();
  await following.refresh();
  expect(reports).toEqual([]);
  put('{"status":"idle"}');
  await following.refresh();
  rmSync(file);
  await following.refresh();
  expect(reports.at(-1)?.kind).toBe("silent");
  put('{"status":"busy"}');
  await following.refresh();
  await waitFor("the new file", () => reports.some((report) => report.kind === "said" && says(report) === "busy"));
});

it("says nothing more once it is no longer followed", async () => {
  const { put, following, reports } = await agent();
  put('{"status":"idle"}');
  following.stop();
  await following.refresh();
  expect(reports).toEqual([]);
});

const says = ({ payload }: Extract<ChannelReport, { kind: "said" }>): unknown =>
  typeof payload === "object" && payload !== null && "status" in payload ? payload.status : undefined;
