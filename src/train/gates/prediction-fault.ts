import { range, sum } from '../../util/arrays.ts';
import { CLASS_AXIS } from '../losses/class-targets.ts';
import type { Loss } from '../losses/loss.ts';
import type { Predictions } from '../predict.ts';
import { short } from './gate.ts';

/** How far sums of probabilities may be from 1. */
const ROUNDING = 1e-3;

/** What is wrong with predictions for a loss, before anything is learned; `undefined` where nothing is. */
export function predictionFault(loss: Loss, predictions: Predictions): string | undefined {
  const probable = areProbabilities(predictions);
  if (loss.predictions === 'logits' && probable) {
    const last = isSingle(predictions) ? 'sigmoid' : 'softmax';
    return `${last} is applied twice, by the network and by the loss, which takes logits: leave it out of the network, or give the loss fromLogits: false`;
  }
  if (loss.predictions === 'probabilities' && !probable) {
    const [least, most] = [extreme(predictions, Math.min), extreme(predictions, Math.max)];
    return `the loss takes probabilities, and the network gives numbers from ${short(least)} to ${short(most)}: end it with softmax or sigmoid, or give the loss fromLogits: true`;
  }
  if (isConstant(predictions)) {
    return 'the predictions are the same for every item: the inputs do not reach the output (dead units, or weights of zero)';
  }
  return undefined;
}

/** Whether all lie between 0 and 1 and, where there are several classes, sum up to 1 for every item. */
function areProbabilities(predictions: Predictions): boolean {
  const { values } = predictions;
  if (values.length < 2 || values.some((value) => value < 0 || value > 1)) return false;
  return isSingle(predictions) || classSums(predictions).every((total) => Math.abs(total - 1) < ROUNDING);
}

function isSingle({ shape }: Predictions): boolean {
  return (shape[CLASS_AXIS] ?? 1) === 1;
}

/** The sum over classes of every item, at every place. */
function classSums({ values, shape }: Predictions): number[] {
  const [items = 0, classes = 1] = shape;
  const places = values.length / (items * classes);
  return range(items).flatMap((item) =>
    range(places).map((place) =>
      sum(range(classes).map((c) => values[(item * classes + c) * places + place] ?? 0)),
    ),
  );
}

function extreme({ values }: Predictions, of: (a: number, b: number) => number): number {
  return values.reduce((found, value) => of(found, value));
}

function isConstant({ values, shape }: Predictions): boolean {
  const [items = 0] = shape;
  const size = values.length / Math.max(1, items);
  return items > 1 && values.every((value, i) => value === values[i % size]);
}
