// Any book that a store could hold: texts as nasty as they come, wholes and parts, a graph without circles.
import * as fc from "fast-check";
import { goalId, sessionName, taskId, visionId } from "../../../machines/ids.ts";
import type { Book, BookGoal, BookTask } from "../../../orchestrator/exchange/book.ts";
import { checkTaskText } from "../../../orchestrator/text.ts";

const T0 = Date.UTC(2026, 10, 24, 12);

const NASTY = [
  "",
  "  indented",
  "\ttabbed",
  "   ",
  "- [ ] not a step",
  "  * [x] nor this",
  "2. [ ] nor that",
  "# no heading",
  "## C#",
  "#",
  "```",
  "```ts",
  "~~~",
  "\\- [ ] behind a backslash",
  "\\\\",
  "\\`x",
  "(id: task-9; size: M)",
  "a (after: 1)",
  "brackets ) the ( wrong way",
  "- item",
  "1. one",
  "---",
  '{"kind":"task"}',
  "ends with a backslash \\",
  "ends with blanks  ",
  "\u00a0no-break",
  "ä 漢字 👩‍💻 \u2028 end",
];

const line = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: "grapheme", maxLength: 12 }));
const isText = (text: string): boolean => checkTaskText(text).kind === "text";
const text = fc
  .array(line, { minLength: 1, maxLength: 6 })
  .map((lines) => lines.join("\n").replaceAll(/\r|\n+$/g, ""))
  .filter(isText);
const short = fc.oneof(
  fc.constantFrom("npm test", "a, b", "; size: M", 'echo ")"', "#x", "two\nlines", " blank"),
  text,
);

const time = fc.integer({ min: 0, max: 50 }).map((n) => T0 + n * 1_001);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 2 });
const priority = fc.integer({ min: 0, max: 100 });
const word = fc.constantFrom("", "web", "core, old", "a;b");

const goal = fc.record({
  content: text,
  priority,
  project: word,
  category: fc.constantFrom("general", "test"),
  createdAt: time,
  deadline: maybe(time),
  status: fc.constantFrom("active" as const, "active" as const, "paused" as const, "done" as const, "dropped" as const),
  generated: fc.boolean(),
  vision: maybe(fc.nat(1)),
});

const REST = ["pending", "pending", "pending", "done", "failed", "quarantined", "unsure", "cancelled"] as const;
const task = fc.record({
  content: text,
  priority,
  project: word,
  category: fc.constantFrom("general", "bug", "docs", "epic", "chore"),
  createdAt: time,
  status: fc.constantFrom(...REST),
  goal: maybe(fc.nat(2)),
  parent: maybe(fc.nat(7)),
  needs: fc.array(fc.nat(7), { maxLength: 3 }),
  size: maybe(fc.constantFrom("S" as const, "M" as const, "L" as const)),
  deadline: maybe(time),
  check: maybe(short),
  acceptance: maybe(short),
  labels: maybe(fc.array(fc.constantFrom("ui", "a b", "#1", "x,y"), { minLength: 1, maxLength: 3 })),
  session: maybe(fc.constant("mary")),
  note: maybe(text),
  finishedAt: maybe(time),
});

export const anyBook: fc.Arbitrary<Book> = fc
  .record({
    visions: fc.array(text, { maxLength: 2 }),
    goals: fc.array(goal, { maxLength: 3 }),
    tasks: fc.array(task, { maxLength: 8 }),
  })
  .map(({ visions, goals, tasks }) => ({
    visions: visions.map((content, n) => ({ id: visionId(`vision-${n}`), content, createdAt: T0 })),
    goals: goals.map(({ generated, vision, ...one }, n): BookGoal => {
      const serves = vision !== undefined && vision < visions.length ? { vision: visionId(`vision-${vision}`) } : {};
      const made = generated ? { generatedFrom: one.content, generatedAt: one.createdAt + 5 } : {};
      return present<BookGoal>({ ...one, id: goalId(`goal-${n}`), ...serves, ...made });
    }),
    tasks: graphOf(tasks, goals.length),
  }));

type Drawn = typeof task extends fc.Arbitrary<infer T> ? T : never;

/** Parents stand before their parts; a part is of its whole's goal, and waits for what its whole waits for. */
function graphOf(drawn: readonly Drawn[], goals: number): readonly BookTask[] {
  const parents = drawn.map(({ parent }, n) => (parent !== undefined && parent < n ? parent : undefined));
  const rootOf = (n: number): number => {
    const above = parents[n];
    return above === undefined ? n : rootOf(above);
  };
  const below = (n: number): readonly number[] => [n, ...parents.flatMap((p, at) => (p === n ? below(at) : []))];
  const edges: (readonly [number, number])[] = parents.flatMap((p, at) => (p === undefined ? [] : [[p, at] as const]));
  const needs = drawn.map(() => new Set<number>());
  for (const [n, { needs: wanted }] of drawn.entries()) {
    for (const need of wanted.filter((other) => other < drawn.length)) {
      const added = below(n).map((part) => [part, need] as const);
      if (added.some(([part]) => part === need || reaches(need, part, [...edges, ...added]))) continue;
      edges.push(...added);
      for (const [part] of added) needs[part]?.add(need);
    }
  }
  return drawn.map(({ parent: _parent, needs: _needs, goal: _goal, session, finishedAt, ...one }, n): BookTask => {
    const goal = drawn[rootOf(n)]?.goal;
    const parent = parents[n];
    const list = [...(needs[n] ?? [])].map((need) => taskId(`task-${need}`)).toSorted();
    return present<BookTask>({
      ...one,
      id: taskId(`task-${n}`),
      ...(goal !== undefined && goal < goals ? { goal: goalId(`goal-${goal}`) } : {}),
      ...(parent === undefined ? {} : { parent: taskId(`task-${parent}`) }),
      ...(list.length === 0 ? {} : { dependsOn: list }),
      ...(session === undefined ? {} : { session: sessionName(session) }),
      ...(one.status === "pending" || finishedAt === undefined ? {} : { finishedAt }),
    });
  });
}

export function reaches(from: number, to: number, edges: readonly (readonly [number, number])[]): boolean {
  const seen = new Set<number>();
  const walk = (at: number): boolean => {
    if (at === to) return true;
    if (seen.has(at)) return false;
    seen.add(at);
    return edges.some(([task, need]) => task === at && walk(need));
  };
  return walk(from);
}

/** Without the keys that say nothing. */
const present = <T extends object>(one: { readonly [K in keyof T]?: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as T;
