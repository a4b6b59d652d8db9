/** What it looks like to choose by the test flowers instead of the validation flowers. Measured, not recommended. */
import { mean } from 'echotrain/evaluate';
import { accuracy, evaluate, sparseCategoricalCrossentropy } from 'echotrain/train';
import { isStarted } from '../started.ts';
import { type Fold, folds, runFold } from './five-folds.ts';
import { execution } from './layers.ts';

/** How often the flowers are divided anew. */
const DIVISIONS = 8;

/** The highest accuracy that any of the fold's candidates has on its test flowers. */
export async function flattered({ candidates, parts }: Fold): Promise<number> {
  const objective = { ...execution, loss: sparseCategoricalCrossentropy(), metrics: [accuracy()] };
  const scores = candidates.map(({ model, weights }) => evaluate(model, weights, parts.test, objective));
  return Math.max(...(await Promise.all(scores)).map((score) => score.accuracy ?? Number.NaN));
}

if (isStarted(import.meta)) {
  const [honest, flattering]: [number[], number[]] = [[], []];
  for (let division = 1; division <= DIVISIONS; division++) {
    for (const split of folds(division)) {
      const fold = await runFold(split);
      honest.push(1 - fold.errors.test);
      flattering.push(await flattered(fold));
    }
  }
  console.log(`chosen by validation: test accuracy ${mean(honest).toFixed(3)}`);
  console.log(`chosen by test:       test accuracy ${mean(flattering).toFixed(3)}`);
}
