/** Does the work for each, so many at a time; answers in order. */
export async function inParallel<T, R>(
  list: readonly T[],
  lanes: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const answers: R[] = [];
  const rest = [...list.entries()];
  const lane = async () => {
    for (let next = rest.shift(); next; next = rest.shift()) answers[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return answers;
}
