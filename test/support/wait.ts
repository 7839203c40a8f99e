/**
 * Polls for a fact until it is neither undefined nor false, and answers it. Throws with `what` after the deadline.
 * This is how tests wait: for something observable, never for an amount of time. What takes long is asked for less often:
 * asking costs the time of those who are waited for.
 */
export async function waitFor<T>(
  what: string,
  fact: () => T | undefined | false | Promise<T | undefined | false>,
  deadlineMs = 10_000,
): Promise<T> {
  const begin = Date.now();
  for (;;) {
    const value = await fact();
    if (value !== undefined && value !== false) return value;
    const waited = Date.now() - begin;
    if (waited > deadlineMs) throw new Error(`waited ${deadlineMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(100, Math.max(10, waited / 20))));
  }
}
