import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterAll, expect, it } from 'vitest';
import { eventsIn } from '../../../../test/tensorboard-events.ts';
import { Store } from '../../../store/index.ts';
import { writeAnswers, writeItems } from '../../../study/recording/examples/example-files.ts';
import { joinBytes } from '../../../util/bytes.ts';
import { runEvents } from './run-events.ts';

const store = await Store.open(mkdtempSync(join(tmpdir(), 'store-')));
afterAll(() => store.close());

const array = (shape: readonly number[], ...values: readonly number[]) => ({
  shape,
  data: Float32Array.from(values),
});

function newRun(): number {
  const record = {
    ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all' },
    ...{ versions: {}, processorFlags: [], environment: {} },
  };
  const run = store.runs.create({ name: 'run', study: { name: 'Study', text: '' }, record });
  const log = store.log(run);
  for (const name of ['fold 1/step/loss', 'fold 2/step/loss', 'fold 2/monitor/gradientNorm'])
    log.add(name, { step: 8, epoch: 1, at: 5000, value: 0.25 });
  const weights = { name: 'fold 2/monitor/weights/a', edges: [-2, 0, 2], counts: [3, 5] };
  log.addHistogram({ ...weights, step: 8, epoch: 1, at: 6000 });
  log.flush();
  return run;
}

/** The events of a run by tag. */
async function exported(id: number) {
  const pieces: Uint8Array[] = [];
  for await (const piece of runEvents(store, await store.runs.get(id), await store.points(id)))
    pieces.push(piece);
  const [head, ...events] = eventsIn(joinBytes(pieces));
  expect(head?.fileVersion).toBe('brain.Event:2');
  return new Map(
    events.flatMap(({ wallTime, step, values = [] }) =>
      values.map((one) => [one.tag, { ...one, wallTime, step }]),
    ),
  );
}

it('has scalars, histograms, and reconstructions beside their references', async () => {
  const run = newRun();
  const image = array([2, 2], 0, 1, 2, 4);
  await writeItems(store.trainingFolder(run, 'examples', 'fold 2'), {
    kind: 'images',
    part: 'validation',
    items: [{ name: 'a/1', subject: 'a', input: array([2, 2], 0, 0, 0, 4), target: image }],
  });
  const answers = [array([2, 2], 0, 2, 1, 8)];
  await writeAnswers(store.trainingFolder(run, 'examples', 'fold 2'), { epoch: 1, step: 8, answers });
  const found = await exported(run);
  expect([...found.keys()]).toEqual([
    ...['fold 1/step/loss', 'fold 2/monitor/gradientNorm', 'fold 2/step/loss'],
    ...['fold 2/monitor/weights/a', 'fold 2/examples/a/1'],
  ]);
  expect(found.get('fold 2/monitor/gradientNorm')).toMatchObject({ wallTime: 5, step: 8, scalar: 0.25 });
  const histogram = { min: -2, max: 2, num: 8, sum: 2, sumSquares: 8, limits: [0, 2], buckets: [3, 5] };
  expect(found.get('fold 2/monitor/weights/a')).toMatchObject({ wallTime: 6, step: 8, histogram });
  const picture = found.get('fold 2/examples/a/1')?.image;
  expect(picture).toMatchObject({ height: 2, width: 10, colorspace: 1 });
  const { data, width, height } = decode(picture?.png ?? new Uint8Array());
  expect([width, height]).toEqual([10, 2]);
  // In the window from 0 to the reference's third brightest value of four: 2.
  expect([...data]).toEqual([
    ...[0, 0, 0, 0, 0, 255, 0, 0, 0, 128],
    ...[0, 255, 0, 0, 128, 255, 0, 0, 255, 255],
  ]);
});

it('has a bar for each class, and numbers as scalars', async () => {
  const run = newRun();
  const about = {
    part: 'train',
    items: [{ name: '7', input: array([1], 3), target: array([1], 1) }],
  } as const;
  const one = store.trainingFolder(run, 'examples', 'fold 1');
  const other = store.trainingFolder(run, 'examples', 'fold 2');
  await writeItems(one, { ...about, kind: 'classes', classNames: ['no', 'yes'] });
  await writeAnswers(one, { epoch: 1, step: 8, answers: [array([2], 0.25, 0.75)] });
  await writeItems(other, { ...about, kind: 'values' });
  await writeAnswers(other, { epoch: 1, step: 8, answers: [array([1], 0.5)] });
  const found = await exported(run);
  const { data, width } = decode(found.get('fold 1/examples/7')?.image?.png ?? new Uint8Array());
  const row = (at: number) => [...data.slice(at * width, (at + 1) * width)];
  expect(row(0).filter((value) => value === 128)).toHaveLength(16);
  expect(row(2).filter((value) => value === 255)).toHaveLength(48);
  expect(found.get('fold 2/examples/7')).toMatchObject({ scalar: 0.5 });
});
