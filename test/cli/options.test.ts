import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { build } from "../../cli/main.ts";
import { besideDaemon, run } from "./beside-daemon.ts";

const { ask, dataDir } = besideDaemon();
const io = {
  out: () => {},
  err: () => {},
  stdin: async () => "",
  env: {},
  cwd: "/",
  columns: 80,
  isUnread: () => false,
};

const leaves = (command: Command): readonly Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
const nameOf = (command: Command): string =>
  command.parent?.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();

describe("every command", () => {
  const commands = leaves(build([], io, () => {}));

  it("is one of these", () => {
    expect(commands.map(nameOf)).toEqual([
      "init",
      "up",
      "down",
      "status",
      "check",
      "assign",
      "log",
      "tasks add",
      "tasks list",
      "tasks show",
      "tasks cancel",
      "tasks retry",
      "tasks depend",
      "tasks split",
      "goals init",
      "goals tree",
      "goals vision add",
      "goals goal add",
      "goals goal change",
      "goals generate",
      "goals plans",
      "goals accept",
      "goals reject",
      "review list",
      "review show",
      "review diff",
      "review approve",
      "review reject",
      "runs list",
      "runs show",
      "runs merge",
      "runs remove",
      "done",
      "fail",
      "detect",
      "why",
      "record",
      "replay",
      "pause",
      "resume",
      "import",
      "export",
      "backup",
      "doctor",
      "hooks install",
      "hooks uninstall",
      "hooks status",
      "config print",
      "config check",
      "config schema",
      "demo",
      "monitor",
    ]);
  });

  it.each(commands.map((command) => [nameOf(command), command] as const))(
    "%s takes the common options",
    (_, command) => {
      const flags = command.options.map(({ long }) => long);
      expect(flags).toEqual(expect.arrayContaining(["--config", "--data-dir", "--json"]));
    },
  );

  it.each(commands.map((command) => [nameOf(command), command] as const))("%s says what it does", (_, command) => {
    expect(command.description()).not.toBe("");
  });
});

describe("the common options", () => {
  const expected = { code: 0, err: "" };

  it.each([
    [["--json", "--data-dir", "DIR", "tasks", "list"]],
    [["tasks", "--json", "--data-dir", "DIR", "list"]],
    [["tasks", "list", "--json", "--data-dir", "DIR"]],
    [["--json", "tasks", "list", "--data-dir=DIR"]],
  ])("stand anywhere: %j", async (args) => {
    const said = await run(args.map((word) => word.replace("DIR", dataDir())));
    expect(said).toMatchObject(expected);
    expect(JSON.parse(said.out)).toMatchObject({ count: 2 });
  });

  it("are text behind --", async () => {
    const said = await run(["tasks", "add", "--data-dir", dataDir(), "--", "--json"]);
    expect(said).toEqual({ code: 0, out: "Added task-3\n", err: "" });
  });
});

describe("a wrong number is said by the option's name", () => {
  it.each([
    [["tasks", "add", "x", "--priority", "high"], "--priority <n>", "high", 0, 100],
    [["assign", "x", "--priority", "101"], "--priority <n>", "101", 0, 100],
    [["up", "--port", "99999"], "--port <n>", "99999", 0, 65_535],
    [["up", "--port", ""], "--port <n>", "", 0, 65_535],
    [["log", "-n", "1.5"], "-n, --lines <n>", "1.5", 1, 10_000],
    [["tasks", "list", "--limit", "0"], "--limit <n>", "0", 1, 10_000],
  ])("%j", async (args, option, value, least, most) => {
    expect(await ask(args)).toEqual({
      code: 2,
      out: "",
      err: `error: option '${option}' argument '${value}' is invalid. It must be a whole number from ${least} to ${most}.\n`,
    });
  });
});
