/** An option that may be given again, and lists: `--after a,b --after c`. */
export const collect = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== ""),
];
