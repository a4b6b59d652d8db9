import { describe, expect, it } from 'vitest';
import { Dataset } from '../../src/data/index.ts';
import { psnr } from '../../src/evaluate/index.ts';
import {
  biotSavartCoils,
  brainPhantom,
  inverseCenteredFft,
  randomMask,
  simulateAcquisition,
} from '../../src/imaging/index.ts';
import { fastmriUnet } from '../../src/models/index.ts';
import { nodeDevice } from '../../src/runtime/node.ts';
import { adam, meanSquaredError, predict, fit as train } from '../../src/train/index.ts';
import { range, sum } from '../../src/util/arrays.ts';

const COILS = 6;
const SIDE = 64;
const kspaceShape = [COILS, 2, SIDE, SIDE];

/** The root of the sum of squares of the coils' images. */
function magnitude(kspace: Float32Array): Float32Array {
  const points = SIDE * SIDE;
  const images = inverseCenteredFft(kspace, kspaceShape);
  const squares = new Float32Array(points);
  images.forEach((value, i) => {
    squares[i % points] = (squares[i % points] ?? 0) + value ** 2;
  });
  return squares.map(Math.sqrt);
}

/** A brain of its own at acceleration 4, zeros where it was not sampled, and its fully sampled image without noise. */
function scan(seed: number) {
  const coils = biotSavartCoils({ coils: COILS, seed });
  const settings = { coils, rows: SIDE, columns: SIDE, seed };
  const phantom = brainPhantom({ seed });
  const { kspace } = simulateAcquisition(phantom, { ...settings, snr: 30 });
  const { kspace: clean } = simulateAcquisition(phantom, settings);
  const { mask } = randomMask({ rows: SIDE, columns: SIDE, acceleration: 4, calibrationLines: 6, seed });
  const sampled = kspace.data.map((value, i) => value * (mask.data[i % mask.data.length] ?? 0));
  const zeroFilled = magnitude(sampled);
  const scale = 1 / Math.max(...zeroFilled);
  return {
    kspace: sampled.map((value) => scale * value),
    zeroFilled: zeroFilled.map((value) => scale * value),
    image: magnitude(clean.data).map((value) => scale * value),
  };
}

function scans(seeds: readonly number[]) {
  const all = seeds.map(scan);
  const joined = (part: 'kspace' | 'image') => Float32Array.from(all.flatMap((one) => [...one[part]]));
  const dataset = new Dataset({
    name: 'brains',
    inputs: joined('kspace'),
    inputShape: kspaceShape,
    targets: { kind: 'values', data: joined('image'), shape: [1, SIDE, SIDE] },
  });
  return { all, dataset };
}

describe("fastMRI's U-Net", () => {
  it('raises the PSNR of brains it has not seen, at acceleration 4, by 5 dB over zero-filled', async () => {
    const model = fastmriUnet({ kspaceShape, channels: 16, pools: 3 });
    const [training, test] = [scans(range(96)), scans(range(1000, 1016))];
    const device = nodeDevice('cpu');
    const { weights } = await train(model, training.dataset, {
      device,
      loss: meanSquaredError(),
      optimizer: adam({ learningRate: 1e-3 }),
      batchSize: 8,
      epochs: 15,
      seed: 1,
    });
    const { values } = await predict(model, weights, test.dataset, { device });
    const shape = [SIDE, SIDE];
    const gains = test.all.map(({ image, zeroFilled }, i) => {
      const learned = values.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE);
      const reference = { data: image, shape };
      return psnr(reference, { data: learned, shape }) - psnr(reference, { data: zeroFilled, shape });
    });
    // 6.2 dB on average, from 5.6 to 7.0
    expect(Math.min(...gains)).toBeGreaterThan(3);
    expect(sum(gains) / gains.length).toBeGreaterThan(5);
  });
});
