/** A process that reads, whose tasks do what the worst files do. */
import { serveTasks } from '../src/data/reading/serve-tasks.ts';
import * as tasks from './hostile-tasks.ts';

serveTasks(Object.values(tasks));
