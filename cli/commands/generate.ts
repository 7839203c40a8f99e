import type { PlanWire } from "../../server/wire/plan.ts";
import type { TaskWire } from "../../server/wire/task.ts";
import type { Client } from "../ask.ts";
import { param, show, take, trouble, whyOf, withDrover } from "../ask.ts";
import type { ExitCode, Io } from "../io.ts";
import { failed, refuse } from "../io.ts";
import type { Common } from "../places.ts";
import { planLines } from "../plan-lines.ts";
import { table } from "../table.ts";

export interface PlanOptions extends Common {
  readonly max?: number;
  readonly yes: boolean;
}
export interface GenerateOptions extends PlanOptions {
  readonly again?: boolean;
}

/** What came of asking for a plan. */
type Came =
  | { readonly kind: "plan"; readonly plan: PlanWire }
  | { readonly kind: "accepted"; readonly plan: PlanWire; readonly tasks: readonly TaskWire[] }
  /** There is nothing to plan. */
  | { readonly kind: "skipped"; readonly goal: string; readonly why: string }
  | { readonly kind: "failed"; readonly goal: string; readonly why: string };

/** `drover goals generate [GOAL…]`; none named: all that are active. */
export function generate(named: readonly string[], options: GenerateOptions, io: Io): Promise<ExitCode> {
  return withDrover({ ...options, create: false }, io, async (client) => {
    const goals = named.length > 0 ? named : await activeGoals(client);
    const came: Came[] = [];
    for (const goal of goals) came.push(await planFor(goal, options, client));
    if (options.json) io.out(JSON.stringify(asJson(came)));
    else came.forEach((one) => tell(one, named, io));
    return codeOf(came, named, options, io);
  });
}

async function activeGoals(client: Client): Promise<readonly string[]> {
  const answer = await take(await client.api.goals.$get({ query: { tasks: "1" } }));
  if (answer.kind === "problem") return [];
  return answer.body.visions
    .flatMap(({ goals }) => goals)
    .filter(({ goal }) => goal.status === "active")
    .map(({ goal }) => goal.id);
}

async function planFor(goal: string, options: GenerateOptions, client: Client): Promise<Came> {
  const shown = options.yes && !options.again ? await shownBefore(goal, client) : undefined;
  if (shown !== undefined) {
    const accepted = await accept(shown, client);
    if (accepted.kind === "accepted") return accepted;
  }
  const { max, again } = options;
  const json = { ...(max === undefined ? {} : { max }), ...(again === undefined ? {} : { again }) };
  const answer = await take(await client.api.goals[":id"].plan.$post({ param: { id: param(goal) }, json }));
  if (answer.kind === "problem") {
    const kind = answer.status === 409 ? "skipped" : "failed";
    return { kind, goal, why: whyOf(answer.text, answer.status) };
  }
  return options.yes ? accept(answer.body.plan, client) : { kind: "plan", plan: answer.body.plan };
}

/** A yes is to the plan that was looked at, not to another answer of the planner. */
async function shownBefore(goal: string, client: Client): Promise<PlanWire | undefined> {
  const answer = await take(await client.api.plans.$get({ query: {} }));
  return answer.kind === "problem" ? undefined : answer.body.plans.find((plan) => plan.goal === goal);
}

async function accept(plan: PlanWire, client: Client): Promise<Came> {
  const answer = await take(await client.api.plans[":id"].accept.$post({ param: { id: param(plan.id) } }));
  if (answer.kind === "body") return { kind: "accepted", plan, tasks: answer.body.tasks };
  return { kind: "failed", goal: plan.goal ?? plan.task ?? "", why: whyOf(answer.text, answer.status) };
}

function tell(came: Came, named: readonly string[], io: Io): void {
  switch (came.kind) {
    case "plan":
      planLines(came.plan).forEach((line) => io.out(line));
      io.out(`Make tasks of it: drover goals accept ${came.plan.id}`);
      return;
    case "accepted":
      planLines(came.plan).forEach((line) => io.out(line));
      io.out(`Added ${came.tasks.length} task(s): ${came.tasks.map(({ id }) => id).join(", ")}`);
      return;
    case "skipped":
      if (named.length > 0) refuse(io, came.why);
      else io.out(`Nothing to plan: ${came.why}`);
      return;
    case "failed":
      failed(io, came.why);
  }
}

function codeOf(came: readonly Came[], named: readonly string[], { json }: GenerateOptions, io: Io): ExitCode {
  if (came.length === 0 && !json) io.out("There is no active goal: drover goals goal add TEXT");
  if (came.some(({ kind }) => kind === "failed")) return 1;
  return named.length > 0 && came.some(({ kind }) => kind === "skipped") ? 2 : 0;
}

const asJson = (came: readonly Came[]) => ({
  plans: came.flatMap((one) => (one.kind === "plan" || one.kind === "accepted" ? [one.plan] : [])),
  tasks: came.flatMap((one) => (one.kind === "accepted" ? one.tasks : [])),
  skipped: came.flatMap((one) => (one.kind === "skipped" ? [{ goal: one.goal, why: one.why }] : [])),
  failed: came.flatMap((one) => (one.kind === "failed" ? [{ goal: one.goal, why: one.why }] : [])),
});

/** `drover tasks split TASK` */
export function splitTask(id: string, options: PlanOptions, io: Io): Promise<ExitCode> {
  return withDrover({ ...options, create: false }, io, async (client) => {
    const json = options.max === undefined ? {} : { max: options.max };
    const answer = await take(await client.api.tasks[":id"].split.$post({ param: { id: param(id) }, json }));
    if (answer.kind === "problem") return trouble(answer.text, answer.status, io);
    const came: Came = options.yes ? await accept(answer.body.plan, client) : { kind: "plan", plan: answer.body.plan };
    if (options.json) io.out(JSON.stringify(asJson([came])));
    else tell(came, [id], io);
    return came.kind === "failed" ? 1 : 0;
  });
}

/** `drover goals plans` */
export function listPlans(options: Common & { readonly all?: boolean }, io: Io): Promise<ExitCode> {
  return withDrover({ ...options, create: false }, io, async (client) => {
    const query = options.all ? { status: "proposed,accepted,rejected" } : {};
    return show(await client.api.plans.$get({ query }), io, options.json, ({ plans }) => {
      const rows = plans.map((plan) => [
        plan.id,
        plan.status,
        plan.goal ?? plan.task ?? "",
        plan.planner,
        String(plan.tasks.length),
      ]);
      for (const line of table(["plan", "status", "for", "planner", "tasks"], rows, io.columns)) io.out(line);
    });
  });
}

/** `drover goals accept PLAN` */
export function acceptPlan(id: string, common: Common, io: Io): Promise<ExitCode> {
  return withDrover({ ...common, create: false }, io, async (client) => {
    const answer = await client.api.plans[":id"].accept.$post({ param: { id: param(id) } });
    return show(answer, io, common.json, ({ tasks }) =>
      io.out(`Added ${tasks.length} task(s): ${tasks.map((task) => task.id).join(", ")}`),
    );
  });
}

/** `drover goals reject PLAN` */
export function rejectPlan(id: string, common: Common, io: Io): Promise<ExitCode> {
  return withDrover({ ...common, create: false }, io, async (client) => {
    const answer = await client.api.plans[":id"].reject.$post({ param: { id: param(id) } });
    return show(answer, io, common.json, ({ plan }) => io.out(`Put ${plan.id} aside`));
  });
}
