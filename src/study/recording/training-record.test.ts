import { mkdtempSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { iris } from '../../data/index.ts';
import { dense, sequential } from '../../layers/index.ts';
import { nodeDevice } from '../../runtime/node.ts';
import { type DamagedCheckpoint, Store } from '../../store/index.ts';
import { adam, type Callback, fit as fitModel, sparseCategoricalCrossentropy } from '../../train/index.ts';
import { present } from '../../util/errors.ts';
import { TrainingRecord, type TrainingRecordOptions } from './training-record.ts';

const store = await Store.open(mkdtempSync(join(tmpdir(), 'store-')));
afterAll(() => store.close());

function newRun(): number {
  const record = {
    ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all' },
    ...{ versions: {}, processorFlags: [], environment: {} },
  };
  return store.runs.create({ name: 'run', study: { name: 'Iris', text: '' }, record });
}

/** Trains, or goes on training, for 3 epochs of 15 steps, unless `stop` ends it. */
async function train(run: number, stop: Callback = {}, options: TrainingRecordOptions = {}) {
  const told: string[] = [];
  const onDamaged = (damaged: readonly DamagedCheckpoint[]) => told.push(...damaged.map(({ file }) => file));
  const record = new TrainingRecord(store, run, { checkpointMs: 0, onDamaged, ...options });
  const resumed = await record.resume();
  const model = sequential([dense({ units: 8, activation: 'relu' }), dense({ units: 3 })], {
    inputShape: [4],
  });
  const { state } = await fitModel(model, iris(), {
    ...{ device: nodeDevice('cpu'), threads: 1, epochs: 3, batchSize: 8, validationSplit: 0.2 },
    ...{ loss: sparseCategoricalCrossentropy(), optimizer: adam() },
    ...(resumed && { resume: resumed.state }),
    callbacks: [record.callback(), stop],
  });
  return { state, resumed, told };
}

const stopAt = (steps: number): Callback => ({
  onBatchEnd: (training) => {
    if (training.step === steps) training.stop();
  },
});

describe('a recorded training', () => {
  it('keeps every loss and score, and goes on with the same bits after it was stopped', async () => {
    const [whole, parts] = [newRun(), newRun()];
    const { state } = await train(whole);
    await train(parts, stopAt(20));
    const { state: resumed } = await train(parts);
    expect(resumed.vectors).toEqual(state.vectors);
    const series = await store.series(whole);
    expect(series).toEqual(['step/learningRate', 'step/loss', 'train/loss', 'validation/loss']);
    for (const name of series) {
      const [{ times: _, ...of }, { times: __, ...wanted }] = [
        await store.curve(parts, name),
        await store.curve(whole, name),
      ];
      expect(of, name).toEqual(wanted);
    }
    expect((await store.curve(whole, 'step/loss')).steps).toHaveLength(45);
    expect((await store.curve(whole, 'validation/loss')).steps).toEqual(Float64Array.of(15, 30, 45));
  });

  it('keeps as many checkpoints as it is told, and those of some epochs', async () => {
    const [few, many] = [newRun(), newRun()];
    await train(few);
    await train(many, {}, { kept: { last: 4, everyEpochs: 1 } });
    const steps = async (run: number) => (await store.checkpoints(run).list()).map(({ step }) => step);
    expect(await steps(few)).toEqual([45, 45]);
    // Of each epoch the first that is written: after the step that follows it, as every step writes one here.
    expect(await steps(many)).toEqual([45, 45, 44, 43, 31, 16]);
  });

  it('writes the state after the last epoch once', async () => {
    const run = newRun();
    const { path } = store.checkpoints(run);
    const newest = async () => {
      const { file } = present((await store.checkpoints(run).list())[0], 'a checkpoint');
      return [file, statSync(join(path, file)).ino];
    };
    const written: unknown[] = [];
    const see = { onEpochEnd: async () => void written.push(await newest()) };
    await train(run, see, { checkpointShare: Number.POSITIVE_INFINITY });
    expect(await newest()).toEqual(written.at(-1));
  });

  it('writes checkpoints on after the clock of the day was set back', async () => {
    const run = newRun();
    let newest: number | undefined;
    await train(run, {
      onBatchEnd: async ({ step }) => {
        if (step === 5) vi.spyOn(Date, 'now').mockReturnValue(1000);
        if (step === 20) newest = (await store.checkpoints(run).list())[0]?.step;
      },
    });
    vi.restoreAllMocks();
    expect(newest).toBe(20);
  });

  it('goes on from the checkpoint before a damaged one, and names that', async () => {
    const run = newRun();
    const { state } = await train(run);
    const folder = store.checkpoints(run);
    const { file } = present((await folder.list())[0], 'a checkpoint');
    truncateSync(join(folder.path, file), 100);
    const again = await train(run);
    expect([again.resumed?.damaged.map((one) => one.file), again.told]).toEqual([[file], [file]]);
    expect(again.resumed?.state).toMatchObject({ step: 45, epoch: 2 });
    expect(again.state.vectors).toEqual(state.vectors);
    for (const one of await folder.list()) truncateSync(join(folder.path, one.file), 100);
    const anew = await train(run);
    expect([anew.resumed, anew.told.length]).toEqual([undefined, 2]);
    expect(anew.state.vectors).toEqual(state.vectors);
  });

  it('keeps several trainings of a run apart', async () => {
    const run = newRun();
    await train(run, stopAt(20), { name: 'fold 1' });
    await train(run, {}, { name: 'fold 2' });
    expect((await store.curve(run, 'fold 1/step/loss')).steps).toHaveLength(20);
    expect((await train(run, {}, { name: 'fold 1' })).resumed?.state.step).toBe(20);
  });
});
