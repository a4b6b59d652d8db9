/**
 * Does something with each of many things, several at a time, and gives the results in the order of the things. No more
 * than `ahead` are begun before the first is taken, so that ten thousand take no more memory than ten.
 *
 * @throws what the action throws, when its turn comes.
 */
export async function* inOrder<Thing, Result>(
  things: Iterable<Thing>,
  ahead: number,
  action: (thing: Thing) => Promise<Result>,
): AsyncGenerator<Result, void, void> {
  const begun: Promise<Result>[] = [];
  try {
    for (const thing of things) {
      const result = action(thing);
      result.catch(() => undefined);
      begun.push(result);
      const first = begun.length >= ahead ? begun.shift() : undefined;
      if (first) yield await first;
    }
    while (begun.length > 0) {
      const first = begun.shift();
      if (first) yield await first;
    }
  } finally {
    await Promise.allSettled(begun);
  }
}
