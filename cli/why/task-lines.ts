import type { TaskWhyWire } from "../../server/wire/why.ts";

/** `drover why TASK` for people. `local`: a moment as the machine's clock on the wall shows it. */
export function taskLines(
  { task, holder, waits, history, tries, weight }: TaskWhyWire,
  local: (iso: string) => string,
): readonly string[] {
  const facts = [`priority ${task.priority}`, task.project && `project ${task.project}`, `${task.attempts} tried`];
  const held = holder === null ? "" : `, held by ${holder}`;
  return [
    `${task.id}: ${task.status}${held} (${facts.filter((fact) => fact !== "").join(", ")})`,
    ...(weight === null ? [] : weighs(weight, task, local)),
    ...section(
      "waits",
      waits.map((wait) => waiting(wait, local)),
    ),
    ...section(
      "history",
      history.map((moment) => happened(moment, local)),
    ),
    ...tries.flatMap((each) => tried(each, local)),
  ];
}

/** The product of the parts is the weight: nothing else goes into it. */
function weighs(
  { index, priority, unlocks, urgency, policy }: NonNullable<TaskWhyWire["weight"]>,
  task: TaskWhyWire["task"],
  local: (iso: string) => string,
): readonly string[] {
  const { times, slack_minutes: slack, deadline, of } = urgency;
  const whose = of === null || of === task.id ? "its deadline" : `the deadline of ${of}`;
  const lines = [
    `${priority} for priority ${task.priority}`,
    ...(unlocks.add === 0 ? [] : [`+ ${unlocks.add} for what waits for it: ${unlocks.tasks.join(", ")}`]),
    ...(slack === null || deadline === null
      ? []
      : [`x ${times} for ${slack} min of slack before ${whose}, ${local(deadline)}`]),
  ];
  const rule =
    policy === "strict" ? "; policy strict goes by the stored priority alone" : "; policy urgency goes by this";
  return section(`weighs ${index}${rule}`, lines);
}

const section = (head: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [head, ...lines.map((line) => `  ${line}`)];

const waiting = ({ session, why, until }: TaskWhyWire["waits"][number], local: (iso: string) => string): string =>
  `${session === null ? "" : `${session}: `}${why}${until === null ? "" : `, from ${local(until)}`}`;

function happened({ at, kind, session, claim, note }: TaskWhyWire["history"][number], local: (iso: string) => string) {
  const who = [session === null ? "" : `by ${session}`, claim === null ? "" : `under ${claim}`].filter(
    (one) => one !== "",
  );
  return `${local(at)} ${[kind, ...who].join(" ")}${note === null ? "" : `: ${note}`}`;
}

function tried(each: TaskWhyWire["tries"][number], local: (iso: string) => string): readonly string[] {
  const lines = [
    ...(each.chosen === null ? [] : [`chosen: ${each.chosen}`]),
    ...each.phases.map(({ at, name }) => `${local(at)} ${name}`),
    ...(each.proof === null ? [] : [`proof: ${each.proof.kind}: ${each.proof.seen}`]),
    ...(each.ended === null ? [] : [`ended: ${each.ended}`]),
  ];
  return section(`${each.claim} in ${each.session}`, lines);
}
