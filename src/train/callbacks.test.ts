import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { iris } from '../data/index.ts';
import { dense, sequential } from '../layers/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { present } from '../util/errors.ts';
import {
  accuracy,
  adam,
  checkpoint,
  type EpochRecord,
  type FitOptions,
  historyToCsv,
  loadTrainingState,
  type RunningTraining,
  sgd,
  sparseCategoricalCrossentropy,
  stepDecay,
  toJson,
  fit as train,
} from './index.ts';

const model = sequential([dense({ units: 8, activation: 'relu' }), dense({ units: 3 })], { inputShape: [4] });

function run(options: Partial<FitOptions>) {
  return train(model, iris(), {
    device: nodeDevice('cpu'),
    threads: 1,
    loss: sparseCategoricalCrossentropy(),
    metrics: [accuracy()],
    optimizer: adam({ learningRate: 0.01 }),
    seed: 2,
    ...options,
  });
}

describe('callbacks', () => {
  it('are called in order, and awaited', async () => {
    const calls: string[] = [];
    const note = async (what: string) => {
      await sleep(1);
      calls.push(what);
    };
    await run({
      epochs: 2,
      batchSize: 75,
      callbacks: [
        {
          onTrainBegin: () => note('begin'),
          onEpochBegin: ({ epoch }) => note(`epoch ${epoch}`),
          onBatchEnd: ({ step, batch, stepsPerEpoch }) => note(`step ${step}, ${batch} of ${stepsPerEpoch}`),
          onEpochEnd: ({ epoch }, { history }) => note(`record ${epoch} of ${history.length}`),
          onTrainEnd: () => note('end'),
        },
      ],
    });
    expect(calls).toEqual([
      'begin',
      ...['epoch 0', 'step 1, 1 of 2', 'step 2, 2 of 2', 'record 0 of 1'],
      ...['epoch 1', 'step 3, 1 of 2', 'step 4, 2 of 2', 'record 1 of 2'],
      'end',
    ]);
  });

  it('see loss, learning rate and weights, and can stop', async () => {
    const seen: { loss: number; rate: number }[] = [];
    let weights = new Map<string, Float32Array>();
    const {
      history,
      ending,
      state,
      weights: last,
    } = await run({
      epochs: 9,
      optimizer: adam({ learningRate: stepDecay({ learningRate: 0.01, factor: 0.5, every: 1 }) }),
      callbacks: [
        {
          onBatchEnd(training) {
            seen.push({ loss: training.loss, rate: training.learningRate });
            weights = new Map(training.weights());
            if (training.step === 7) training.stop();
          },
        },
      ],
    });
    expect([ending, state.step, state.epoch, state.batch]).toEqual(['stopped', 7, 1, 2]);
    expect(seen.map(({ rate }) => rate)).toEqual([0.01, 0.01, 0.01, 0.01, 0.01, 0.005, 0.005]);
    expect(weights).toEqual(last);
    const sizes = [32, 32, 32, 32, 22];
    const mean = sizes.reduce((sum, size, i) => sum + size * (seen[i]?.loss ?? 0), 0) / 150;
    expect(history[0]?.train.loss).toBeCloseTo(mean, 10);
  });

  it('do not keep the event loop from turning', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await run({ epochs: 100 });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});

describe('checkpoint', () => {
  it('keeps states that a training goes on from, after epochs, after steps, and at the end', async () => {
    const saved: { step: number; bytes: Uint8Array }[] = [];
    const save = (bytes: Uint8Array, { step }: RunningTraining) => void saved.push({ step, bytes });
    const whole = await run({ epochs: 3, callbacks: [checkpoint({ save, epochs: 2, steps: 5 })] });
    expect(saved.map(({ step }) => step)).toEqual([5, 10, 15]);
    for (const { bytes } of saved) {
      const resumed = await run({ epochs: 3, resume: loadTrainingState(bytes) });
      expect(resumed.weights).toEqual(whole.weights);
      const lasting = (record: EpochRecord) => ({ ...record, seconds: 0 });
      expect(resumed.history.map(lasting)).toEqual(whole.history.map(lasting));
    }
  });

  it('is refused by a training of another kind', async () => {
    const { state } = await run({ epochs: 1 });
    const resume = (options: Partial<FitOptions>) => run({ epochs: 2, resume: state, ...options });
    await expect(resume({ seed: 3 })).rejects.toThrow(/resume, seed: expected 3, received 2/);
    await expect(resume({ batchSize: 10 })).rejects.toThrow(/resume, batch size: expected 10, received 32/);
    await expect(resume({ optimizer: sgd() })).rejects.toThrow(/resume, vectors/);
    await expect(resume({ metrics: [] })).rejects.toThrow(/resume, metrics/);
    await expect(resume({ validationSplit: 0.5 })).rejects.toThrow(
      /training items: expected 75, received 150/,
    );
    const renamed = { ...state, weights: ['dense/kernel [5, 2]', ...state.weights.slice(1)] };
    await expect(run({ resume: renamed })).rejects.toThrow(
      /expected dense\/kernel \[4, 8\], received dense\/kernel \[5, 2\]/,
    );
  });
});

describe('early stopping', () => {
  it('stops when patience is used up, and restores the best weights', async () => {
    const patient = { monitor: 'val_loss', patience: 4, restoreBestWeights: true };
    const options: Partial<FitOptions> = {
      epochs: 400,
      validationSplit: 0.2,
      optimizer: adam({ learningRate: 0.3 }),
      earlyStopping: patient,
    };
    const { history, weights, ending } = await run(options);
    expect(ending).toBe('early stopping');
    const losses = history.map(({ validation }) => present(validation?.loss, 'a validation loss'));
    const best = losses.indexOf(Math.min(...losses));
    expect(history).toHaveLength(best + 1 + patient.patience);
    const again = await run({ ...options, epochs: best + 1 });
    expect(again.weights).toEqual(weights);
  });

  it('decides the same when it is resumed', async () => {
    const options: Partial<FitOptions> = {
      epochs: 60,
      validationSplit: 0.2,
      optimizer: adam({ learningRate: 0.3 }),
      earlyStopping: { patience: 3, restoreBestWeights: true },
    };
    const whole = await run(options);
    const { state } = await run({ ...options, epochs: 4 });
    const resumed = await run({ ...options, resume: state });
    expect(resumed.history).toHaveLength(whole.history.length);
    expect(resumed.weights).toEqual(whole.weights);
    const stopped = await run({ ...options, resume: whole.state });
    expect(stopped.history).toEqual(whole.history);
    expect(stopped.weights).toEqual(whole.weights);
  });
});

describe('a history', () => {
  const history: readonly EpochRecord[] = [
    {
      epoch: 0,
      learningRate: 0.1,
      seconds: 2,
      train: { loss: 1.5, accuracy: 0.25 },
      validation: { loss: Number.NaN },
    },
    { epoch: 1, learningRate: 0.05, seconds: 1, train: { loss: 1, accuracy: 0.5 } },
  ];

  it('is a table under the names of Keras', () => {
    expect(historyToCsv(history)).toBe(
      'epoch,learning_rate,seconds,loss,accuracy,val_loss\n0,0.1,2,1.5,0.25,NaN\n1,0.05,1,1,0.5,\n',
    );
  });

  it('is JSON that loses no number', () => {
    expect(toJson(history)).toContain('"validation":{"loss":"NaN"}');
  });
});
