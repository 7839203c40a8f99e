// When two task texts say the same. Only what is certain counts: a task left out by mistake would be work lost.

/** Of the first line: the words that matter, in no order. The rest of the text: as it is but for blanks and marks. */
export function likeness(content: string): string {
  const [first = "", ...rest] = content.trim().split("\n");
  return [[...new Set(wordsOf(first))].toSorted().join(" "), wordsOf(rest.join(" ")).join(" ")].join("\n");
}

const wordsOf = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+(?:[._/-][\p{L}\p{N}]+)*/gu) ?? []).filter((word) => !SMALL.has(word));

const SMALL: ReadonlySet<string> = new Set(
  "a an and the to of for in on at is are be it its this that with".split(" "),
);
