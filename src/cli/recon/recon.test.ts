import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { echotrain, emptyFolder } from '../../../test/command-line.ts';
import { formulaCoils } from '../../../test/formula-coils.ts';
import { FileSource } from '../../data/reading/file-source.ts';
import { openArray, writeBart, writeNumpy } from '../../formats/index.ts';
import { wangCnn } from '../../models/index.ts';
import { trainedForMetadata } from '../../reconstruct/trained-for.ts';
import { exportOnnx } from '../../train/index.ts';
import { closing } from '../../util/closing.ts';

const [COILS, ROWS, COLUMNS] = [4, 32, 36];

/** Real and imaginary part one behind the other, of slices that are multiples of each other. */
function pairs(factors: readonly number[]): Float32Array {
  const { data } = formulaCoils(COILS, ROWS, COLUMNS).kspace;
  const points = ROWS * COLUMNS;
  return Float32Array.from({ length: factors.length * data.length }, (_, i) => {
    const at = i % data.length;
    const [part, place] = [at % 2, Math.floor(at / 2)];
    const from = (2 * Math.floor(place / points) + part) * points + (place % points);
    return (factors[Math.floor(i / data.length)] ?? 0) * (data[from] ?? 0);
  });
}

/** A folder with `one.npy`, k-space of one slice, and what else is asked for. */
function folderOfKspace(more: Readonly<Record<string, Uint8Array>> = {}): string {
  const folder = emptyFolder();
  const shape = [COILS, ROWS, COLUMNS];
  writeFileSync(join(folder, 'one.npy'), writeNumpy({ shape, values: pairs([1]), dtype: 'complex64' }));
  for (const [name, bytes] of Object.entries(more)) writeFileSync(join(folder, name), bytes);
  return folder;
}

function threeSlices(): Uint8Array {
  const shape = [3, COILS, ROWS, COLUMNS];
  return writeNumpy({ shape, values: pairs([1, 2, 3]), dtype: 'complex64' });
}

async function shapeOf(folder: string, name: string): Promise<string> {
  return closing(new FileSource({ path: join(folder, name) }), async (source) =>
    closing(await openArray(source), async ({ shape, dtype }) => `${shape.join(' × ')} ${dtype}`),
  );
}

const undersampling = ['--acceleration', '3', '--calibration', '10'];

