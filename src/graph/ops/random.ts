import { input, inputName } from '../leaf.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { ancestors } from '../walk.ts';
import { div } from './arithmetic.ts';
import { greaterOrEqual, maskedBy } from './compare.ts';

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

/** x with a fraction `rate` of its elements set to zero and the rest scaled to keep the mean (Srivastava 2014). */
export function dropout(x: Tensor, rate: number, stream: string): Tensor {
  if (rate === 0) return x;
  const keep = greaterOrEqual(randomUniform(stream, x.shape), rate);
  return div(maskedBy(keep, x), 1 - rate);
}
