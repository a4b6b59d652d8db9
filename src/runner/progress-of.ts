import type { Store } from '../store/index.ts';
import { type RunMessage, runMessageSchema } from './messages.ts';

/** How far a run said it was, at most two seconds ago while it lasts, whoever has started it. */
export function progressOf(store: Store, run: number): RunMessage | undefined {
  const { progress } = store.processes.notes(run);
  try {
    return runMessageSchema.safeParse(JSON.parse(progress ?? 'null')).data;
  } catch {
    return undefined;
  }
}
