// A command of the user's as planner: real processes, well-behaved and not.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandPlanner } from "../../../adapters/planner/command.ts";
import type { CommandPlannerOptions } from "../../../adapters/planner/command.ts";
import { temporaryDirectory } from "../../state/temporary.ts";
import { waitFor } from "../../support/wait.ts";

const ASKED = { kind: "goal", text: "Parse dates", existing: [], max: 5 } as const;
const PLAN = '{"tasks":[{"key":"a","content":"Write it"}]}';
const TASKS = { kind: "tasks", leftOut: [], tasks: [{ key: "a", content: "Write it", dependsOn: [] }] };

const planned = (command: readonly string[], more: Partial<CommandPlannerOptions> = {}, complaint?: string) =>
  commandPlanner({
    command,
    timeout: 20_000,
    prompt: (asked, schema, complaint) => JSON.stringify({ goal: asked.text, schema: JSON.parse(schema), complaint }),
    ...more,
  }).plan(ASKED, complaint);
const sh = (script: string, ...args: readonly string[]) => ["sh", "-c", script, "sh", ...args];
const pidIn = (file: string) => Number(readFileSync(file, "utf8"));
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("a command is asked", () => {
  it("on standard input", async () => {
    const folder = temporaryDirectory();
    expect(await planned(sh(`cat > "$1"; echo '${PLAN}'`, join(folder, "asked")), {}, "no JSON")).toEqual(TASKS);
    expect(JSON.parse(readFileSync(join(folder, "asked"), "utf8"))).toMatchObject({
      goal: "Parse dates",
      schema: { type: "object", required: ["tasks"] },
      complaint: "no JSON",
    });
  });

  it("in place of {prompt}, unharmed by any shell, with the schema in a file that is gone afterwards", async () => {
    const folder = temporaryDirectory();
    const script = `printf %s "$1" > "$3/asked"; cp "$2" "$3/schema"; printf %s "$2" > "$3/where"; cat; echo '${PLAN}'`;
    const prompt = () => 'it\'s $(touch x) `touch y` "quoted" $&';
    expect(await planned(sh(script, "{prompt}", "{schema}", folder), { prompt })).toEqual(TASKS);
    expect(readFileSync(join(folder, "asked"), "utf8")).toBe(prompt());
    expect(JSON.parse(readFileSync(join(folder, "schema"), "utf8"))).toMatchObject({ type: "object" });
    expect(existsSync(readFileSync(join(folder, "where"), "utf8"))).toBe(false);
  });

  it("in its directory, and not as an agent in a pane", async () => {
    const folder = temporaryDirectory();
    const before = { TMUX: process.env["TMUX"], TMUX_PANE: process.env["TMUX_PANE"] };
    Object.assign(process.env, { TMUX: "/tmp/x,1,0", TMUX_PANE: "%1" });
    try {
      const script = `pwd > where; echo "$TMUX$TMUX_PANE" > pane; echo '${PLAN}'`;
      expect(await planned(sh(script), { directory: folder })).toEqual(TASKS);
    } finally {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
    expect(
      readFileSync(join(folder, "where"), "utf8")
        .trim()
        .endsWith(folder.split("/").at(-1) ?? "?"),
    ).toBe(true);
    expect(readFileSync(join(folder, "pane"), "utf8")).toBe("\n");
  });
});

describe("what it answers:", () => {
  it.each<readonly [string, string, object]>([
    ["the document", PLAN, TASKS],
    ["a bare list", '[{"key":"a","content":"Write it"}]', TASKS],
    ["prose and a fence", `Here you are.\n\`\`\`json\n${PLAN}\n\`\`\`\n`, TASKS],
    ["claude -p --output-format json", JSON.stringify({ type: "result", is_error: false, result: PLAN }), TASKS],
    ["gemini -o json", JSON.stringify({ response: `\`\`\`json\n${PLAN}\n\`\`\``, stats: {} }), TASKS],
    [
      "an envelope that is an error",
      '{"type":"result","is_error":true,"result":"Usage limit reached"}',
      { kind: "declined", why: "Usage limit reached" },
    ],
    ["an error", '{"error":{"message":"no key"}}', { kind: "declined", why: "no key" }],
    ["no JSON", "I would rather not.", { kind: "malformed", why: "it is no JSON: I would rather not." }],
    ["nothing", "", { kind: "malformed", why: "it is empty" }],
    [
      "another form",
      '{"tasks":[{"key":"a","content":"b","size":"XL"}]}',
      { kind: "malformed", why: expect.stringContaining("tasks.0.size: ") },
    ],
    [
      "201 tasks",
      JSON.stringify({ tasks: Array.from({ length: 201 }, (_, n) => ({ key: `k${n}`, content: "x" })) }),
      { kind: "malformed", why: expect.stringContaining("tasks: ") },
    ],
  ])("%s", async (_name, says, expected) => {
    expect(await planned(sh('printf %s "$1"', says))).toMatchObject(expected);
  });
});

describe("a command that", () => {
  it.each<readonly [string, readonly string[], string]>([
    ["is not there", ["/no/such/planner"], "/no/such/planner cannot be started: spawn /no/such/planner ENOENT"],
    ["fails", sh("echo first >&2; echo 'last: no key' >&2; exit 3"), "sh ended with 3: last: no key"],
    ["fails without a word, though it answered", sh(`echo '${PLAN}'; exit 1`), "sh ended with 1"],
    ["is killed", sh("kill -9 $$"), "sh ended with a signal"],
  ])("%s has failed", async (_name, command, why) => {
    expect(await planned(command)).toEqual({ kind: "failed", why });
  });

  it("never ends is ended at the time limit, with all that it began, also what does not want to", async () => {
    const folder = temporaryDirectory();
    const script = `trap '' TERM; sh -c 'echo $$ > "$1/child"; sleep 600' sh "$1" & echo $$ > "$1/own"; while :; do sleep 600; done`;
    const answer = await planned(sh(script, folder), { timeout: 1_000 });
    expect(answer).toEqual({ kind: "failed", why: "sh did not answer within 1 s and was ended" });
    await waitFor(
      "the end of both",
      () => ![join(folder, "own"), join(folder, "child")].some((file) => isAlive(pidIn(file))),
    );
  });

  it("says too much is ended", async () => {
    const answer = await planned(["yes"], { mostOutput: 100_000 });
    expect(answer).toEqual({ kind: "failed", why: "yes said more than 100000 bytes and was ended" });
  });

  it("leaves something running has answered all the same, and that is ended", async () => {
    const folder = temporaryDirectory();
    expect(await planned(sh(`sleep 600 & echo $! > "$1/left"; echo '${PLAN}'`, folder))).toEqual(TASKS);
    await waitFor("its end", () => !isAlive(pidIn(join(folder, "left"))));
  });

  it("does not read its input has answered all the same", async () => {
    const prompt = () => "x".repeat(1_000_000);
    expect(await planned(sh(`exec 0<&-; echo '${PLAN}'`), { prompt })).toEqual(TASKS);
  });
});

it("that is called off is ended with all that it began, and nothing is asked any more", async () => {
  const folder = temporaryDirectory();
  const planner = commandPlanner({
    command: sh('echo $$ > "$1/own"; sleep 600', folder),
    timeout: 60_000,
    prompt: () => "",
  });
  const answer = planner.plan(ASKED);
  await waitFor("its start", () => existsSync(join(folder, "own")) && pidIn(join(folder, "own")) > 0);
  planner.callOff();
  expect(await answer).toEqual({ kind: "failed", why: "sh was ended: drover stops" });
  expect(isAlive(pidIn(join(folder, "own")))).toBe(false);
  expect(await planner.plan(ASKED)).toEqual({ kind: "failed", why: "sh was ended: drover stops" });
});
