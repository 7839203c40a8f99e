/** `task` cannot be done before `need` is: it depends on it, or has it as a part. */
export interface Edge<Id extends string = string> {
  readonly task: Id;
  readonly need: Id;
}

/**
 * A circle among the edges, as the way round: `a b c a`. Undefined if there is none. Looks no further than from the
 * tasks in `from`, if they are given.
 */
export function circleAmong<Id extends string>(
  edges: readonly Edge<Id>[],
  from?: Iterable<Id>,
): readonly Id[] | undefined {
  const needs = needsByTask(edges);
  const cleared = new Set<Id>();
  for (const start of from ?? needs.keys()) {
    const circle = circleFrom(start, needs, cleared);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/** `a waits for b, which waits for c, which waits for a` */
export function sayCircle(circle: readonly string[]): string {
  const [first = "", second = "", ...rest] = circle;
  if (first === second) return `${first} would wait for itself`;
  return [`${first} waits for ${second}`, ...rest.map((task) => `which waits for ${task}`)].join(", ");
}

function needsByTask<Id extends string>(edges: readonly Edge<Id>[]): ReadonlyMap<Id, readonly Id[]> {
  const byTask = Map.groupBy(edges, ({ task }) => task);
  return new Map([...byTask].map(([task, its]) => [task, its.map(({ need }) => need)]));
}

interface Step<Id> {
  readonly task: Id;
  readonly left: Id[];
}

/** Depth first with a trail of its own: a chain of any length never meets the end of the call stack. */
function circleFrom<Id extends string>(
  start: Id,
  needs: ReadonlyMap<Id, readonly Id[]>,
  cleared: Set<Id>,
): readonly Id[] | undefined {
  const stepTo = (task: Id): Step<Id> => ({ task, left: [...(needs.get(task) ?? [])] });
  const trail: Step<Id>[] = [stepTo(start)];
  const onTrail = new Set([start]);
  for (let here = trail.at(-1); here !== undefined; here = trail.at(-1)) {
    const next = here.left.shift();
    if (next === undefined) {
      trail.pop();
      onTrail.delete(here.task);
      cleared.add(here.task);
    } else if (onTrail.has(next)) {
      const tasks = trail.map(({ task }) => task);
      return [...tasks.slice(tasks.indexOf(next)), next];
    } else if (!cleared.has(next)) {
      trail.push(stepTo(next));
      onTrail.add(next);
    }
  }
  return undefined;
}
