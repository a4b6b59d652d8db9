export {
  type Checkpoint,
  CheckpointFolder,
  type DamagedCheckpoint,
  type FoundCheckpoint,
} from './checkpoints/checkpoint-folder.ts';
export type { Retention } from './checkpoints/retention.ts';
export { explainStoreError } from './database/store-error.ts';
export { removeParts, writeWhole } from './files/write-whole.ts';
export type { Curve, CurveOptions } from './metrics/curve.ts';
export type { Histogram, NamedHistogram } from './metrics/histograms.ts';
export type { MetricLog, MetricPoint } from './metrics/metric-log.ts';
export { exportToMlflow, type MlflowExport, type MlflowReceipt } from './mlflow/export-to-mlflow.ts';
export { isAlive, type ProcessId, processOf, thisProcess } from './processes/process-id.ts';
export {
  type ActiveRun,
  type Processes,
  type RunRequest,
  runRequests,
  type SignOfLife,
} from './processes/processes.ts';
export { type Rescued, rescueStore } from './rescue/rescue-store.ts';
export type { Artifact } from './runs/artifacts.ts';
export type { TestOpening } from './runs/openings.ts';
export { type Run, type RunRecord, type RunStatus, runStatuses, type Scores } from './runs/run.ts';
export type { RunChange } from './runs/run-change.ts';
export type { RunWatch, StoreChange } from './runs/run-watch.ts';
export type { NewRun, RunFilter, Runs } from './runs/runs.ts';
export type { Trash } from './runs/trash.ts';
export { type CheckpointOptions, type SeriesPoint, Store } from './store.ts';
