// What is written is read again as it was, as far as the format has a place for it.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Book, BookGoal, BookTask, ReadBook } from "../../../orchestrator/exchange/book.ts";
import { idsFrom } from "../../../orchestrator/exchange/book.ts";
import { readMarkdown } from "../../../orchestrator/exchange/read-markdown.ts";
import { writeMarkdown } from "../../../orchestrator/exchange/write-markdown.ts";
import { readJsonLines, writeJsonLines } from "../../../state/exchange/json-lines.ts";
import { readBeads } from "../../../state/exchange/read-beads.ts";
import { writeBeads } from "../../../state/exchange/write-beads.ts";
import { anyBook } from "./any-book.ts";

const reading = () => ({ now: 77, idFor: idsFrom((text) => String(text.length)) });
const bookIn = (read: ReadBook): Book => {
  if (read.kind === "refused") throw new Error(JSON.stringify(read.mistakes));
  const unlined = <T extends { readonly line?: number }>({ line: _line, ...one }: T) => one;
  const { visions, goals, tasks } = read.book;
  return { visions: visions.map(unlined), goals: goals.map(unlined), tasks: tasks.map(unlined) };
};
const byId = <T extends { readonly id: string }>(list: readonly T[]) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1));

describe("JSON Lines", () => {
  it("loses nothing", () => {
    fc.assert(
      fc.property(anyBook, (book) => {
        expect(bookIn(readJsonLines(writeJsonLines(book), reading()))).toEqual(book);
      }),
    );
  });
});

describe("beads", () => {
  /** Visions have no place there, nor what a goal was generated from. */
  const held = ({ goals, tasks }: Book): Book => ({
    visions: [],
    goals: goals.map(({ vision: _vision, generatedFrom: _from, generatedAt: _at, ...goal }) => goal),
    tasks: tasks.map((task) => (task.status === "done" ? { finishedAt: task.createdAt, ...task } : task)),
  });

  it("loses nothing of tasks and goals", () => {
    fc.assert(
      fc.property(anyBook, (book) => {
        expect(bookIn(readBeads(writeBeads(book).text, reading()))).toEqual(held(book));
      }),
    );
  });

  it("takes what beads says over what drover once knew", () => {
    fc.assert(
      fc.property(anyBook, (book) => {
        const changed = writeBeads(book)
          .text.split("\n")
          .filter((line) => line !== "")
          .map((line) => ({ ...(JSON.parse(line) as object), status: "closed", priority: 0, title: "another" }));
        const read = bookIn(readBeads(changed.map((issue) => JSON.stringify(issue)).join("\n"), reading()));
        for (const { content, priority, status } of read.tasks) {
          expect([content.startsWith("another"), priority >= 80, status]).toEqual([true, true, "done"]);
        }
      }),
    );
  });
});

describe("Markdown", () => {
  const lines = (content: string) => content.trim().split("\n");
  /** The text without blanks around it, its first line too; no times, no notes. */
  const told = (content: string) => {
    const [title = "", ...body] = lines(content);
    return [title.trim(), ...body].join("\n");
  };
  const goalHeld = ({ id, content, priority, project, category, deadline }: BookGoal) => ({
    id,
    content: told(content),
    priority,
    project,
    category,
    deadline,
  });
  const taskHeld = ({ id, content, status, goal, parent, dependsOn, priority, size, deadline }: BookTask) => ({
    id,
    content: told(content),
    status,
    goal,
    parent,
    dependsOn: dependsOn?.toSorted(),
    priority,
    size,
    deadline,
  });

  it("keeps texts, order, status and dependencies", () => {
    fc.assert(
      fc.property(anyBook, (book) => {
        const read = bookIn(readMarkdown(writeMarkdown(book).text, reading()));
        expect(byId(read.tasks.map(taskHeld))).toEqual(byId(book.tasks.map(taskHeld)));
        expect(byId(read.goals.map(goalHeld))).toEqual(byId(book.goals.map(goalHeld)));
      }),
      { numRuns: 300 },
    );
  });

  it("says of each attribute that it cannot keep, and keeps all others", () => {
    fc.assert(
      fc.property(anyBook, (book) => {
        const { text, leftOut } = writeMarkdown(book);
        const read = new Map(bookIn(readMarkdown(text, reading())).tasks.map((task) => [task.id, task]));
        for (const { id, check, acceptance, labels, project } of book.tasks) {
          const again = read.get(id);
          const lost = [
            ...(again?.check === check ? [] : ["check"]),
            ...(again?.acceptance === acceptance ? [] : ["accept"]),
            ...(JSON.stringify(again?.labels) === JSON.stringify(labels) ? [] : ["labels"]),
            ...(again?.project === project ? [] : ["project"]),
          ];
          const said = leftOut.filter((line) => line.startsWith(`${id}: `)).map((line) => line.split(" ").at(-1));
          expect(said.toSorted()).toEqual(lost.toSorted());
        }
      }),
      { numRuns: 300 },
    );
  });
});
