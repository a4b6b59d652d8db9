import type { Dataset } from '../../data/index.ts';
import { constant } from '../../graph/index.ts';
import { product } from '../../util/arrays.ts';
import { compileGraph, type Execution } from '../execution.ts';
import { type Loss, meanOverItems, neutralPrediction } from '../losses/loss.ts';

/** The loss of a network that knows nothing: ln(classes) for cross-entropy, the targets' mean square for squares. */
export async function neutralLoss(
  loss: Loss,
  { targets, count }: Dataset,
  outputShape: readonly number[],
  execution: Execution,
): Promise<number> {
  const shape = [count, ...outputShape];
  const prediction = constant(
    new Float32Array(product(shape)).fill(neutralPrediction(loss, outputShape)),
    shape,
  );
  const target = constant(
    targets.data,
    [count, ...targets.shape],
    targets.kind === 'classes' ? 'int32' : 'float32',
  );
  const weights = constant(new Float32Array(count).fill(1));
  const value = meanOverItems(loss.perItem(prediction, target), weights);
  const session = await compileGraph({ value }, 'neutral loss', execution);
  const results = await session.run({});
  await session.release();
  return Number(results.value?.[0]);
}