describe('echotrain recon', () => {
  it('undersamples what was fully sampled, and tells how good the image is', async () => {
    const folder = folderOfKspace();
    const args = ['recon', 'one.npy', '--method', 'sense', ...undersampling, '--regularization', '1e-4'];
    const { code, output, error } = await echotrain([...args, '--json', '--out', 'x.npy'], { folder });
    expect(code).toBe(0);
    const { method, acceleration, metrics, seconds, ...more } = JSON.parse(output.trim());
    expect([method, acceleration, more]).toEqual(['sense', 3, {}]);
    expect(metrics.nrmse).toBeLessThan(0.15);
    expect(metrics.psnr).toBeGreaterThan(20);
    expect(metrics.ssim).toBeGreaterThan(0.8);
    expect(seconds).toBeGreaterThan(0);
    expect(error).toContain('npy does not say what its axes count');
    expect(error).toMatch(/zero-filled +0\.\d+ +\d+\.\d dB/);
    expect(await shapeOf(folder, 'x.npy')).toBe(`${ROWS} × ${COLUMNS} complex64`);
    expect(
      readdirSync(folder)
        .filter((name) => name !== 'home')
        .sort(),
    ).toEqual(['one.npy', 'x.npy']);
  });

  it('writes slices in every format, all of them or one', async () => {
    const folder = folderOfKspace({ 'three.npy': threeSlices() });
    const run = (...args: string[]) => echotrain(['recon', 'three.npy', '--method', ...args], { folder });
    const shapes: [string, string[], string][] = [
      ['x.nii.gz', ['rss'], `${COLUMNS} × ${ROWS} × 3 float32`],
      ['x.dcm', ['rss', '--compress', '2'], `3 × ${ROWS} × ${COLUMNS} float64`],
      ['x.cfl', ['zero-filled', '--slice', '3'], `${ROWS} × ${COLUMNS} complex64`],
      ['x.png', ['grappa', ...undersampling], `${2 * ROWS} × ${2 * COLUMNS} uint8`],
    ];
    for (const [name, args, shape] of shapes) {
      const { code, error } = await run(...args, '--out', name);
      expect([code, error.replaceAll(/^warning: .*\n/gm, '')]).toEqual([0, '']);
      expect(await shapeOf(folder, name)).toBe(shape);
    }
  });

  it('takes maps and masks from BART’s files', async () => {
    const { maps } = formulaCoils(COILS, ROWS, COLUMNS);
    const points = ROWS * COLUMNS;
    const values = Float32Array.from({ length: maps.data.length }, (_, i) => {
      const [part, place] = [i % 2, Math.floor(i / 2)];
      const [row, column] = [place % ROWS, Math.floor(place / ROWS) % COLUMNS];
      return maps.data[(2 * Math.floor(place / points) + part) * points + row * COLUMNS + column] ?? 0;
    });
    const { header, values: bytes } = writeBart([ROWS, COLUMNS, 1, COILS], values);
    const lines = Float32Array.from({ length: COLUMNS }, (_, i) =>
      Number(i % 2 === 0 || Math.abs(i - 18) < 5),
    );
    const folder = folderOfKspace({
      'maps.hdr': new TextEncoder().encode(header),
      'maps.cfl': bytes,
      'lines.npy': writeNumpy({ shape: [COLUMNS], values: lines, dtype: 'float32' }),
    });
    const args = ['recon', 'one.npy', '--method', 'tv', '--iterations', '60', '--maps', 'maps.cfl'];
    const { code, output } = await echotrain([...args, '--mask', 'lines.npy'], { folder });
    expect(code).toBe(0);
    expect(output).toMatch(/one sample in 1\.6\d/);
    expect(output).toMatch(/tv +0\.0\d+/);
  });

  it('runs networks, and warns where they were trained for something else', async () => {
    const network = wangCnn({ kspaceShape: [COILS, 2, ROWS, COLUMNS], filters: [2], kernelSizes: [3, 3] });
    const metadata = trainedForMetadata({
      matrix: [ROWS, COLUMNS],
      coils: COILS,
      accelerations: [4],
      mask: 'regular',
      calibrationLines: 10,
      scaling: 'zero-filled maximum',
      output: 'complex',
    });
    const model = exportOnnx(network, network.initialWeights(1), { metadata });
    const folder = folderOfKspace({ 'model.onnx': model });
    const args = ['recon', 'one.npy', '--method', '.', ...undersampling, '--device', 'cpu', '--json'];
    const { code, output, error } = await echotrain(args, { folder });
    expect([code, JSON.parse(output).method]).toEqual([0, '.']);
    expect(error).toContain('warning: The network was trained for R = 4, not 3.\n');
  });

  it('refuses what cannot be in one line, and leaves nothing', async () => {
    const folder = folderOfKspace({
      'real.npy': writeNumpy({ shape: [8, 8], values: new Float32Array(64).fill(1), dtype: 'float32' }),
    });
    const refusals: [string[], string][] = [
      [['real.npy', '--method', 'rss'], 'real.npy: expected k-space: complex values'],
      [['one.npy', '--method', 'magic'], '--method: expected zero-filled, rss, grappa, sense'],
      [['one.npy', '--method', 'rss', '--acceleration', '40'], '--acceleration: expected at most 36'],
      [['one.npy', '--method', 'rss', '--mask', 'random'], '--mask: expected --acceleration beside it'],
      [['one.npy', '--method', 'rss', '--iterations', '4'], '--iterations: expected an iterative method'],
    ];
    for (const [args, message] of refusals) {
      const { code, output, error } = await echotrain(['recon', ...args, '--out', 'x.png'], { folder });
      expect([code, output]).toEqual([1, '']);
      expect(error.replaceAll(/^warning: .*\n/gm, '')).toMatch(/^error: .*\n$/);
      expect(error).toContain(message);
    }
    const nowhere = await echotrain(['recon', 'one.npy', '--method', 'rss', '--out', 'x.jpg'], { folder });
    expect(nowhere.error).toContain('expected a name that ends in .nii');
    const itself = await echotrain(['recon', 'one.npy', '--method', 'rss', '--out', './one.npy'], { folder });
    expect(itself.error).toContain('expected another file than the input');
    expect(
      readdirSync(folder)
        .filter((name) => name !== 'home')
        .sort(),
    ).toEqual(['one.npy', 'real.npy']);
  });

  it('stops between two iterations, and leaves nothing', async () => {
    const folder = folderOfKspace();
    const args = ['recon', 'one.npy', '--method', 'tv', '--iterations', '1000000000', '--out', 'x.png'];
    const { code, output } = await echotrain(args, {
      folder,
      onError: (soFar) => (soFar.includes('warning') && !soFar.includes('Stopping') ? 'SIGINT' : undefined),
    });
    expect([code, output]).toEqual([130, '']);
    expect(readdirSync(folder).filter((name) => name !== 'home')).toEqual(['one.npy']);
  });
});
