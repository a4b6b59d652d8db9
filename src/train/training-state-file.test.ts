import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged, readsOrRefuses } from '../../test/damaged-bytes.ts';
import { writeSafetensors } from '../formats/index.ts';
import { loadTrainingState, saveTrainingState, type TrainingState } from './index.ts';

const state: TrainingState = {
  seed: 3,
  step: 17,
  epoch: 2,
  batch: 1,
  learningRate: 0.025,
  batchSize: 8,
  items: 60,
  weights: ['dense/kernel [2, 1]', 'dense/bias [1]'],
  averages: { sums: [0.1 + 0.2, 5, Number.POSITIVE_INFINITY], items: 8 },
  history: [
    { epoch: 0, learningRate: 0.1, seconds: 0.25, train: { loss: 1 / 3 }, validation: { loss: Number.NaN } },
    { epoch: 1, learningRate: 0.05, seconds: 0.5, train: { loss: 1e-300 } },
  ],
  vectors: { parameters: Float32Array.of(1, -0, 1e-40), 'moment/velocity': Float32Array.of(0.1, 2, 3) },
  best: { parameters: Float32Array.of(4, 5, 6) },
};

describe('training state files', () => {
  it('give back the state, bit for bit', () => {
    expect(loadTrainingState(saveTrainingState(state))).toEqual(state);
    const { best: _best, ...others } = state;
    expect(loadTrainingState(saveTrainingState(others))).toEqual(others);
  });

  it('are equal bytes for equal states', () => {
    expect(saveTrainingState(loadTrainingState(saveTrainingState(state)))).toEqual(saveTrainingState(state));
  });

  it('are refused when they hold something else', () => {
    expect(() => loadTrainingState(writeSafetensors(new Map()), 'x.safetensors')).toThrow(
      /^x.safetensors: expected the state of a training/,
    );
    const odd = writeSafetensors(new Map(), { 'echotrain.training': '{"seed": 1, "step": -1}' });
    expect(() => loadTrainingState(odd)).toThrow(/step/);
    const wide = writeSafetensors(
      new Map([['parameters', { dtype: 'F64', shape: [1], data: Float64Array.of(1) }]]),
      {
        'echotrain.training': JSON.stringify({
          ...state,
          averages: { sums: [], items: 0 },
          history: [],
          vectors: undefined,
          best: undefined,
        }),
      },
    );
    expect(() => loadTrainingState(wide)).toThrow(/expected F32, received F64/);
  });

  it('never crash when damaged', () => {
    fc.assert(
      fc.property(damaged(saveTrainingState(state)), (bytes) => {
        readsOrRefuses(() => loadTrainingState(bytes));
      }),
      { seed: 20180616, numRuns: 300 },
    );
  });
});
