import { inputsOf } from '../../data/index.ts';
import { type Item, type StreamedDataset, streamItems } from '../../data/node.ts';
import { isComplex } from '../../formats/index.ts';
import { shaped } from '../../imaging/index.ts';
import { check } from '../../util/errors.ts';
import { findItems, type ItemFiles, scanEntries } from './find-items.ts';
import type { Scan, ScanEntry, ScanSource } from './scan-source.ts';

/**
 * Fully sampled multi-coil k-space, slice by slice, from files of any format that says which axis is which: BART,
 * Siemens raw data, ISMRMRD, fastMRI.
 *
 * @throws InputError for values that are real, k-space that is encoded along slices, too, and sizes that differ.
 * @example const source = await kspaceScans({ files: ['brain.cfl'] });
 */
export async function kspaceScans({ where = {}, ...place }: ItemFiles): Promise<ScanSource> {
  const found = await findItems(place);
  for (const item of found.items) checkKspace(item);
  const options = { items: 'slices', complex: 'planar', task: 'none', where } as const;
  const data = streamItems(found.items, found.pathsOf, found.name, options);
  return new KspaceScans(data);
}

class KspaceScans implements ScanSource {
  readonly name: string;
  readonly origin = 'measured';
  readonly scans: readonly ScanEntry[];
  readonly kspaceShape: readonly number[];
  readonly #data: StreamedDataset;

  constructor(data: StreamedDataset) {
    this.name = data.name;
    this.kspaceShape = data.inputShape;
    this.#data = data;
    this.scans = scanEntries(data);
  }

  async read(scan: number): Promise<Scan> {
    return { kspace: shaped(await inputsOf(this.#data, [scan]), this.kspaceShape) };
  }

  hash(): Promise<string> {
    return this.#data.hash();
  }

  async release(): Promise<void> {
    await this.#data.release();
  }
}

function checkKspace({ id, dtype, axes, shape }: Item): void {
  check(isComplex(dtype), () => ({
    where: `data, ${id}`,
    expected: 'k-space: complex values',
    received: dtype,
    remedy: 'For magnitude images take data: { magnitudes: ... }.',
  }));
  const lengthOf = (name: (typeof axes)[number]) => shape[axes.indexOf(name)] ?? 1;
  check(axes.includes('coil') && axes.includes('phaseEncode'), () => ({
    where: `data, ${id}`,
    expected: 'a format that says which axis is the coils, the readout, the phase encoding',
    received: `axes ${axes.join(', ')} of shape [${shape.join(', ')}]`,
    remedy: 'Write it as BART pair (.cfl and .hdr) or ISMRMRD.',
  }));
  check(lengthOf('partition') === 1 || lengthOf('readout') === 1, () => ({
    where: `data, ${id}`,
    expected: 'k-space of slices',
    received: `${lengthOf('partition')} partitions, encoded along the third axis`,
    remedy: 'Transform it along the partitions first, so that a slice remains of each.',
  }));
}
