/** Something that takes memory, files or processes until it is closed. */
export interface Closable {
  close(): void;
}

/**
 * Does something with what is open, and closes it whatever happens: what `using` does where Node knows it (24).
 *
 * @example await closing(new ReaderPool(), (pool) => pool.run(inspect, { path }, path));
 */
export async function closing<Open extends Closable, Result>(
  open: Open,
  action: (open: Open) => Promise<Result>,
): Promise<Result> {
  try {
    return await action(open);
  } finally {
    open.close();
  }
}

/** The same of what is done at once. */
export function closingNow<Open extends Closable, Result>(
  open: Open,
  action: (open: Open) => Result,
): Result {
  try {
    return action(open);
  } finally {
    open.close();
  }
}
