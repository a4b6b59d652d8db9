import { nodeDevice } from '../src/runtime/node.ts';
import type { Store } from '../src/store/index.ts';
import { parseOverride, parseStudy, runStudy, type StudyOutcome } from '../src/study/index.ts';
import { StudyRecord } from '../src/study/recording/study-record.ts';

/** A run that was recorded, and what came out. */
export interface RecordedRun {
  readonly run: number;
  readonly outcome: StudyOutcome;
  /** Carries the same run out once more, as a resumed one is. */
  readonly again: () => Promise<StudyOutcome>;
}

/** Runs a study in this process and records it as a run that is finished. */
export async function recordStudy(
  store: Store,
  text: string,
  overrides: readonly string[] = [],
): Promise<RecordedRun> {
  const parsed = parseStudy(text, 'study.yaml', overrides.map(parseOverride));
  const { study } = parsed;
  const about = { dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all', versions: {} };
  const run = store.runs.create({
    name: study.name,
    study: { name: study.name, text: parsed.text },
    record: { seed: 1, ...about, processorFlags: [], environment: {} },
  });
  const record = new StudyRecord(store, run);
  const again = () =>
    runStudy(study, { device: nodeDevice('cpu'), reason: 'for the test', threads: 1, folder: '.', record });
  const outcome = await again();
  await record.finish(outcome.result, []);
  return { run, outcome, again };
}

/** Iris in folds: each flower is tested once a seed. */
export const IRIS_STUDY = `
name: Iris
seed: 1
data: iris
split: { kFold: { folds: 3 } }
preprocessing: { standardize: feature }
model: { mlp: { hidden: [4] } }
training: { epochs: 3, batchSize: 16, optimizer: adam }
evaluation: { resamples: 10 }
`;

/** Simulated scans, reconstructed by a network and by two classical methods. */
export const RECONSTRUCTION_STUDY = `
name: Small brains
data:
  simulated:
    { subjects: 9, matrix: [32, 32], coils: 2, mask: { type: random, acceleration: 2, calibration: 8 } }
split: { random: { validation: 0.3, test: 0.3 } }
model: { wangCnn: { filters: [4], kernelSizes: [3, 3] } }
training: { epochs: 1, batchSize: 2, optimizer: adam }
evaluation: { resamples: 10, tuningSlices: 1, baselines: [zero-filled, sense] }
`;
