import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { drover } from "../cli/drover.ts";

const page = readFileSync("docs/channels.md", "utf8");
const commands = [...page.matchAll(/^npm run drover -- (.+)$/gm)].map(([, command = ""]) => command);
const home = mkdtempSync(join(tmpdir(), "drover-channels-"));
const env = { HOME: home, DROVER_DATA_DIR: join(home, "data") };
afterAll(() => rmSync(home, { recursive: true, force: true }));

it("the page names these commands", () => {
  expect(commands).toEqual([
    "hooks install claude",
    "hooks install claude --yes",
    "hooks status",
    "hooks uninstall claude --yes",
  ]);
});

it("each of them works, and nothing of them stays in the agent's folder", { timeout: 40_000 }, async () => {
  for (const command of commands) {
    const { code, err } = await drover(command.split(" "), { env, cwd: home });
    expect([command, code, err]).toEqual([command, 0, ""]);
  }
  expect(readdirSync(join(home, ".claude"))).toEqual([]);
});
