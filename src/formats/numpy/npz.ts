import { product } from '../../util/arrays.ts';
import { check, InputError } from '../../util/errors.ts';
import {
  type ArrayFile,
  type AxisName,
  checkShape,
  type Member,
  type OpenOptions,
} from '../array/array-file.ts';
import type { ArrayFormat } from '../array/array-format.ts';
import { chosenMember } from '../array/members.ts';
import { latin1 } from '../bytes/cursor.ts';
import { splitName } from '../bytes/file-name.ts';
import type { ByteSource } from '../bytes/source.ts';
import { isZip, readZip, type ZipEntry } from '../zip/zip.ts';
import { readNpyHeader } from './header.ts';
import { npyArray } from './npy.ts';

/** numpy's npz files: a ZIP file of npy files. The largest array is opened, or the member that is asked for. */
export const npz: ArrayFormat = {
  name: 'npz',
  recognizes: (head, source) =>
    isZip(head) && (splitName(source.name).ending === 'npz' || firstName(head).endsWith('.npy')),
  open: async (source, options) => openNpz(source, options),
};

/** The first entry's name, in its local header (APPNOTE 4.3.7). */
function firstName(head: Uint8Array): string {
  const length = (head[26] ?? 0) + 256 * (head[27] ?? 0);
  return latin1(head.subarray(30, 30 + length));
}

function openNpz(source: ByteSource, { member }: OpenOptions): ArrayFile {
  const entries = readZip(source).filter(({ name }) => name.endsWith('.npy'));
  const listed = entries.map((entry) => memberOf(entry));
  const members = listed.filter((found) => typeof found !== 'string');
  const warnings = listed.filter((found) => typeof found === 'string');
  const chosen = chosenMember(members, member, source.name, warnings[0]);
  const entry = entries.find(({ name }) => memberName(name) === chosen.name);
  check(entry !== undefined, () => ({ where: source.name, expected: chosen.name, received: 'none' }));
  const array = npyArray(entry.open(), 'npz', axesOf(chosen));
  return { ...array, members, warnings: leftOut(warnings) };
}

/** How many members that were left out are named. */
const MOST_NAMED = 12;

function leftOut(messages: readonly string[]): string[] {
  const named = messages.slice(0, MOST_NAMED).map((message) => `A member was left out: ${message}`);
  return messages.length > MOST_NAMED
    ? [...named, `${messages.length} members were left out in all.`]
    : named;
}

function memberName(entry: string): string {
  return entry.slice(0, -'.npy'.length);
}

/** What a member is; or, where it cannot be read, why. */
function memberOf(entry: ZipEntry): Member | string {
  try {
    const file = entry.open();
    const { shape, dtype } = readNpyHeader(file);
    checkShape(shape, file.name);
    return { name: memberName(entry.name), shape, dtype };
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

/** MedMNIST's names say what the axes count (Yang et al. 2023): `train_images`, `train_labels`. */
function axesOf({ name, shape }: Member): readonly AxisName[] {
  if (name.endsWith('_labels')) return ['item', 'field'];
  const images = name.endsWith('_images') && product(shape) > 0;
  return images && (shape.length === 3 || shape[3] === 3) ? ['item', 'row', 'column', 'sample'] : [];
}
