import { InvalidArgumentError } from "commander";

/** Reads an option's value as a whole number in a range; commander says what is wrong and ends with exit code 2. */
export const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
