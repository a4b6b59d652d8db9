import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeSafetensors } from '../../src/formats/index.ts';
import type { RunStatus, Store } from '../../src/store/index.ts';
import { RandomStream } from '../../src/util/random.ts';

/** A run that is noted without being run. */
export interface NotedRun {
  readonly name?: string;
  readonly status?: RunStatus;
  readonly message?: string;
  readonly study?: string;
}

/** Notes a run, and gives its number. */
export async function addRun(store: Store, { name = 'run', status, message, study = '' }: NotedRun) {
  const run = store.runs.create({
    name,
    study: { name, text: study },
    record: {
      ...{ seed: 1, dataHashes: {}, splitHash: '', device: 'cpu', optimization: 'all', versions: {} },
      ...{ processorFlags: [], environment: {} },
    },
  });
  const startedAt = Date.now() - 60_000;
  await store.runs.change(run, {
    ...(status && { status, startedAt, endedAt: Date.now() }),
    ...(message !== undefined && { message }),
  });
  return run;
}

/** Measures an overfitting training of 100 epochs in a run: noisy losses of so many steps, scores, and layers. */
export function measureLongRun(store: Store, run: number, steps: number, layer = 'dense'): void {
  const log = store.log(run);
  const stream = RandomStream.derive(run, 'long run');
  const stepsPerEpoch = steps / 100;
  const begin = Date.now() - 8 * steps;
  for (let step = 1; step <= steps; step++) {
    const epoch = step / stepsPerEpoch;
    const point = { step, epoch, at: begin + 8 * step };
    const loss = 2.2 * Math.exp(-epoch / 15) + 0.03;
    const value = step === Math.round(steps / 2) ? Number.NaN : loss * (0.6 + 0.8 * stream.uniform());
    log.add('step/loss', { ...point, value });
    if (step % stepsPerEpoch === 0) {
      const validation = loss + 0.05 + 0.01 * Math.max(0, epoch - 40);
      log.add('train/loss', { ...point, value: loss });
      log.add('validation/loss', { ...point, value: validation });
      log.add('train/accuracy', { ...point, value: 1 - loss / 3 });
      log.add('validation/accuracy', { ...point, value: 1 - validation / 3 });
      log.add(`monitor/gradientNorm/${layer}`, { ...point, value: loss });
      log.add(`monitor/deadUnits/${layer}`, { ...point, value: 0.05 });
      const histogram = { edges: [-1, 0, 1], counts: [step, step] };
      log.addHistogram({ ...point, ...histogram, name: `monitor/weights/${layer}` });
    }
    if (step % 100_000 === 0) log.flush();
  }
  log.flush();
}

/** Keeps reconstructions of two images in a run, after so many epochs, that come ever closer to the reference. */
export function keepImages(store: Store, run: number, epochs: number): void {
  const folder = store.trainingFolder(run, 'examples');
  mkdirSync(folder, { recursive: true });
  const images = (share: number) => {
    const data = Float32Array.from(
      { length: 2 * 24 * 32 },
      (_, i) => share * Math.hypot(i % 32, (i / 32) % 24),
    );
    return { dtype: 'F32' as const, shape: [2, 24, 32], data };
  };
  const about = {
    kind: 'images',
    part: 'validation',
    items: [{ name: 'scan 1' }, { name: 'scan 2', subject: 'S2' }],
  };
  const items = new Map([
    ['inputs', images(0.5)],
    ['targets', images(1)],
  ]);
  writeFileSync(join(folder, 'items.safetensors'), writeSafetensors(items, { about: JSON.stringify(about) }));
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const name = `epoch-${String(epoch).padStart(6, '0')}-step-${String(epoch).padStart(9, '0')}.safetensors`;
    writeFileSync(join(folder, name), writeSafetensors(new Map([['answers', images(epoch / epochs)]])));
  }
}
