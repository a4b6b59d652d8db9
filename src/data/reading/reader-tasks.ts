import { inspect } from './inspect.ts';
import type { UncheckedTask } from './reader-task.ts';

/** All tasks that the process which reads untrusted files can do. */
export const readerTasks: readonly UncheckedTask[] = [inspect];
