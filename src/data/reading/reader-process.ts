/** The process in which untrusted files are read: one that crashes, hangs or fills the memory takes nothing with it. */
import { readerTasks } from './reader-tasks.ts';
import { serveTasks } from './serve-tasks.ts';

serveTasks(readerTasks);
