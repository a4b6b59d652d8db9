import { check } from '../../util/errors.ts';
import { input, inputName } from '../leaf.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { ancestors } from '../walk.ts';
import { mul } from './arithmetic.ts';
import { greaterOrEqual, where } from './compare.ts';

const PREFIX = 'random/';

/**
 * Numbers uniform in [0, 1) that are new at every run: an input that whoever runs the graph fills from the
 * stream of this name, derived from seed and step. So the graph has no hidden state, and step k draws the same
 * numbers whether or not the training was interrupted before.
 */
export function randomUniform(stream: string, shape: Shape): Tensor {
  return input(`${PREFIX}${stream}`, shape);
}

/** One random input of a graph: its name as an input, and the name of the stream that fills it. */
export interface RandomInput {
  readonly name: string;
  readonly stream: string;
  readonly tensor: Tensor;
}

/** The random inputs that `outputs` need. */
export function randomInputs(outputs: readonly Tensor[]): RandomInput[] {
  return ancestors(outputs).flatMap((tensor) => {
    const name = inputName(tensor);
    return name?.startsWith(PREFIX) ? [{ name, stream: name.slice(PREFIX.length), tensor }] : [];
  });
}

/**
 * x with each element set to zero with probability `rate`, in [0, 1), and the rest scaled to keep the mean
 * (Srivastava 2014). Which ones is drawn anew at every run from the numbers of {@link randomUniform}.
 *
 * @param shape where it differs from x's, the shape of the mask, which broadcasts: [n, c, 1, 1] drops channels
 */
export function dropout(x: Tensor, rate: number, stream: string, shape: Shape = x.shape): Tensor {
  check(rate >= 0 && rate < 1, () => ({
    where: 'dropout',
    expected: 'a rate from 0 up to, not including, 1',
    received: String(rate),
  }));
  if (rate === 0) return x;
  return mul(x, where(greaterOrEqual(randomUniform(stream, shape), rate), 1 / (1 - rate), 0));
}
