import { expect, it } from 'vitest';
import { Dataset, joinedShape } from '../src/data/index.ts';
import type { Model } from '../src/layers/index.ts';
import { nodeDevice } from '../src/runtime/node.ts';
import { adam, fit, meanSquaredError } from '../src/train/index.ts';
import { range } from '../src/util/arrays.ts';
import { magnitudeOf, type ScanSize, scanFields, smallScan } from './small-scans.ts';

/** How a model shows that it learns. */
export interface LearningCheck {
  /** By how much the loss falls at least. */
  readonly factor: number;
  readonly steps?: number;
  readonly learningRate?: number;
}

/** Proves that a model learns the items of a dataset by heart: the loss falls by a factor within some steps. */
export function checkLearns(
  make: () => { readonly model: Model; readonly dataset: Dataset },
  { factor, steps = 60, learningRate = 0.01 }: LearningCheck,
): void {
  it(`learns: the loss falls to 1 / ${factor} within ${steps} steps`, async () => {
    const { model, dataset } = make();
    const { history } = await fit(model, dataset, {
      device: nodeDevice('cpu'),
      threads: 1,
      loss: meanSquaredError(),
      optimizer: adam({ learningRate }),
      batchSize: dataset.count,
      epochs: steps,
      seed: 1,
    });
    const losses = history.map(({ train }) => train.loss);
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / factor);
  });
}

/** Two small scans and what they were: the complex image, or its magnitude. */
export function scansToLearn(size: ScanSize, target: 'complex' | 'magnitude'): Dataset {
  const scans = range(2).map((seed) => smallScan(seed, size));
  const fields = scanFields(size);
  const inputs = scans.flatMap(({ kspace, maps, mask }) => [...kspace, ...maps, ...mask]);
  const images = scans.flatMap(({ image }) => [...(target === 'complex' ? image : magnitudeOf(image))]);
  const shape = [target === 'complex' ? 2 : 1, size.rows, size.columns];
  return new Dataset({
    name: 'small scans',
    inputs: Float32Array.from(inputs),
    inputShape: joinedShape(fields),
    inputFields: fields,
    targets: { kind: 'values', data: Float32Array.from(images), shape },
  });
}
