import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/dataset-folder.ts';
import { importDataset } from '../data/node.ts';
import { page } from '../report/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { parseStudy } from './parse-study.ts';
import { reportStudy } from './report-study.ts';
import { runStudy } from './run-study.ts';

/** 5,856 chest images of children, 28 x 28, normal or with pneumonia (Kermany 2018, as MedMNIST has them). */
const IMAGES = fileURLToPath(
  new URL('../../../shared/data/radiology_cls/pneumoniamnist/pneumoniamnist.npz', import.meta.url),
);

const STUDY = `
name: Pneumonia
seed: 1
data: { dataset: { folder: pneumonia, items: slices, scaling: range } }
split: { given: { validation: 0.1 } }
model: smallCnn
training: { epochs: 1, batchSize: 64, optimizer: { adam: { learningRate: 0.001 } } }
augmentation: { shift: 1, intensity: { contrast: 0.1 } }
evaluation: { resamples: 100 }
`;

it.skipIf(!existsSync(IMAGES))(
  'from a file of chest images to a report (skipped without ../shared/data)',
  async () => {
    const folder = temporaryFolder();
    const { made } = await importDataset([IMAGES], { out: join(folder, 'pneumonia'), by: 'the test' });
    expect(made).toBe(true);
    const device = nodeDevice('cpu');
    const { study } = parseStudy(STUDY, 'study.yaml');
    const outcome = await runStudy(study, { device, reason: 'for the test', threads: 1, folder });
    const { result } = outcome;
    expect(result.data).toMatchObject({ name: 'pneumonia', items: 5856, inputShape: [1, 28, 28] });
    // As the source divides them.
    expect(result.repetitions[0]?.items).toEqual({ train: 4708, validation: 524, test: 624 });
    expect(result.metrics.test?.accuracy).toBeGreaterThan(0.7);
    expect(result.intervals.test?.accuracy).toBeDefined();
    const text = page({ title: 'Pneumonia', sections: await reportStudy(outcome) });
    expect(text).toContain('It was opened for the 1st time.');
    const openings = readFileSync(join(folder, 'pneumonia', 'openings.jsonl'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(openings).toHaveLength(1);
  },
  180_000,
);
