import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Coils,
  filtered,
  fromMagnitude,
  magnitudeOf,
  padded,
  throughCoils,
  throughJpeg,
  withPhase,
} from '../../../test/kspace-crimes.ts';
import { describedItem, drawPhantom, inputOf, sampleOf } from '../../../test/phantom-set.ts';
import { RandomStream } from '../../data/index.ts';
import { bytesSource, openArray } from '../../formats/index.ts';
import { range } from '../../util/arrays.ts';
import { present } from '../../util/errors.ts';
import { kspaceOf } from '../kspace/fourier.ts';
import { kspaceSlice } from '../kspace/kspace-slice.ts';
import { dataCrimes } from './data-crimes.ts';

const SIDE = 96;

/** Phantoms with a phase through four coils, each of which adds noise of its own: a measurement. */
function measured(seed: number): Coils {
  const stream = RandomStream.derive(seed, 'measurement');
  const image = withPhase(drawPhantom(stream, SIDE, 0), SIDE, SIDE);
  return throughCoils(image, 4).map(({ re, im, ...size }) => ({
    ...size,
    re: re.map((value) => value + 12 * stream.normal()),
    im: im.map((value) => value + 12 * stream.normal()),
  }));
}

/** What the check says of one item with these coils. */
async function judged(coils: Coils, coilsInHeader = coils.length): Promise<string[]> {
  const { rows, columns } = present(coils[0], 'a coil');
  const values = coils.flatMap(({ re, im }) => [...re].flatMap((value, i) => [value, im[i] ?? 0]));
  const about = describedItem('raw', [coils.length, rows, columns], ['coil', 'phaseEncode', 'readout']);
  const acquisition = { coils: coilsInHeader };
  const sample = sampleOf(Float64Array.from(values), {
    ...about,
    dtype: 'complex64',
    format: 'ismrmrd',
    acquisition,
  });
  const findings = dataCrimes.run(await inputOf([sample], { divisions: [] }));
  return findings.map(({ grade, title }) => `${grade}: ${title}`);
}

type Crime = readonly [what: string, said: RegExp, commit: (coils: Coils) => Coils];

const sizeOf = (coils: Coils) => present(coils[0], 'a coil');
const ofMagnitude = (coils: Coils) =>
  fromMagnitude(magnitudeOf(coils), sizeOf(coils).rows, sizeOf(coils).columns);
const tukey = (way: number) => (way < 0.6 ? 1 : 0.5 + 0.5 * Math.cos((Math.PI * (way - 0.6)) / 0.4));

const crimes: readonly Crime[] = [
  ['padded with zeros', /^warning: 1 item is zero-padded/, (coils) => padded(coils, 1.25)],
  ['made of a magnitude image', /^error: .* the transform of a magnitude image/, ofMagnitude],
  [
    'made of a magnitude image with a phase put on',
    /^error: .* magnitude images with a smooth phase/,
    (coils) => [kspaceOf(withPhase(magnitudeOf(coils), sizeOf(coils).rows, sizeOf(coils).columns))],
  ],
  [
    'made of a magnitude image through made-up coils',
    /^error: .* magnitude images with a smooth phase/,
    (coils) => throughCoils(withPhase(magnitudeOf(coils), sizeOf(coils).rows, sizeOf(coils).columns), 6),
  ],
  [
    'made of a JPEG image of high quality',
    /^error: .* had been JPEG files/,
    (coils) => {
      const { rows, columns } = sizeOf(coils);
      return fromMagnitude(throughJpeg(magnitudeOf(coils), rows, columns, 0.4), rows, columns);
    },
  ],
  [
    'under a Hamming window',
    /^warning: .* filtered/,
    (coils) => filtered(coils, (way) => 0.54 + 0.46 * Math.cos(Math.PI * way)),
  ],
  ['under a Tukey window', /^warning: .* filtered/, (coils) => filtered(coils, tukey)],
  [
    'under a Gaussian window',
    /^warning: .* filtered/,
    (coils) => filtered(coils, (way) => Math.exp(-(way ** 2) / 0.4)),
  ],
  [
    'of several coils made from one',
    /^warning: .* all coils have the same noise/,
    (coils) => throughCoils(imageOfFirst(coils), 6),
  ],
  [
    'interpolated as a magnitude image',
    /^error: .* the transform of a magnitude image/,
    (coils) => ofMagnitude(padded(coils, 1.5)),
  ],
];

