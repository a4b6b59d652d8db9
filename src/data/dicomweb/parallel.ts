/**
 * Does something with every item, a few at a time, in their order. The first failure ends it, once what is under way
 * has ended.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  atATime: number,
  action: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const [i, item] of queue) {
      if (failed) return;
      results[i] = await action(item);
    }
  };
  const workers = Array.from({ length: Math.min(atATime, items.length) }, () =>
    worker().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  await Promise.allSettled(workers);
  await Promise.all(workers);
  return results;
}
