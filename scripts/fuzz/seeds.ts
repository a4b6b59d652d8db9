import { globSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { bytesSource, formatOf, isGzip } from '../../src/formats/index.ts';
import type { Seed, SeedGroup } from './seed.ts';
import { writtenSeeds } from './written-seeds.ts';

const root = join(import.meta.dirname, '../..');

/** Larger files would be damaged where it does not matter, and take too long. */
const LARGEST = 128 * 1024;

/** How many files of a format, at most. */
const MOST = 200;

/** Good files by format: some made here, what the oracles made, and the small ones of `../shared/data` where they are. */
export function seedsByGroup(): Map<SeedGroup, Seed[]> {
  const seeds = new Map<SeedGroup, Seed[]>();
  for (const seed of [...writtenSeeds(), ...[...goldenFiles(), ...sharedFiles()].flatMap(unpacked)]) {
    const group = seed.group ?? formatOf(sourceOf(seed))?.name;
    if (group === undefined) continue;
    const known = seeds.get(group) ?? [];
    if (known.length < MOST) seeds.set(group, [...known, seed]);
  }
  return seeds;
}

/** HDF5 files of their own kinds, which are told apart only as they are opened. */
const HDF5_GROUPS: Readonly<Record<string, SeedGroup>> = { fastmri: 'fastmri', ismrmrd: 'ismrmrd' };

/** How few of the packed files are damaged as they are: their checksum catches nearly all that is done to them. */
const PACKED_SHARE = 8;

/** A packed file without its packing; one of a few is also kept as it is. */
function unpacked(seed: Seed, index: number): Seed[] {
  if (!isGzip(seed.bytes)) return [seed];
  const bytes = Uint8Array.from(gunzipSync(seed.bytes));
  const plain = bytes.length <= LARGEST ? [{ ...seed, name: seed.name.replace(/\.gz$/, ''), bytes }] : [];
  return index % PACKED_SHARE === 0 ? [seed, ...plain] : plain;
}

/** A seed, or damaged bytes in its place, as a source with neighbors. */
export function sourceOf({ name, bytes, beside }: Seed, damaged = bytes) {
  const neighbor = (other: string) => {
    const found = beside.get(other);
    return found && bytesSource(found, other);
  };
  return bytesSource(damaged, name, neighbor);
}

/** All files that stand in the goldens of the formats, in base64. */
function goldenFiles(): Seed[] {
  const goldens = globSync('src/formats/**/*.json', { cwd: root }).sort();
  return goldens.flatMap((path) => {
    const found: Seed[] = [];
    const name = basename(path, '.json');
    collect(JSON.parse(readFileSync(join(root, path), 'utf8')), name, found);
    const group = HDF5_GROUPS[name];
    return group ? found.map((seed) => ({ ...seed, group })) : found;
  });
}

const BASE64 = /^[A-Za-z0-9+/]{40,}={0,2}$/;

function collect(value: unknown, name: string, found: Seed[]): void {
  if (typeof value === 'string' && BASE64.test(value)) {
    const bytes = Uint8Array.from(Buffer.from(value, 'base64'));
    if (bytes.length <= LARGEST) found.push({ name, bytes, beside: new Map() });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) collect(member, key, found);
  }
}

function sharedFiles(): Seed[] {
  const folder = join(root, '../shared/data');
  const paths = globSync('**/*', { cwd: folder }).sort();
  const small = paths.filter((path) => {
    const stats = statSync(join(folder, path));
    return stats.isFile() && stats.size <= LARGEST;
  });
  return small.map((path) => ({
    ...(basename(path) === 'DICOMDIR' && { group: 'dicomdir' as const }),
    name: basename(path),
    bytes: read(join(folder, path)),
    beside: neighbors(folder, path),
  }));
}

/** Files that differ in their ending alone. */
function neighbors(folder: string, path: string): Map<string, Uint8Array> {
  const stem = path.replace(/(\.nii|\.img|\.hdr)?(\.[^./]*)?$/, '');
  const others = globSync(`${stem}.*`, { cwd: folder }).filter((other) => other !== path);
  const small = others.filter((other) => statSync(join(folder, other)).size <= LARGEST);
  return new Map(small.map((other) => [basename(other), read(join(folder, other))]));
}

function read(path: string): Uint8Array {
  return Uint8Array.from(readFileSync(path));
}
