import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../util/random.ts';
import type { Vector3 } from '../array/geometry.ts';
import { bytesSource } from '../bytes/source.ts';
import { readDicom } from './read.ts';
import { sortSeries } from './series.ts';
import { type SliceHeader, sliceHeader } from './slice-header.ts';

const axial: readonly [Vector3, Vector3] = [
  [0, 1, 0],
  [1, 0, 0],
];
const sagittal: readonly [Vector3, Vector3] = [
  [0, 0, -1],
  [0, 1, 0],
];

/** An axial slice at a height, in mm. */
function slice(height: number, changes: Partial<SliceHeader> = {}): SliceHeader {
  return {
    name: `slice-${height}`,
    patient: { id: 'p1', name: 'Doe^Jane', birthDate: '1980-01-02' },
    study: '1.2',
    series: '1.2.3',
    instance: `1.2.3.${height}`,
    instanceNumber: 100 - height,
    modality: 'MR',
    rows: 64,
    columns: 32,
    samples: 1,
    frames: 1,
    plane: { position: [-10, -20, height], directions: axial, spacing: [1, 2] },
    contrast: {},
    ...changes,
  };
}

function stack(heights: readonly number[]): SliceHeader[] {
  return heights.map((height) => slice(height));
}

function found(headers: readonly SliceHeader[]) {
  return sortSeries(headers).findings.map(({ kind, names, what }) => ({ kind, names, what }));
}

const clean = stack([0, 3, 6, 9, 12, 15]);

