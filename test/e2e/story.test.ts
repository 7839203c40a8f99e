// The whole story on a real tmux and a real repository: a vision, a goal, six steps, two agents, worktrees, a check that
// fails first, a review that is sent back, and what was done merged in the end.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Running } from "../../cli/compose/daemon.ts";
import type { Task } from "../../daemon/service.ts";
import { NO_PROJECT } from "../../daemon/settings.ts";
import type { ProjectSettings } from "../../daemon/settings.ts";
import { run } from "../cli/beside-daemon.ts";
import { repositoryForTest } from "../support/repository.ts";
import { waitFor } from "../support/wait.ts";
import { house, sessionOn } from "./house.ts";

const GOAL = `# Parse dates

- [ ] Write the lexer (size: S)
- [ ] Write the parser (after: 1; check: sh check.sh parser)
- [ ] Write the manual (after: 1)
- [ ] Write the printer (after: 2; due: 2099-12-31)
- [ ] Write the changelog (after: 2)
- [ ] Write the release (after: 3, 4, 5; check: ls lexer.txt parser.txt printer.txt manual.txt changelog.txt)
`;
const CHECK = `grep -q positions $1.txt && exit 0; echo "no positions in $1.txt"; exit 1\n`;

interface Farm {
  readonly repository: string;
  readonly git: (...args: readonly string[]) => string;
  readonly daemon: Running;
  /** What a command of drover's says; it must succeed. */
  readonly say: (...args: readonly string[]) => Promise<string>;
  /** Everything that the agents were given, in order. */
  readonly prompts: () => readonly string[];
}

it("six steps of a goal, verified, and merged on a person's word", { timeout: 240_000 }, async () => {
  const here = await farm();
  const head = here.git("rev-parse", "HEAD");
  await planned(here);
  for (const { name } of here.daemon.service.sessions()) await here.daemon.service.resume(name);
  await sentBack(here);
  const last = await released(here);
  await wellDone(here);
  // Nothing of the user's was touched until he said so.
  expect([here.git("rev-parse", "HEAD"), here.git("status", "--porcelain")]).toEqual([head, ""]);
  await tidied(here, last);
});

async function planned({ say }: Farm): Promise<void> {
  const vision = (await say("goals", "vision", "add", "Dates without tears")).trim().replace("Added ", "");
  await say("goals", "goal", "add", GOAL, "--vision", vision, "--project", "dates");
  expect(await say("goals", "generate", "--yes")).toContain("Added 6 task(s)");
  expect(plain(await say("goals", "tree"))).toBe(`vision-…  Dates without tears  0 of 6 done, 1 ready, 5 waiting
  goal-…  Parse dates  0 of 6 done, 1 ready, 5 waiting
    pending  task-…  Write the lexer
    blocked  task-…  Write the parser · waits for task-… (pending)
    blocked  task-…  Write the manual · waits for task-… (pending)
    blocked  task-…  Write the printer, due … · waits for task-… (blocked)
    blocked  task-…  Write the changelog · waits for task-… (blocked)
    blocked  task-…  Write the release · waits for task-… (blocked), task-… (blocked), task-… (blocked)
All: 0 of 6 done, 1 ready, 5 waiting
`);
}

/** The manual is long, so a person looks at it; the second one is good. */
async function sentBack({ daemon, say }: Farm): Promise<void> {
  const { id } = await task(daemon, "Write the manual", "review");
  expect(await say("review", "list")).toContain(id);
  expect(await say("review", "show", id)).toMatch(/wants a person: it changed \d\d lines, more than 40/);
  expect(await say("review", "diff", id)).toContain("+a line of the manual");
  expect(await say("review", "reject", id, "-m", "Name the author.")).toContain(`Rejected ${id}`);
  await task(daemon, "Write the manual", "review");
  expect(await say("review", "diff", id)).toContain("+Name the author.");
  await say("review", "approve", id, "-m", "good");
}

/** It has the manual in it, so it is looked at as well. */
async function released({ daemon, say }: Farm): Promise<Task> {
  const { id } = await task(daemon, "Write the release", "review");
  await say("review", "approve", id);
  return task(daemon, "Write the release", "done");
}

