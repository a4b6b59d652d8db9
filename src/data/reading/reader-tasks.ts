import { picture } from '../pictures/picture-task.ts';
import { inspect, inspectVolume, survey } from './inspect.ts';
import { inspectEntries } from './inspect-entries.ts';
import { readDirectory } from './read-directory.ts';
import { readTable } from './read-table.ts';
import type { UncheckedTask } from './reader-task.ts';

/** All tasks that the process which reads untrusted files can do. */
export const readerTasks: readonly UncheckedTask[] = [
  inspect,
  inspectVolume,
  survey,
  inspectEntries,
  readTable,
  readDirectory,
  picture,
];
