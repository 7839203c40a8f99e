// A real agent, headless, as the planner of a goal: `goals generate` asks it, a yes makes tasks, and they go in their order.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drover } from "../../cli/drover.ts";
import type { Kit } from "../agents/kit.ts";
import type { RealAgent } from "../install.ts";
import { startModel } from "../model/model.ts";

/** How each is asked without a terminal, as a user would write it into `[planner] command`. */
const HEADLESS: Partial<Record<RealAgent, readonly string[]>> = {
  claude: ["claude", "-p", "--output-format", "json"],
  codex: ["codex", "exec", "--skip-git-repo-check", "--sandbox", "read-only", "-"],
  gemini: ["gemini", "-o", "json", "-p", "{prompt}"],
  qwen: ["qwen", "-p", "{prompt}"],
};

const STEPS = ["Write the lexer", "Write the parser", "Document both"];
const GOAL = `# Parse dates\n\nWithout tears. [[tasks ${STEPS.join(" | ")}]]`;

/** Answers how many things were not as expected; an agent without a headless form is left out. */
export async function planBy(kit: Kit, bin: string): Promise<number> {
  const command = HEADLESS[kit.id];
  if (command === undefined) return 0;
  const top = mkdtempSync(join(tmpdir(), "drover-plan-live-"));
  const home = join(top, "user");
  const cwd = join(home, "my-app");
  mkdirSync(cwd, { recursive: true });
  mkdirSync(join(home, "tmp"), { recursive: true });
  const model = await startModel();
  try {
    const { env } = kit.start({ home, cwd, port: model.port, trusted: true });
    writeFileSync(join(cwd, "drover.toml"), `[planner]\nkind = "command"\ncommand = ${JSON.stringify(command)}\n`);
    const given = { ...env, HOME: home, PATH: `${bin}:${process.env["PATH"] ?? ""}`, LANG: "C.UTF-8" };
    return await story(kit.id, { cwd, env: { ...given, DROVER_DATA_DIR: join(top, "data") } });
  } finally {
    await model.stop();
    rmSync(top, { recursive: true, force: true });
  }
}

interface Where {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

async function story(agent: string, where: Where): Promise<number> {
  let wrong = 0;
  const run = async (...args: readonly string[]): Promise<string> => {
    const { code, out, err } = await drover(args, where);
    process.stdout.write(`$ drover ${args.map((arg) => arg.split("\n")[0]).join(" ")}\n${out}${err}`);
    if (code !== 0) wrong += 1;
    return out;
  };
  const expect = (what: string, holds: boolean) => {
    if (!holds) wrong += 1;
    process.stdout.write(`${holds ? "ok" : "WRONG"}: ${agent}: ${what}\n`);
  };
  await run("goals", "goal", "add", GOAL);
  const shown = await run("goals", "generate");
  expect(
    "it planned all steps",
    STEPS.every((step) => shown.includes(step)),
  );
  expect("nothing was kept without a yes", (await run("tasks", "list")).split("\n").length <= 2);
  const added = await run("goals", "generate", "--yes");
  const ids = /Added 3 task\(s\): (.*)/.exec(added)?.[1]?.split(", ") ?? [];
  expect("a yes made three tasks", ids.length === 3);
  expect("the first is ready, the others wait", /0 of 3 done, 1 ready, 2 waiting/.test(await run("goals", "tree")));
  for (const id of ids) await run("done", id);
  expect("all are done in the end", /3 of 3 done/.test(await run("goals", "tree")));
  return wrong;
}