function imageOfFirst(coils: Coils) {
  const { rows, columns } = sizeOf(coils);
  // The transform of a transform is the image turned by 180°: it serves as well.
  const turned = kspaceOf(sizeOf(coils));
  return { ...turned, rows, columns };
}

describe('data crimes in k-space of phantoms', () => {
  it.each([1, 2, 3])('none is found in a measurement, seed %i', async (seed) => {
    expect(await judged(measured(seed))).toEqual([]);
  });

  it.each(crimes)('k-space %s is found', async (_, said, commit) => {
    expect(await judged(commit(measured(4)))).toContainEqual(expect.stringMatching(said));
  });

  it('one coil of a header with eight is found', async () => {
    expect(await judged(measured(1).slice(0, 1), 8)).toEqual([
      expect.stringMatching(/^warning: .* coil-combined/),
    ]);
  });

  it('k-space without noise is found', async () => {
    const image = withPhase(drawPhantom(RandomStream.derive(1, 'clean'), SIDE, 0), SIDE, SIDE);
    expect(await judged(throughCoils(image, 4))).toContainEqual(expect.stringMatching(/without any noise/));
  });

  it('corners without samples are noted', async () => {
    const { rows, columns } = sizeOf(measured(1));
    const isInside = (i: number) => {
      const [y, x] = [(2 * Math.floor(i / columns)) / rows - 1, (2 * (i % columns)) / columns - 1];
      return x * x + y * y <= 1;
    };
    const cut = measured(1).map(({ re, im, ...size }) => ({
      ...size,
      re: re.map((value, i) => (isInside(i) ? value : 0)),
      im: im.map((value, i) => (isInside(i) ? value : 0)),
    }));
    expect(await judged(cut)).toEqual([expect.stringMatching(/^note: .* corners/)]);
  });

  it('images and regular undersampling are not accused', async () => {
    const coils = measured(5);
    const images = coils.map(kspaceOf);
    expect(await judged(images)).toEqual([]);
    const everySecond = coils.map(({ re, im, ...size }) => ({
      ...size,
      re: re.map((value, i) => (Math.floor(i / SIDE) % 2 === 0 ? value : 0)),
      im: im.map((value, i) => (Math.floor(i / SIDE) % 2 === 0 ? value : 0)),
    }));
    expect(await judged(everySecond)).toEqual([]);
  });
});

const KSPACE = new URL('../../../../shared/data/kspace/', import.meta.url);
const REAL = [
  'clear_licence/pulseq_brain/derived/2024-02-06-164128',
  'clear_licence/pulseq_brain/derived/2024-02-06-164120',
  'licence_not_stated/espirit_examples/full',
];
const UNDERSAMPLED = 'licence_not_stated/espirit_examples/smallfov';

async function realCoils(name: string): Promise<Coils> {
  const source = (ending: string) =>
    bytesSource(new Uint8Array(readFileSync(new URL(`${name}.${ending}`, KSPACE))), `x.${ending}`);
  const header = source('hdr');
  const file = await openArray({ ...source('cfl'), beside: () => header });
  return present(await kspaceSlice(file), 'k-space').slice(0, 4);
}

describe.skipIf(!existsSync(KSPACE))('data crimes in real k-space (skipped without ../shared/data)', () => {
  it.each([...REAL, UNDERSAMPLED])('none is found in %s', async (name) => {
    expect(await judged(await realCoils(name))).toEqual([]);
  });

  it.each(range(REAL.length))('all are found once they are committed, set %i', async (set) => {
    const coils = await realCoils(present(REAL[set], 'a set'));
    for (const [what, said, commit] of crimes) {
      expect(await judged(commit(coils)), what).toContainEqual(expect.stringMatching(said));
    }
  });
});
