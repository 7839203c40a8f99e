/**
 * Polls for a fact until it is neither undefined nor false, and answers it. Throws with `what` after the deadline.
 * This is how tests wait: for something observable, never for an amount of time.
 */
export async function waitFor<T>(
  what: string,
  fact: () => T | undefined | false | Promise<T | undefined | false>,
  deadlineMs = 10_000,
): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const value = await fact();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`waited ${deadlineMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
