import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { FileSource } from '../../src/data/reading/file-source.ts';
import { nrmse } from '../../src/evaluate/index.ts';
import { writeBart } from '../../src/formats/index.ts';
import { regularMask, type ShapedArray, sampling, sense, shaped } from '../../src/imaging/index.ts';
import {
  cgSense,
  type Method,
  magnitudeImage,
  totalVariation,
  tune,
  waveletRegularization,
  zeroFilled,
} from '../../src/reconstruct/index.ts';
import { openKspace } from '../../src/reconstruct/kspace/kspace-file.ts';
import { nodeDevice } from '../../src/runtime/node.ts';
import { closing } from '../../src/util/closing.ts';
import { emptyFolder } from '../command-line.ts';

const DATA = fileURLToPath(new URL('../../../shared/data/kspace/', import.meta.url));
const BRAINS = [
  join(DATA, 'clear_licence/pulseq_brain/derived/2024-02-06-164128.cfl'),
  join(DATA, 'licence_not_stated/espirit_examples/full.cfl'),
];
const hasBart = spawnSync('bart', ['version']).status === 0;

function read(path: string): Promise<ShapedArray> {
  return closing(new FileSource({ path }), async (source) =>
    closing(await openKspace(source), (file) => file.read(0)),
  );
}

/** [coil, 2, row, column] as BART's readout, phase encoding, partition, coil. */
function write(path: string, { data, shape: [coils = 0, , rows = 0, columns = 0] }: ShapedArray): void {
  const pairs = new Float32Array(data.length);
  const points = rows * columns;
  for (let at = 0; at < data.length / 2; at++) {
    const [row, column, coil] = [at % rows, Math.floor(at / rows) % columns, Math.floor(at / points)];
    const from = 2 * coil * points + row * columns + column;
    pairs.set([data[from] ?? 0, data[from + points] ?? 0], 2 * at);
  }
  const { header, values } = writeBart([rows, columns, 1, coils], pairs);
  writeFileSync(`${path}.hdr`, header);
  writeFileSync(`${path}.cfl`, values);
}

/** One undersampled brain, in memory and in BART's files, scaled so that what is zero-filled is about 1. */
async function scanOf(path: string, acceleration: number) {
  const full = await read(path);
  const [, , rows = 0, columns = 0] = full.shape;
  const { mask } = regularMask({ rows, columns, acceleration, calibrationLines: 24 });
  const peak = magnitudeImage(await zeroFilled().reconstruct({ kspace: full, mask })).data.reduce((a, b) =>
    Math.max(a, b),
  );
  const scaled = shaped(
    full.data.map((value) => value / peak),
    full.shape,
  );
  const kspace = shaped(sampling(mask, full.shape).apply(scaled.data), full.shape);
  const folder = emptyFolder();
  write(join(folder, 'kspace'), kspace);
  bart(folder, 'ecalib', '-m1', 'kspace', 'maps');
  const maps = await read(join(folder, 'maps.cfl'));
  const all = sense({ maps, mask: shaped(new Float32Array(columns).fill(1), [1, columns]) });
  return {
    acquisition: { kspace, mask, maps },
    folder,
    reference: shaped(all.adjoint(scaled.data), all.inputShape),
  };
}

function bart(folder: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync('bart', args, { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
}

/** What `bart pics` makes of it, [2, row, column]. */
async function pics(folder: string, ...options: readonly string[]): Promise<ShapedArray> {
  bart(folder, 'pics', '-w1', ...options, 'kspace', 'maps', 'image');
  const { data, shape } = await read(join(folder, 'image.cfl'));
  return shaped(data, shape.slice(1));
}

/**
 * ‖x − y‖ / ‖y‖ of complex images, but for the sign: pics centers its transforms by signs alone, which leaves a factor
 * of −1 for every axis of which half the length is odd.
 */
function distance(x: ShapedArray, y: ShapedArray): number {
  let [same, opposite, norm] = [0, 0, 0];
  for (const [i, value] of y.data.entries()) {
    same += (value - (x.data[i] ?? 0)) ** 2;
    opposite += (value + (x.data[i] ?? 0)) ** 2;
    norm += value ** 2;
  }
  return Math.sqrt(Math.min(same, opposite) / norm);
}

describe.skipIf(!hasBart || !existsSync(DATA))(
  'BART on real brains (skipped without BART and ../shared/data)',
  () => {
    const device = nodeDevice();
    const methods: Method[] = [];
    const kept = (method: Method) => {
      methods.push(method);
      return method;
    };
    afterAll(async () => {
      for (const method of methods) await method.release();
    });

    for (const path of BRAINS) {
      it.each([2, 4])(`gives the same at equal iterations and λ, R = %i: ${path}`, async (acceleration) => {
        const { acquisition, folder } = await scanOf(path, acceleration);
        const linear = kept(cgSense({ device, scale: 1, iterations: 20 }));
        const ours = await linear.reconstruct(acquisition, { regularization: 0.01 });
        expect(distance(ours, await pics(folder, '-l2', '-r0.01', '-i20'))).toBeLessThan(1e-4);

        const settings = { device, scale: 1, cycleSpinning: false, endWithGradientStep: true };
        const sparse = kept(waveletRegularization({ ...settings, iterations: 49 }));
        for (const lambda of [0.002, 0.01]) {
          const image = await sparse.reconstruct(acquisition, { regularization: lambda });
          const peer = await pics(folder, '-R', `W:3:0:${lambda}`, '-n', '-i50');
          expect(distance(image, peer)).toBeLessThan(5e-3);
        }
      });
    }

    it('is reached or passed on the brain of 16 channels: NRMSE 0.030 at R = 2, and sparse methods at R = 4', async () => {
      const [brain = ''] = BRAINS;
      const tuned = async (method: Method, acceleration: number) => {
        const { acquisition, reference } = await scanOf(brain, acceleration);
        return (await tune(kept(method), [{ acquisition, reference }], { gridSize: 5, precision: 1.3 }))
          .score;
      };
      const { acquisition, reference } = await scanOf(brain, 2);
      const none = nrmse(
        magnitudeImage(reference),
        magnitudeImage(await zeroFilled().reconstruct(acquisition)),
      );
      expect(await tuned(cgSense({ device }), 2)).toBeLessThan(Math.min(0.03, none / 2.5));
      const linear = await tuned(cgSense({ device }), 4);
      expect(await tuned(waveletRegularization({ device }), 4)).toBeLessThan(0.9 * linear);
      expect(await tuned(totalVariation({ device, iterations: 100 }), 4)).toBeLessThan(0.95 * linear);
    });
  },
);
