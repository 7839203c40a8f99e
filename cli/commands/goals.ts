import type { Command } from "commander";
import { param, show, withDrover } from "../ask.ts";
import type { ExitCode, Io } from "../io.ts";
import { refuse } from "../io.ts";
import { dataDirOf } from "../places.ts";
import type { Common } from "../places.ts";
import { treeLines } from "../tree-lines.ts";
import { generate } from "./generate.ts";

/** `drover goals init` */
export function initGoals(common: Common, io: Io): Promise<ExitCode> {
  return withDrover({ ...common, create: true }, io, async (client) => {
    const answer = await client.api.goals.$get({ query: { tasks: "1" } });
    return show(answer, io, common.json, () => {
      io.out(
        `Goals are kept in ${dataDirOf(common, io)}. Next: drover goals vision add TEXT, drover goals goal add TEXT`,
      );
    });
  });
}

/** `drover goals vision add TEXT`; `-` is read from standard input. */
export async function addVision(text: string, common: Common, io: Io): Promise<ExitCode> {
  const content = text === "-" ? await io.stdin() : text;
  return withDrover({ ...common, create: true }, io, async (client) => {
    const answer = await client.api.visions.$post({ json: { content } });
    return show(answer, io, common.json, ({ vision }) => io.out(`Added ${vision.id}`));
  });
}

export interface NewGoalOptions extends Common {
  readonly vision?: string;
  readonly project?: string;
  readonly category?: string;
  readonly priority?: number;
  readonly deadline?: string;
}

/** `drover goals goal add TEXT` */
export async function addGoal(text: string, options: NewGoalOptions, io: Io): Promise<ExitCode> {
  const content = text === "-" ? await io.stdin() : text;
  const { vision, project, category, priority, deadline } = options;
  return withDrover({ ...options, create: true }, io, async (client) => {
    const answer = await client.api.goals.$post({
      json: {
        content,
        ...(vision === undefined ? {} : { vision }),
        ...(project === undefined ? {} : { project }),
        ...(category === undefined ? {} : { category }),
        ...(priority === undefined ? {} : { priority }),
        ...(deadline === undefined ? {} : { deadline }),
      },
    });
    return show(answer, io, options.json, ({ goal }) => io.out(`Added ${goal.id}`));
  });
}

export interface GoalChangeOptions extends Common {
  readonly text?: string;
  readonly priority?: number;
  /** False: none any more. */
  readonly deadline?: string | boolean;
  readonly status?: "active" | "paused" | "done" | "dropped";
}

/** `drover goals goal change GOAL` */
export async function changeGoal(id: string, options: GoalChangeOptions, io: Io): Promise<ExitCode> {
  const { text, priority, deadline, status } = options;
  const json = {
    ...(text === undefined ? {} : { content: text === "-" ? await io.stdin() : text }),
    ...(priority === undefined ? {} : { priority }),
    ...(typeof deadline === "string" ? { deadline } : {}),
    ...(deadline === false ? { deadline: null } : {}),
    ...(status === undefined ? {} : { status }),
  };
  if (Object.keys(json).length === 0) {
    return refuse(io, "say what to change: --text, --priority, --deadline, --no-deadline or --status");
  }
  return withDrover({ ...options, create: false }, io, async (client) => {
    const answer = await client.api.goals[":id"].$patch({ param: { id: param(id) }, json });
    return show(answer, io, options.json, ({ goal }) => io.out(`Changed ${goal.id}`));
  });
}

/** `drover goals tree` */
export function goalTree(options: Common & { readonly tasks?: number }, io: Io): Promise<ExitCode> {
  return withDrover({ ...options, create: false }, io, async (client) => {
    const answer = await client.api.goals.$get({ query: { tasks: String(options.tasks ?? 10) } });
    return show(answer, io, options.json, (tree) => treeLines(tree, io.columns).forEach((line) => io.out(line)));
  });
}

export interface OriginalFlags extends Common {
  readonly init?: boolean;
  readonly addVision?: string;
  readonly addGoal?: string;
  readonly generate?: boolean;
}

/** `drover goals --init --add-vision TEXT --add-goal TEXT --generate`: what is given, in this order. */
export async function originalGoals(options: OriginalFlags, goals: Command, io: Io): Promise<ExitCode> {
  const { config, dataDir, json } = options;
  const common = {
    ...(config === undefined ? {} : { config }),
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(json === undefined ? {} : { json }),
  };
  const deeds = [
    ...(options.init ? [() => initGoals(common, io)] : []),
    ...(options.addVision === undefined ? [] : [() => addVision(options.addVision ?? "", common, io)]),
    ...(options.addGoal === undefined ? [] : [() => addGoal(options.addGoal ?? "", common, io)]),
    ...(options.generate ? [() => generate([], { ...common, yes: false }, io)] : []),
  ];
  if (deeds.length === 0) {
    goals.outputHelp();
    return 2;
  }
  if (json && deeds.length > 1) return refuse(io, "goals: with --json give one flag at a time");
  for (const deed of deeds) {
    const code = await deed();
    if (code !== 0) return code;
  }
  return 0;
}
