import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, writeNpy } from '../../../test/dataset-folder.ts';
import { writeBart } from '../../formats/bart.ts';
import { trainedFor } from '../../reconstruct/index.ts';
import { page } from '../../report/index.ts';
import { nodeDevice } from '../../runtime/node.ts';
import { RandomStream } from '../../util/random.ts';
import { parseOverride, parseStudy } from '../parse-study.ts';
import { reportStudy } from '../report-study.ts';
import { runStudy, type StudyContext } from '../run-study.ts';
import { studyFiles } from '../study-files.ts';

const STUDY = `
name: Small brains
seed: 3
data:
  simulated:
    { subjects: 9, matrix: [32, 32], coils: 2, mask: { type: random, acceleration: 2, calibration: 8 } }
split: { random: { validation: 0.3, test: 0.3 } }
model: { wangCnn: { filters: [4], kernelSizes: [3, 3] } }
training: { epochs: 2, batchSize: 2, optimizer: adam }
evaluation: { resamples: 50, tuningSlices: 1, baselines: [zero-filled, sense] }
`;

function run(overrides: readonly string[] = [], folder = '.', more: Partial<StudyContext> = {}) {
  const { study } = parseStudy(STUDY, 'study.yaml', overrides.map(parseOverride));
  const context = { device: nodeDevice('cpu'), reason: 'for the test', threads: 1, folder };
  return runStudy(study, { ...context, ...more });
}

/** k-space [readout, phase encoding, 1, coil] of noise, as a BART pair of files. */
function writeKspace(folder: string, name: string, size: number, coils = 2, missing = false): string {
  const stream = RandomStream.derive(1, name);
  const values = Float32Array.from({ length: 2 * size * size * coils }, (_, i) =>
    missing && Math.floor(i / (2 * size)) % size === 3 ? 0 : stream.normal(),
  );
  const { header, values: bytes } = writeBart([size, size, 1, coils], values);
  writeFileSync(join(folder, `${name}.hdr`), header);
  writeFileSync(join(folder, `${name}.cfl`), bytes);
  return join(folder, `${name}.cfl`);
}

describe('a study that learns a reconstruction', () => {
  it('compares it with tuned methods on the same subjects, and on scans from elsewhere', async () => {
    const folder = temporaryFolder();
    const files = [writeKspace(folder, 'measured', 32)];
    const elsewhere = { kspace: { files, mask: { type: 'random', acceleration: 2, calibration: 8 } } };
    const outcome = await run([`evaluation.generalization=${JSON.stringify(elsewhere)}`]);
    const { result } = outcome;
    const [{ comparison, elsewhere: other } = {}] = result.repetitions;
    expect([result.task, result.data.scans?.origin]).toEqual(['reconstruction', 'simulated']);
    expect(comparison?.methods.map(({ name, tuning }) => [name, tuning?.slices])).toEqual([
      ['zero-filled', undefined],
      ['sense', 1],
      ['network', undefined],
    ]);
    expect(comparison?.cases).toHaveLength(3);
    for (const { quality } of comparison?.cases ?? []) {
      expect(Object.keys(quality)).toEqual(['zero-filled', 'sense', 'network']);
      expect(quality.network?.nrmse).toBeGreaterThan(0);
    }
    const difference = (comparison?.means.network?.psnr ?? 0) - (comparison?.means.sense?.psnr ?? 0);
    expect(comparison?.differences.sense?.psnr?.estimate).toBeCloseTo(difference, 10);
    expect(result.metrics.test?.ssim).toBe(comparison?.means.network?.ssim);
    expect(other?.cases.map(({ subject }) => subject)).toEqual(['measured.cfl']);
    expect(other?.intervals.network).toEqual({});
    const html = page({ title: 'x', sections: await reportStudy(outcome) });
    for (const words of ['data:image/png', 'Generalization', 'hold for the simulation', 'CG-SENSE']) {
      expect(html).toContain(words);
    }
  });

  it.each(['tuning CG-SENSE', 'test part, by zero-filled'])('stops while it is %s', async (activity) => {
    const controller = new AbortController();
    const onReconstruction = (now: string) => void (now.includes(activity) && controller.abort());
    const { result, trained, tests } = await run(['training.epochs=1'], '.', {
      signal: controller.signal,
      onReconstruction,
    });
    expect([controller.signal.aborted, result.ending, tests]).toEqual([true, 'stopped', []]);
    expect(result.testOpenings).toHaveLength(activity.startsWith('tuning') ? 0 : 1);
    expect(Object.keys(result.metrics)).toEqual(['train', 'validation']);
    expect(trained).toHaveLength(1);
  });

  it('leaves a network that says what it was trained for', async () => {
    const files = studyFiles(await run(['evaluation.baselines=[zero-filled]']));
    const model = files.get('model.onnx');
    expect(model instanceof Uint8Array && trainedFor(model)).toEqual({
      ...{ matrix: [32, 32], coils: 2, accelerations: [2], mask: 'random', calibrationLines: 8 },
      ...{ scaling: 'zero-filled maximum', output: 'complex' },
    });
  });

  it('compares complex images with magnitudes where the data ask for it', async () => {
    const { result } = await run(['data.simulated.target=magnitude', 'evaluation={baselines: [sense]}']);
    const [{ comparison } = {}] = result.repetitions;
    expect(result.data.scans?.output).toBe('magnitude');
    expect(comparison?.means.network?.ssim).toBeGreaterThan(0.2);
  });

  it('repeats bit for bit', async () => {
    const short = ['evaluation.baselines=[zero-filled]', 'training.epochs=1'];
    const [first, again] = [await run(short), await run(short)];
    expect(again.result.repetitions[0]?.comparison?.cases).toEqual(
      first.result.repetitions[0]?.comparison?.cases,
    );
  });

  it('makes magnitudes where the network gives such', async () => {
    const { result } = await run([
      'model={kwonMlp: {hidden: [8]}}',
      'data.simulated.maps=none',
      'evaluation={resamples: 10}',
      'training.epochs=1',
    ]);
    const [{ comparison } = {}] = result.repetitions;
    expect(comparison?.methods.map(({ name }) => name)).toEqual(['zero-filled', 'network']);
    expect(result.data.scans?.output).toBe('magnitude');
  });

  it.each([
    [
      ['split={random: {validation: 0, test: 0.3}}'],
      /split: expected a validation part, on which sense is tuned, received none/,
    ],
    [['preprocessing={standardize: all}'], /preprocessing: expected none, for reconstructions/],
    [['augmentation={rotation: 10}'], /augmentation: expected none, for reconstructions, received rotation/],
    [['training.gates=true'], /gates: expected none/],
    [['model=lenet5'], /expected a network that reconstructs: variationalNetwork.*received lenet5/],
    [
      ['data.simulated.target=complex', 'model={kwonMlp: {hidden: [8]}}'],
      /expected an image \[2, 32, 32\], as the data have.*received \[1, 32, 32\]/,
    ],
    [['data.simulated.mask.acceleration=40'], /acceleration/],
    [
      [
        'evaluation.generalization={simulated: {subjects: 1, matrix: [16, 16], mask: {type: random, acceleration: 2}}}',
      ],
      /generalization: expected k-space \[2, 2, 32, 32\], as the network learns from, received \[8, 2, 16, 16\]/,
    ],
    [['data.simulated.mask.calibration=4'], /at least 7 × 7 samples in the center/],
  ])('refuses in one line %s', async (overrides, message) => {
    await expect(run(overrides)).rejects.toThrow(message);
  });

  it('refuses scans that are no fully sampled k-space of one size, in one line', async () => {
    const folder = temporaryFolder();
    const mask = { type: 'random', acceleration: 2, calibration: 8 };
    const study = (...files: string[]) =>
      run([`data=${JSON.stringify({ kspace: { files, mask } })}`], folder);
    const [whole, other] = [writeKspace(folder, 'a', 32), writeKspace(folder, 'b', 16)];
    await expect(study(whole, other)).rejects.toThrow(/expected items of one shape/);
    const zeros = writeKspace(folder, 'c', 32, 2, true);
    await expect(study(whole, zeros, writeKspace(folder, 'd', 32))).rejects.toThrow(
      /c.cfl, k-space: expected all 32 lines.*received 1 lines of zeros/,
    );
    await expect(study(join(folder, 'none.cfl'))).rejects.toThrow(
      /none.cfl: expected a file, received nothing/,
    );
  });
});

