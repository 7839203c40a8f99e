import { InvalidArgumentError } from "commander";
import { DEADLINE_FORM, parseDeadline } from "../orchestrator/deadline.ts";

/** Reads an option's value as a deadline; commander says what is wrong and ends with exit code 2. */
export const moment = (text: string): string => {
  const at = parseDeadline(text, Date.now());
  if (at === undefined) throw new InvalidArgumentError(`It must be ${DEADLINE_FORM}.`);
  return new Date(at).toISOString();
};

/** `2026-12-01 18:00` in local time. */
export const shortTime = (iso: string): string => {
  const at = new Date(iso);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
};
