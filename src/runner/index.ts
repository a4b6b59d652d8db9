export { type Machine, thisMachine } from './admission.ts';
export { defaultFolder } from './default-folder.ts';
export type { Failure, RunMessage, RunSummary } from './messages.ts';
export { runMessageSchema } from './messages.ts';
export { type Execution, orderOfRun, type RunOrder, runOrderSchema } from './order.ts';
export { progressOf } from './progress-of.ts';
export { Queue, type QueueOptions, type RunListener } from './queue.ts';
export type { RunEnding } from './run-child.ts';
export { type StartedRun, type StartRunOptions, startRun } from './start-run.ts';
