// Which tasks a session's `projects` let in, as the backlog's SQL sees it: LIKE with `%` and `_`, no escape sign,
// upper and lower case alike for ASCII letters only.

/** Patterns restrict only tasks that name a project; none at all: any task. */
export const letsIn = (patterns: readonly string[], project: string): boolean =>
  project === "" || patterns.length === 0 || patterns.some((pattern) => like(pattern, project));

/** SQL's `text LIKE pattern`. */
export function like(pattern: string, text: string): boolean {
  return matches([...foldAscii(pattern)], [...foldAscii(text)]);
}

const foldAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Remembers the last `%` only, so that a hostile pattern stays at pattern × text steps. */
function matches(pattern: readonly string[], text: readonly string[]): boolean {
  let p = 0;
  let t = 0;
  let percent = -1;
  let resume = 0;
  while (t < text.length) {
    if (pattern[p] === "%") {
      percent = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === "_" || pattern[p] === text[t])) {
      p += 1;
      t += 1;
    } else if (percent >= 0) {
      p = percent + 1;
      t = ++resume;
    } else return false;
  }
  return pattern.slice(p).every((sign) => sign === "%");
}
