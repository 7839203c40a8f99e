/** Words that a pattern looks for, off its source: signs of its syntax, classes and counts part them. */
const NO_WORDS = /\\[A-Za-z]|\\u[0-9a-f]{4}|\[[^\]]*\]|\{[^}]*\}|\(\?<?[a-z]*[:=!>]|[\\^$.*+?()|\s]/g;
const SHORTEST = 3;

/** The share of a pattern's words that stand in the line, from 0 to 1; 0 for a pattern that is looked up by signs alone. */
export function likeness({ source }: RegExp, line: string): number {
  const words = source
    .replaceAll(NO_WORDS, "\n")
    .split("\n")
    .filter((word) => /\p{L}/u.test(word) && word.length >= SHORTEST);
  return words.length === 0 ? 0 : words.filter((word) => line.includes(word)).length / words.length;
}
