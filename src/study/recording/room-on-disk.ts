import { setTimeout as sleep } from 'node:timers/promises';

/** How one waits for room. */
export interface WaitForRoom {
  /** Called when the disk turns out to be full, and when there is room again. */
  readonly tell?: ((isFull: boolean) => void) | undefined;
  /** Between two tries, in milliseconds; 5000 by default. */
  readonly everyMs?: number | undefined;
  /** Ends the waiting: the write then fails. */
  readonly signal?: AbortSignal | undefined;
}

/** Writes; where the disk is full, again and again until there is room. */
export async function whenThereIsRoom(
  write: () => void | Promise<void>,
  { tell, everyMs = 5000, signal }: WaitForRoom = {},
): Promise<void> {
  for (let isFull = false; ; isFull = true) {
    try {
      await write();
      if (isFull) tell?.(false);
      return;
    } catch (error) {
      if (!isDiskFull(error) || signal?.aborted) throw error;
      if (!isFull) tell?.(true);
      await sleep(everyMs, undefined, { ...(signal && { signal }) }).catch(() => undefined);
    }
  }
}

/** Whether the system, or SQLite (SQLITE_FULL), says that there is no room. */
function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code))) return true;
  return 'errcode' in error && (Number(error.errcode) & 0xff) === 13;
}
