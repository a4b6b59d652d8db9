import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ShapedArray } from '../../imaging/shaped-array.ts';
import type { KspaceFile } from '../../reconstruct/kspace/kspace-file.ts';
import { magnitudeImage } from '../../reconstruct/magnitude-image.ts';
import { check, InputError, messageOf } from '../../util/errors.ts';
import type { Reconstruction } from './result-text.ts';

/** Images as they are to be written. */
export interface WrittenImage {
  /** Each [2, row, column] or [1, row, column]. */
  readonly images: readonly ShapedArray[];
  /** Magnitudes [slice, row, column]. */
  readonly magnitudes: ShapedArray;
  readonly spacing: KspaceFile['spacing'];
  readonly acquisition: KspaceFile['acquisition'];
  /** How they were made. */
  readonly description: string;
}

/** Files by their paths. */
export type Files = ReadonlyMap<string, Uint8Array>;

type Writer = (image: WrittenImage, path: string) => Promise<Files>;

/** What is written, by the ending of a file's name; each is loaded when it is asked for. */
const writers: readonly (readonly [ending: string, write: Writer])[] = [
  ['.nii', async (image, path) => (await import('./write-nifti.ts')).niftiFiles(image, path)],
  ['.nii.gz', async (image, path) => (await import('./write-nifti.ts')).niftiFiles(image, path)],
  ['.dcm', async (image, path) => (await import('./write-dicom.ts')).dicomFiles(image, path)],
  ['.png', async (image, path) => (await import('./write-png.ts')).pngFiles(image, path)],
  ['.npy', async (image, path) => (await import('./write-arrays.ts')).npyFiles(image, path)],
  ['.cfl', async (image, path) => (await import('./write-arrays.ts')).bartFiles(image, path)],
];

function writerFor(path: string): Writer {
  const found = writers.find(([ending]) => path.toLowerCase().endsWith(ending));
  check(found !== undefined, () => ({
    where: path,
    expected: `a name that ends in ${writers.map(([ending]) => ending).join(', ')}`,
    received: 'another',
  }));
  return found[1];
}

/**
 * Checks before any work that an image can be written.
 *
 * @throws InputError for an ending that is not known, a folder that is not there, and the input itself.
 */
export async function checkPlace(path: string, input: string): Promise<void> {
  writerFor(path);
  check(unpaired(path) !== unpaired(input), () => ({
    where: path,
    expected: 'another file than the input, which stays as it is',
    received: 'the same',
  }));
  const folder = await stat(dirname(path)).catch(() => undefined);
  const there = await stat(path).catch(() => undefined);
  check(folder?.isDirectory() === true && !there?.isDirectory(), () => ({
    where: path,
    expected: 'a file in a folder that is there',
    received: folder ? 'a folder' : 'no such folder',
  }));
}

/** The whole path, of both files of a BART pair the same. */
function unpaired(path: string): string {
  return resolve(path).replace(/\.hdr$/i, '.cfl');
}

/** Writes what was reconstructed, beside its place and then at once. */
export async function writeImage(
  path: string,
  { slices, scan, method, mask }: Reconstruction,
): Promise<void> {
  const images = slices.map(({ image }) => image);
  const how = mask ? `${method}, ${mask.kind} mask` : method;
  const image = {
    images,
    magnitudes: magnitudesOf(images),
    spacing: scan.spacing,
    acquisition: scan.acquisition,
    description: `echotrain, ${how}`,
  };
  await putInPlace(await writerFor(path)(image, path));
}

function magnitudesOf(images: readonly ShapedArray[]): ShapedArray {
  const parts = images.map(magnitudeImage);
  const [rows = 0, columns = 0] = parts[0]?.shape ?? [];
  const data = new Float32Array(parts.length * rows * columns);
  for (const [slice, part] of parts.entries()) data.set(part.data, slice * rows * columns);
  return { data, shape: [parts.length, rows, columns] };
}

async function putInPlace(files: Files): Promise<void> {
  const parts = [...files.keys()].map((path) => ({ path, part: `${path}.part` }));
  try {
    for (const { path, part } of parts) await writeFile(part, files.get(path) ?? new Uint8Array());
    for (const { path, part } of parts) await rename(part, path);
  } catch (error) {
    for (const { part } of parts) await rm(part, { force: true });
    const complaint = {
      where: parts[0]?.path ?? '',
      expected: 'a place with room and permission to write',
      received: messageOf(error),
    };
    throw new InputError(complaint, { cause: error });
  }
}