describe('sortSeries', () => {
  it('sorts slices by their position, whatever the order of the files', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(clean, { minLength: clean.length }), (headers) => {
        const { series, findings } = sortSeries(headers);
        expect(findings).toEqual([]);
        const [volume] = series[0]?.volumes ?? [];
        expect(volume?.slices).toEqual(clean);
        expect(volume?.shape).toEqual([6, 64, 32]);
        expect(volume?.geometry).toEqual({
          axes: [0, 1, 2],
          spacing: [3, 1, 2],
          directions: [[0, 0, 1], ...axial],
          origin: [-10, -20, 0],
        });
      }),
    );
  });

  it('takes the distance along a tilted gantry, and the direction, from the positions', () => {
    const tilted = [0, 1, 2].map((k) =>
      slice(k, { plane: { position: [0, 4 * k, 3 * k], directions: axial, spacing: [1, 1] } }),
    );
    const { series } = sortSeries(tilted);
    expect(series[0]?.volumes[0]?.geometry).toMatchObject({
      spacing: [5, 1, 1],
      directions: [[0, expect.closeTo(0.8), expect.closeTo(0.6)], ...axial],
    });
  });

  it('says where slices are missing', () => {
    expect(found(stack([0, 3, 6, 15, 18, 24]))).toEqual([
      {
        kind: 'missing-slices',
        names: ['slice-6', 'slice-15'],
        what: '2 slices missing between slices 3 and 4 of 6, 3 mm apart elsewhere',
      },
      {
        kind: 'missing-slices',
        names: ['slice-18', 'slice-24'],
        what: '1 slice missing between slices 5 and 6 of 6, 3 mm apart elsewhere',
      },
    ]);
    expect(sortSeries(stack([0, 3, 6, 15, 18, 24])).series[0]?.volumes[0]?.geometry?.spacing).toEqual([
      3, 1, 2,
    ]);
  });

  it('names what is there twice', () => {
    const again = slice(6, { name: 'again', instance: '9.9' });
    expect(found([...clean, again])).toEqual([
      { kind: 'duplicate-position', names: ['slice-6'], what: '1 slice at the place of another' },
    ]);
    const copy = slice(6, { name: 'copy' });
    expect(found([...clean, copy])).toEqual([
      {
        kind: 'duplicate-instance',
        names: ['slice-6'],
        what: '1 file with an instance UID that another file has',
      },
    ]);
  });

  it('keeps apart what does not belong in one volume', () => {
    const others = [
      slice(3, {
        name: 'sagittal',
        instance: '7',
        plane: { position: [0, 0, 0], directions: sagittal, spacing: [1, 2] },
      }),
      slice(4, { name: 'large', instance: '8', rows: 128 }),
      slice(5, {
        name: 'fine',
        instance: '9',
        plane: { position: [0, 0, 5], directions: axial, spacing: [0.5, 1] },
      }),
      slice(6, { name: 'ct', instance: '10', modality: 'CT' }),
      slice(7, { name: 'report', instance: '11', rows: 0 }),
    ];
    const { series, findings } = sortSeries([...clean, ...others]);
    expect(series[0]?.volumes.map(({ shape }) => shape)).toEqual([
      [6, 64, 32],
      [64, 32],
      [64, 32],
      [128, 32],
      [64, 32],
    ]);
    expect(findings.map(({ kind, names }) => [kind, ...names])).toEqual([
      ['not-an-image', 'report'],
      ['mixed-modalities', 'ct'],
      ['mixed-sizes', 'large'],
      ['mixed-orientations', 'sagittal'],
      ['mixed-spacings', 'fine'],
    ]);
  });

  it('tells two patients apart under one series or one number', () => {
    const other = slice(18, { patient: { id: 'p2', name: 'Roe^Richard' } });
    expect(found([...clean, other])).toEqual([
      {
        kind: 'two-patients',
        names: expect.arrayContaining(['slice-18', 'slice-0']),
        what: '2 patient IDs under one series',
      },
    ]);
    expect(sortSeries([...clean, other]).series).toHaveLength(2);
    const sameNumber = slice(0, {
      series: '5',
      instance: '5',
      patient: { id: 'p1', name: 'Doe^Jane', birthDate: '1991-03-04' },
    });
    expect(found([...clean, sameNumber])[0]).toMatchObject({
      kind: 'two-patients',
      what: '2 dates of birth under one patient ID',
    });
    const spelled = slice(18, { patient: { id: 'p1', name: 'JANE DOE', birthDate: '1980-01-02' } });
    expect(found([...clean, spelled])).toEqual([]);
  });

  it('separates echoes, times and diffusion weightings at the same places', () => {
    const two = (['4.9', '9.8'] as const).flatMap((echo) =>
      [0, 3, 6].map((height) =>
        slice(height, {
          name: `${echo}-${height}`,
          instance: `${echo}.${height}`,
          contrast: { 'echo time': echo },
        }),
      ),
    );
    const { series, findings } = sortSeries(two);
    expect(findings).toEqual([]);
    expect(
      series[0]?.volumes.map(({ contrast, slices }) => [contrast, ...slices.map(({ name }) => name)]),
    ).toEqual([
      ['echo time 4.9 ms', '4.9-0', '4.9-3', '4.9-6'],
      ['echo time 9.8 ms', '9.8-0', '9.8-3', '9.8-6'],
    ]);
  });

  it('separates by two contrasts, and reports the volume that is not whole', () => {
    const weighted = ['', '1\\0\\0', '0\\1\\0'].flatMap((gradient) =>
      [0, 3, 6].map((height) =>
        slice(height, {
          name: `${gradient}@${height}`,
          instance: `${gradient}.${height}`,
          contrast: gradient ? { 'b value': '1000', 'gradient direction': gradient } : { 'b value': '0' },
        }),
      ),
    );
    const { series, findings } = sortSeries(weighted.slice(0, -1));
    expect(series[0]?.volumes.map(({ contrast }) => contrast)).toEqual([
      'b value 0 s/mm²',
      'b value 1000 s/mm², gradient direction 0\\1\\0',
      'b value 1000 s/mm², gradient direction 1\\0\\0',
    ]);
    expect(findings.map(({ kind, what }) => [kind, what])).toEqual([
      ['incomplete-volume', 'a volume of 2 slices where others of the series have 3'],
    ]);
  });

  it('separates volumes that only their numbers tell apart', () => {
    const numbered = [0, 3, 6, 0, 3, 6].map((height, i) =>
      slice(height, { name: `${i}`, instance: `${i}`, instanceNumber: i }),
    );
    const { series, findings } = sortSeries(numbered);
    expect(findings).toEqual([]);
    expect(series[0]?.volumes.map(({ slices }) => slices.map(({ name }) => name).join(''))).toEqual([
      '012',
      '345',
    ]);
  });

  it('reports slices at uneven distances, and shifted ones', () => {
    expect(found(stack([0, 3, 6.5, 9.5]))).toMatchObject([{ kind: 'uneven-spacing' }]);
    const shifted = slice(6, { plane: { position: [-7, -20, 6], directions: axial, spacing: [1, 2] } });
    expect(found([...stack([0, 3, 9]), shifted])).toMatchObject([{ kind: 'shifted-slices' }]);
  });

  it('sorts 10,000 headers in a second of computing', () => {
    const many = Array.from({ length: 10_000 }, (_, i) =>
      slice(Math.floor(i / 10), {
        name: `${i}`,
        instance: `${i}`,
        contrast: { 'temporal position': `${i % 10}` },
      }),
    );
    const shuffled = [...RandomStream.derive(1, 'series').permutation(many.length)].map(
      (i) => many[i] ?? slice(0),
    );
    const start = process.cpuUsage();
    expect(sortSeries(shuffled).series[0]?.volumes).toHaveLength(10);
    const { user, system } = process.cpuUsage(start);
    expect(user + system).toBeLessThan(1e6);
  });

  const folder = new URL('../../../../shared/data/dicom_series/', import.meta.url);
  it.skipIf(!existsSync(folder))('sorts real series (skipped without ../shared/data)', () => {
    const sorted = globSync('*', { cwd: fileURLToPath(folder) }).map((name) => {
      const files = globSync('**', { cwd: fileURLToPath(new URL(`${name}/`, folder)), withFileTypes: true });
      const headers = files
        .filter((file) => file.isFile())
        .map((file) => {
          const bytes = readFileSync(`${file.parentPath}/${file.name}`);
          return sliceHeader(
            file.name,
            readDicom(bytesSource(bytes, file.name), { headerOnly: true }).dataSet,
          );
        });
      const { series, findings } = sortSeries(headers.toReversed());
      const volumes = series.flatMap((one) => one.volumes);
      return {
        name,
        findings,
        shapes: volumes.map(({ shape }) => shape),
        spacing: volumes[0]?.geometry?.spacing,
      };
    });
    expect(sorted.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'lidc_ct', findings: [], shapes: [[8, 512, 512]], spacing: [1, 0.78125, 0.78125] },
      { name: 'tcia_pet', findings: [], shapes: [[40, 128, 128]], spacing: [3.375, 3.5378182, 3.5378182] },
      {
        name: 'ubermuda_T1_SE_SAG',
        findings: [],
        shapes: [[29, 320, 270]],
        spacing: [expect.closeTo(6, 5), 0.8125, 0.8125],
      },
    ]);
  });
});
