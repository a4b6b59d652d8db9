/** The process in which the audit reads untrusted files. */
import { inspect, inspectVolume } from '../../data/reading/inspect.ts';
import { inspectEntries } from '../../data/reading/inspect-entries.ts';
import { serveTasks } from '../../data/reading/serve-tasks.ts';
import { digestItems } from './digest-task.ts';
import { previewSlice } from './preview-task.ts';

serveTasks([inspect, inspectVolume, inspectEntries, digestItems, previewSlice]);
