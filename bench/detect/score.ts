import type { Answer } from "./truth.ts";
import { isCalledIdle, isNotIdle, isRight } from "./truth.ts";

/** Counts of one set of screens. */
export interface Score {
  readonly screens: number;
  readonly right: number;
  readonly notIdle: number;
  /** Not idle, and called idle: the error that types into a menu. */
  readonly calledIdle: number;
}

export const EMPTY: Score = { screens: 0, right: 0, notIdle: 0, calledIdle: 0 };

export const add = (score: Score, label: string, answer: Answer): Score => ({
  screens: score.screens + 1,
  right: score.right + (isRight(label, answer) ? 1 : 0),
  notIdle: score.notIdle + (isNotIdle(label) ? 1 : 0),
  calledIdle: score.calledIdle + (isNotIdle(label) && isCalledIdle(answer) ? 1 : 0),
});

export const accuracy = ({ right, screens }: Score): number => (screens === 0 ? 1 : right / screens);
export const falseIdle = ({ calledIdle, notIdle }: Score): number => (notIdle === 0 ? 0 : calledIdle / notIdle);

/** Labels down, answers across. */
export type Confusion = Map<string, Map<string, number>>;

export function confuse(confusion: Confusion, label: string, { state }: Answer): void {
  const row = confusion.get(label) ?? new Map<string, number>();
  row.set(state, (row.get(state) ?? 0) + 1);
  confusion.set(label, row);
}
