import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseConfig } from "../../config/parse.ts";
import { run } from "../cli/beside-daemon.ts";

const page = readFileSync("docs/goals.md", "utf8");
const commands = [...page.matchAll(/^npm run drover -- (.+)$/gm)].map(([, command = ""]) => command);
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\``, "g"))].map(([, block = ""]) => block);
const home = mkdtempSync(join(tmpdir(), "drover-goals-"));
const names = new Map<string, string>();

/** The command as a shell would read it; PLAN, TASK and NEXT stand for what the commands before have made. */
async function said(command: string): Promise<string> {
  const [line = "", from] = command.split(" < ");
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, bare = ""]) => quoted ?? names.get(bare) ?? bare,
  );
  const stdin = from === undefined ? "" : readFileSync(join(home, from), "utf8");
  const { code, out, err } = await run(words, {
    cwd: home,
    stdin,
    env: { HOME: home, DROVER_DATA_DIR: join(home, "data") },
  });
  expect([command, code, err.replaceAll(/drover: left out: .*\n/g, "")]).toEqual([command, 0, ""]);
  return out;
}

describe("the commands of docs/goals.md", () => {
  beforeAll(() => {
    mkdirSync(join(home, ".beads"));
    writeFileSync(join(home, "goal.md"), blocks("markdown")[0] ?? "");
    writeFileSync(join(home, "lines.txt"), "one\ntwo\n");
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it("are the ones tried here, in this order", () => {
    expect(commands).toEqual([
      'goals vision add "Dates without tears"',
      "goals goal add - --priority 70 --deadline 30d < goal.md",
      "goals generate",
      "goals accept PLAN",
      "goals tree",
      'tasks add "Write the changelog" --after TASK --size S --label docs',
      "tasks depend NEXT TASK",
      "tasks list --status blocked",
      "why TASK",
      "tasks split TASK",
      "export backlog.jsonl",
      "export plan.md",
      "export .beads/issues.jsonl --force",
      "import plan.md",
      "tasks add --lines < lines.txt",
    ]);
  });

  it("work, one after the other", { timeout: 60_000 }, async () => {
    for (const command of commands) {
      // The page's Markdown planner splits along steps, which this task of the story has.
      const steps = "tasks add - --size L < steps.md";
      if (command === "tasks split TASK") {
        writeFileSync(join(home, "steps.md"), "Move the store\n1. copy\n2. switch\n");
        names.set("TASK", /Added (\S+)/.exec(await said(steps))?.[1] ?? "");
      }
      const out = await said(command);
      if (command === "goals generate") names.set("PLAN", /^(plan-\w+): 3 task\(s\)/.exec(out)?.[1] ?? "");
      if (command === "goals tree") names.set("TASK", /pending {2}(\S+)/.exec(out)?.[1] ?? "");
      if (command.startsWith('tasks add "')) names.set("NEXT", /Added (\S+)/.exec(out)?.[1] ?? "");
      if (command === "why TASK") expect(out).toContain("for priority 70");
      if (command === "import plan.md") expect(out).toMatch(/^Imported 0 task\(s\) from .*; 6 were there already\n$/);
    }
  });
});

it.each(blocks("toml"))("a config of the page is one: %s", (toml) => {
  expect(parseConfig(toml, "drover.toml")).toMatchObject({ kind: "ok" });
});
