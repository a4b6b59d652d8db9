import type { Generated } from 'kysely';

/** The tables of a store. Times are milliseconds since 1970; texts named `..._json` are JSON. */
export interface Schema {
  studies: StudyTable;
  runs: RunTable;
  tags: TagTable;
  series: SeriesTable;
  points: PointTable;
  ranges: RangeTable;
  histograms: HistogramTable;
  artifacts: ArtifactTable;
  openings: OpeningTable;
}

/** Study files, each text once. */
export interface StudyTable {
  id: Generated<number>;
  name: string;
  /** SHA-256 of the text. */
  hash: string;
  text: string;
  created_at: number;
}

/** Trainings. */
export interface RunTable {
  id: Generated<number>;
  study_id: number;
  name: string;
  status: string;
  created_at: number;
  started_at: number | null;
  ended_at: number | null;
  /** When its process gave the last sign of life. */
  heartbeat_at: number | null;
  /** The process that carries it out, or waits with it. */
  pid: number | null;
  /** When that process was started, as the system tells it, so that another of the same number is known. */
  pid_start: string | null;
  /** What else is needed to repeat it. */
  record_json: string;
  /** Its last scores. */
  scores_json: string;
  /** Why it failed. */
  message: string | null;
  note: string;
  trashed_at: number | null;
  /** How it is to be carried out, for whoever starts it. */
  order_json: string | null;
  queued_at: number | null;
  /** Whether it waits on in the queue when the process that waits with it ends: 1 or 0. */
  waits_on: Generated<number>;
  /** What its process is asked to do: pause, continue, stop. */
  request: string | null;
  /** How far it is. */
  progress_json: string | null;
  /** What its process takes, in bytes. */
  memory: number | null;
}

/** Words that people give to runs. */
export interface TagTable {
  run_id: number;
  tag: string;
}

/** What is measured in a run, by its name. */
export interface SeriesTable {
  id: Generated<number>;
  run_id: number;
  name: string;
}

/** Measured values. */
export interface PointTable {
  series_id: number;
  step: number;
  /** Epochs finished, with the fraction of the current one. */
  epoch: number;
  at: number;
  /** NULL where it was not finite. */
  value: number | null;
}

/** Least and largest values of a run of steps, so that long curves are drawn without their points. */
export interface RangeTable {
  series_id: number;
  /** ⌊step / BUCKET⌋ */
  bucket: number;
  first_step: number;
  last_step: number;
  low: number | null;
  high: number | null;
  points: number;
}

/** How values are distributed, in bins of one width. */
export interface HistogramTable {
  run_id: number;
  name: string;
  step: number;
  /** Epochs finished, with the fraction of the current one. */
  epoch: number;
  at: number;
  /** Where the first bin begins. */
  low: number;
  /** Where the last bin ends. */
  high: number;
  /** How many values are in each bin. */
  counts_json: string;
}

/** Other files of a run: figures, models, reports. */
export interface ArtifactTable {
  run_id: number;
  name: string;
  kind: string;
  bytes: number;
  sha256: string;
  created_at: number;
}

/** Every time a test part was opened. */
export interface OpeningTable {
  id: Generated<number>;
  run_id: number;
  /** The hash of the test part. */
  test_hash: string;
  purpose: string;
  opened_at: number;
}
