import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FileSource } from '../../src/data/reading/file-source.ts';
import { nrmse } from '../../src/evaluate/index.ts';
import {
  espirit,
  grappa,
  inverseCenteredFft,
  regularMask,
  rootSumOfSquares,
  type ShapedArray,
} from '../../src/imaging/index.ts';
import { openKspace } from '../../src/reconstruct/kspace/kspace-file.ts';
import { closing } from '../../src/util/closing.ts';
import { emptyFolder } from '../command-line.ts';

const DATA = fileURLToPath(new URL('../../../shared/data/kspace/', import.meta.url));
const BRAIN = join(DATA, 'clear_licence/pulseq_brain/derived/2024-02-06-164128.cfl');
const BRAINS = [BRAIN, join(DATA, 'licence_not_stated/espirit_examples/full.cfl')];
const hasBart = spawnSync('bart', ['version']).status === 0;

function read(path: string): Promise<ShapedArray> {
  return closing(new FileSource({ path }), async (source) =>
    closing(await openKspace(source), (file) => file.read(0)),
  );
}

async function bartMaps(kspace: string): Promise<ShapedArray> {
  const maps = join(emptyFolder(), 'maps');
  const { status } = spawnSync('bart', ['ecalib', '-m1', kspace.replace(/\.cfl$/, ''), maps]);
  expect(status).toBe(0);
  return read(`${maps}.cfl`);
}

function magnitudes({ data, shape }: ShapedArray): Float32Array {
  return rootSumOfSquares({ data: inverseCenteredFft(data, shape), shape }).data;
}

/** How far maps are apart. */
interface Distance {
  /** ‖A exp(iφ) − B‖ / ‖B‖ over the pixels where both have maps, φ the best phase at each of them. */
  readonly relative: number;
  /** The share of pixels where one of both is cropped. */
  readonly cropped: number;
}

function distance(a: Float32Array, b: Float32Array, inside: readonly boolean[]): Distance {
  const points = inside.length;
  let [difference, norm, cropped] = [0, 0, 0];
  for (let pixel = 0; pixel < points; pixel++) {
    let [re, im, aa, bb] = [0, 0, 0, 0];
    for (let at = pixel; inside[pixel] && at < a.length; at += 2 * points) {
      const [ar, ai, br, bi] = [a[at] ?? 0, a[at + points] ?? 0, b[at] ?? 0, b[at + points] ?? 0];
      re += ar * br + ai * bi;
      im += ar * bi - ai * br;
      aa += ar * ar + ai * ai;
      bb += br * br + bi * bi;
    }
    if ((aa === 0) !== (bb === 0)) cropped++;
    if (aa === 0 || bb === 0) continue;
    difference += Math.max(0, aa + bb - 2 * Math.hypot(re, im));
    norm += bb;
  }
  return { relative: Math.sqrt(difference / norm), cropped: cropped / inside.filter(Boolean).length };
}

describe.skipIf(!hasBart || !existsSync(DATA))('ESPIRiT (skipped without BART and ../shared/data)', () => {
  it.each(BRAINS)('gives the maps of BART’s ecalib within 1e-2 inside the brain of %s', async (path) => {
    const kspace = await read(path);
    const [{ maps }] = espirit(kspace);
    const image = magnitudes(kspace);
    const brightest = image.reduce((most, value) => Math.max(most, value), 0);
    const inside = Array.from(image, (value) => value > 0.1 * brightest);
    const { relative, cropped } = distance(maps.data, (await bartMaps(path)).data, inside);
    expect(relative).toBeLessThan(5e-3);
    expect(cropped).toBeLessThan(2e-3);
  });
});

describe.skipIf(!existsSync(BRAIN))('GRAPPA of a real brain (skipped without ../shared/data)', () => {
  it.each([
    [2, 0.04],
    [3, 0.055],
  ])('at R = %i, with 24 calibration lines, has an NRMSE below %f', async (acceleration, most) => {
    const kspace = await read(BRAIN);
    const [, , rows = 0, columns = 0] = kspace.shape;
    const { mask } = regularMask({ rows, columns, acceleration, calibrationLines: 24 });
    const data = kspace.data.map((value, i) => value * (mask.data[i % mask.data.length] ?? 0));
    const shape = [rows, columns];
    const reference = { data: magnitudes(kspace), shape };
    const filled = { data: magnitudes(grappa({ ...kspace, data })), shape };
    expect(nrmse(reference, filled)).toBeLessThan(most);
  });
});
