import type { TaskWhyWire } from "../../server/wire/why.ts";

/** `drover why TASK` for people. `local`: a moment as the machine's clock on the wall shows it. */
export function taskLines(
  { task, holder, waits, history, tries }: TaskWhyWire,
  local: (iso: string) => string,
): readonly string[] {
  const facts = [`priority ${task.priority}`, task.project && `project ${task.project}`, `${task.attempts} tried`];
  const held = holder === null ? "" : `, held by ${holder}`;
  return [
    `${task.id}: ${task.status}${held} (${facts.filter((fact) => fact !== "").join(", ")})`,
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