describe('settings of scans', () => {
  it.each([
    ['data={kspace: {mask: {type: random, acceleration: 4}}}', /either a folder or files/],
    ['data.simulated.mask.type=randon', /Did you mean "random"\?/],
    ['data.simulated.mask.acceleration=0.5', /an acceleration of 1 or more/],
    ['data.simulated.maps=sense', /data.simulated.maps/],
  ])('are checked where they are written: %s', (override, message) => {
    expect(() => parseStudy(STUDY, 'study.yaml', [parseOverride(override)])).toThrow(message);
  });
});

const PAIRS = `
name: Streaks
data: { sparseView: { subjects: 8, views: 12, size: 16 } }
split: { random: { validation: 0.25, test: 0.25 } }
model: { unet: { baseChannels: 2, depth: 1, residual: true } }
training: { epochs: 1, batchSize: 2, optimizer: adam }
evaluation: { resamples: 10 }
`;

function runPairs(overrides: readonly string[] = [], folder = '.') {
  const { study } = parseStudy(PAIRS, 'study.yaml', overrides.map(parseOverride));
  return runStudy(study, { device: nodeDevice('cpu'), reason: 'for the test', threads: 1, folder });
}

describe('a study of degraded images', () => {
  it('compares the network with the images as they come', async () => {
    const outcome = await runPairs();
    const [{ comparison } = {}] = outcome.result.repetitions;
    expect(comparison?.methods.map(({ label }) => label)).toEqual(['filtered back-projection', 'U-Net']);
    expect(comparison?.definition).toContain('PSNR takes the largest value of the reference');
    expect(comparison?.cases).toHaveLength(2);
    const html = page({ title: 'x', sections: await reportStudy(outcome) });
    expect(html).toContain('filtered back-projection');
  });

  it('adds noise of the strength asked for to gray images', async () => {
    const folder = temporaryFolder();
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const files = names.map((name, i) =>
      writeNpy(
        folder,
        `${name}.npy`,
        [40, 40],
        Uint8Array.from({ length: 1600 }, (_, at) => (at * (i + 1)) % 256),
        'uint8',
      ),
    );
    const data = (noise: number, paths = files) =>
      `data=${JSON.stringify({ images: { files: paths, noise } })}`;
    const { result } = await runPairs([data(25), 'model={tnrd: {stages: 1, kernelSize: 3, functions: 5}}']);
    const [{ comparison } = {}] = result.repetitions;
    // 20 log₁₀(255 / 25)
    expect(comparison?.means.input?.psnr).toBeCloseTo(20.17, 0);
    const wide = writeNpy(folder, 'wide.npy', [40, 40], new Float32Array(1600).fill(3000));
    await expect(runPairs([data(25, [wide])])).rejects.toThrow(
      /wide.npy: expected gray levels from 0 to 255/,
    );
    await expect(runPairs([data(25), 'augmentation={rotation: 5}'])).rejects.toThrow(
      /augmentation: expected none/,
    );
  });
});
