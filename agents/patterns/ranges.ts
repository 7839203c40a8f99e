// Sets of code points as sorted, disjoint ranges, both ends included.
export type Range = readonly [number, number];
export type Ranges = readonly Range[];

export const LAST = 0x10ffff;

export const DIGITS: Ranges = [[0x30, 0x39]];
export const WORDS: Ranges = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
export const SPACES: Ranges = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const LINE_ENDS: Ranges = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];

export function union(sets: readonly Ranges[]): Ranges {
  const joined: [number, number][] = [];
  for (const [from, to] of sets.flat().toSorted(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

export function negate(set: Ranges): Ranges {
  const rest: Range[] = [];
  let from = 0;
  for (const [start, end] of set) {
    if (start > from) rest.push([from, start - 1]);
    from = end + 1;
  }
  return from <= LAST ? [...rest, [from, LAST]] : rest;
}

/** What `.` stands for. */
export const ANY: Ranges = negate(LINE_ENDS);

/** Binary search: a property has hundreds of ranges. */
export function has(set: Ranges, point: number): boolean {
  let low = 0;
  let high = set.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [from, to] = set[middle] ?? [0, -1];
    if (point < from) high = middle - 1;
    else if (point > to) low = middle + 1;
    else return true;
  }
  return false;
}

/** Sets of properties such as `\p{L}`, by asking the engine of the language about each code point: 100 ms, once each. */
const PROPERTIES = new Map<string, Ranges>();

export function ofProperty(raw: string): Ranges {
  const known = PROPERTIES.get(raw) ?? allOf(new RegExp(`^${raw}$`, "u"));
  PROPERTIES.set(raw, known);
  return known;
}

function allOf(pattern: RegExp): Ranges {
  const found: [number, number][] = [];
  for (let point = 0; point <= LAST; point += 1) {
    if (!pattern.test(String.fromCodePoint(point))) continue;
    const last = found.at(-1);
    if (last && point === last[1] + 1) last[1] = point;
    else found.push([point, point]);
  }
  return found;
}
