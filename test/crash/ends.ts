/** What must not be left behind by a run that is broken off: frozen daemons, tmux servers. */
const ends = new Set<() => Promise<unknown>>();

/** Remembers how to end something until it has ended; answers the end. */
export function ending(end: () => Promise<unknown>): () => Promise<void> {
  ends.add(end);
  return async () => {
    await end();
    ends.delete(end);
  };
}

export const endEverything = async (): Promise<void> =>
  void (await Promise.allSettled([...ends].toReversed().map((end) => end())));
