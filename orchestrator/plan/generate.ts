// Which goals get tasks. A goal is generated from once; again only where nothing is open and its text has changed, or
// where a person says so.
import type { Goal } from "../goals/goal.ts";
import type { Progress } from "../goals/progress.ts";
import { openIn } from "../goals/progress.ts";

export type MayGenerate = { readonly kind: "yes" } | { readonly kind: "no"; readonly why: string };

export function mayGenerate(goal: Goal, progress: Progress, again: boolean): MayGenerate {
  if (goal.status !== "active") return no(`it is ${goal.status}`);
  if (again) return { kind: "yes" };
  const open = openIn(progress);
  if (open > 0) return no(`it has ${open === 1 ? "an open task" : `${open} open tasks`}`);
  if (goal.generatedFrom === undefined) return { kind: "yes" };
  return goal.generatedFrom === goal.content
    ? no("tasks were generated from this text before; --again does it once more")
    : { kind: "yes" };
}

const no = (why: string): MayGenerate => ({ kind: "no", why });
