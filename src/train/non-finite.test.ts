import { describe, expect, it } from 'vitest';
import { Dataset, iris } from '../data/index.ts';
import { log, mul, reduceSum, sqrt, sub } from '../graph/index.ts';
import { activation, dense, dropout, type Model, sequential } from '../layers/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { InputError } from '../util/errors.ts';
import {
  adam,
  type FitOptions,
  type Loss,
  NonFiniteLossError,
  sgd,
  sparseCategoricalCrossentropy,
  fit as train,
} from './index.ts';

const device = nodeDevice('cpu');

/** The error of a training that is bound to fail. */
async function failureOf(
  model: Model,
  options: Partial<FitOptions>,
  data: Dataset = iris(),
): Promise<NonFiniteLossError> {
  const common = { device, threads: 1, loss: sparseCategoricalCrossentropy(), optimizer: adam(), epochs: 20 };
  const failure: unknown = await train(model, data, { ...common, ...options }).catch(
    (error: unknown) => error,
  );
  if (failure instanceof NonFiniteLossError) return failure;
  throw new Error(`no loss became NaN or infinite, but: ${String(failure)}`);
}

/** Iris in nanometers. */
function enlarged(factor: number): Dataset {
  const { name, inputShape, targets, inputs } = iris();
  return new Dataset({ name, inputShape, targets, inputs: inputs.map((value) => value * factor) });
}

const exponential = sequential(
  [
    dense({ name: 'first', units: 8 }),
    activation({ name: 'boom', activation: 'exponential' }),
    dropout({ rate: 0.1 }),
    dense({ name: 'last', units: 3 }),
  ],
  { inputShape: [4] },
);

describe('a loss that becomes NaN or infinite', () => {
  it('stops the training and names the layer whose activation went first', async () => {
    const failure = await failureOf(exponential, {}, enlarged(1e6));
    expect(failure).toBeInstanceOf(InputError);
    expect(failure.step).toBe(1);
    expect(failure.layer).toBe('boom');
    expect(failure.message).toMatch(
      /^training, step 1 in epoch 1: expected a finite loss, received (NaN|-?Infinity)/,
    );
    expect(failure.message).toMatch(/activation of layer "boom" became NaN or infinite first/);
    expect(failure.message).toMatch(/layer before it, "first", gave up to \d/);
    expect(failure.message).toMatch(
      /Usual causes: inputs that are not normalized \(this batch has values up to [67]\.\d+e\+6\)/,
    );
  });

  it('names the layer whose gradient went first, and the step', async () => {
    const deep = sequential(
      ['one', 'two', 'three'].map((name) => dense({ name, units: 3, activation: 'linear' })),
      { inputShape: [4] },
    );
    const failure = await failureOf(deep, { optimizer: sgd({ learningRate: 1e25 }) });
    expect(failure.step).toBeGreaterThan(1);
    expect(failure.message).toMatch(/learning rate that is too large \(now 1e\+25/);
    expect(['one', 'two', 'three']).toContain(failure.layer);
  });

  it('names the gradient where the loss was still finite', async () => {
    // √x is finite at 0, its derivative is not.
    const root: Loss = {
      name: 'root',
      targets: 'classes',
      perItem: (prediction) => reduceSum(sqrt(mul(prediction, 0)), [1]),
      predictions: 'values',
    };
    const failure = await failureOf(sequential([dense({ name: 'only', units: 3 })], { inputShape: [4] }), {
      loss: root,
    });
    expect(failure.step).toBe(2);
    expect(failure.layer).toBe('only');
    expect(failure.message).toMatch(/the gradient in layer "only" became NaN or infinite first, in step 1/);
  });

  it('says so when it is the loss itself', async () => {
    const logOfZero: Loss = {
      name: 'logOfZero',
      targets: 'classes',
      perItem: (prediction) => reduceSum(log(sub(prediction, prediction)), [1]),
      predictions: 'values',
    };
    const failure = await failureOf(sequential([dense({ units: 3 })], { inputShape: [4] }), {
      loss: logOfZero,
    });
    expect(failure.layer).toBeUndefined();
    expect(failure.message).toMatch(/all layers gave finite numbers.*arose in the loss itself/);
  });
});