async function wellDone({ daemon, say, prompts }: Farm): Promise<void> {
  expect(plain(await say("goals", "tree"))).toBe(`vision-…  Dates without tears  6 of 6 done
  goal-…  Parse dates  6 of 6 done
    done  task-…  Write the lexer
    done  task-…  Write the parser
    done  task-…  Write the manual
    done  task-…  Write the printer
    done  task-…  Write the changelog
    done  task-…  Write the release
All: 6 of 6 done
`);
  const runs = await daemon.service.runs.list({});
  const words = runs.map(({ run: { state, round, failure }, task: of }) =>
    [of?.content.slice("Write the ".length), state, round, failure?.kind ?? ""].join(" ").trim(),
  );
  expect(words.toSorted()).toEqual([
    "changelog done 0",
    "lexer done 0",
    "manual done 0",
    "manual failed 0 rejected",
    "parser done 1",
    "printer done 0",
    "release done 0",
  ]);
  const { service } = daemon;
  await waitFor("the count", () => sum(service.sessions().map(({ tasksCompleted }) => tasksCompleted)) === 6);
  expect(service.sessions().filter(({ workSessions }) => workSessions > 0)).toHaveLength(2);
  const log = await say("log", "-n", "100");
  for (const line of [
    /To be checked or reviewed: task task-\w+: /,
    /Check of task task-\w+ failed, it goes back to its agent: it ended with code 1/,
    /Completed task task-\w+: its check passed/,
    /Review wanted of task task-\w+: it changed \d\d lines, more than 40/,
    /Rejected task task-\w+: Name the author\./,
    /Approved task task-\w+: good/,
  ])
    expect(log).toMatch(line);
  const given = prompts();
  expect(given).toHaveLength(8);
  expect(given.find((text) => text.includes("does not pass"))).toContain("no positions in parser.txt");
  expect(given.find((text) => text.includes("A reviewer sent"))).toContain("Name the author.");
  expect(given.find((text) => text.includes("Write the printer"))).toMatch(/DROVER_PORT=42\d+/);
}

async function tidied({ repository, git, daemon, say }: Farm, last: Task): Promise<void> {
  const content = (file: string) => readFileSync(join(repository, file), "utf8");
  expect(await say("runs", "merge", last.id)).toContain("into main");
  expect(content("parser.txt")).toBe("the parser\npositions\n");
  expect(content("manual.txt")).toContain("Name the author.");
  for (const { id } of await daemon.service.tasks({})) await say("runs", "remove", id);
  expect(git("worktree", "list").trim().split("\n")).toHaveLength(1);
  expect(git("branch", "--list", "drover/*")).toBe("");
}

async function farm(): Promise<Farm> {
  const { home, root: repository, git } = repositoryForTest({ "check.sh": CHECK });
  const hook = join(home, "work.sh");
  const writer = new URL("../fake-agents/writer.ts", import.meta.url).pathname;
  writeFileSync(hook, `#!/bin/sh\nexec '${process.execPath}' '${writer}'\n`, { mode: 0o700 });
  const { tmux, data, start, join: another, submitted } = house(["--hook", hook]);
  const sessions = [sessionOn(tmux.socket), another("blue")];
  const dates: ProjectSettings = {
    ...NO_PROJECT,
    pattern: "dates",
    directory: repository,
    worktree: true,
    review: { kind: "larger", lines: 40 },
  };
  const daemon = await start({ sessions, projects: [dates], maxAttempts: 3 });
  for (const { name } of sessions) await daemon.service.pause(name);
  return {
    repository,
    git,
    daemon,
    say: async (...args) => {
      const { code, out, err } = await run([...args, "--data-dir", data]);
      expect([code, err]).toEqual([0, ""]);
      return out;
    },
    prompts: submitted,
  };
}

const task = (daemon: Running, content: string, status: string): Promise<Task> =>
  waitFor(
    `${content} that is ${status}`,
    async () => (await daemon.service.tasks({})).find((one) => one.content === content && one.status === status),
    100_000,
  );

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

/** Ids and times of day differ from run to run. */
const plain = (tree: string): string =>
  tree.replaceAll(/\b(vision|goal|task)-[0-9a-f]{8}\b/g, "$1-…").replaceAll(/due \S+ \S+/g, "due …");
