import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzip, isGzip } from '../formats/index.ts';
import { check } from '../util/errors.ts';
import type { Dataset } from './dataset.ts';
import { onDisk } from './download/disk.ts';
import type { Content } from './download/install.ts';
import { dataHome } from './home.ts';
import { type MnistFiles, mnist, mnistFileNames } from './mnist.ts';

/** The unpacked content of LeCun's files. */
export const mnistContents = {
  trainImages: {
    sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
    limit: 47_040_016,
  },
  trainLabels: {
    sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
    limit: 60_008,
  },
  testImages: {
    sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
    limit: 7_840_016,
  },
  testLabels: {
    sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    limit: 10_008,
  },
} as const satisfies Record<keyof MnistFiles, Content>;

/** The folder in which MNIST is kept. */
export function mnistFolder(): string {
  return join(dataHome(), 'mnist');
}

/** Whether all four files of MNIST are in a folder, packed or not; whether they are right, only loading tells. */
export async function hasMnist(folder = mnistFolder()): Promise<boolean> {
  const found = await Promise.all(Object.values(mnistFileNames).map((name) => findMnistFiles(folder, name)));
  return found.every(({ length }) => length > 0);
}

/**
 * MNIST out of a folder with its four files, packed or not; see {@link mnist}.
 *
 * @throws InputError when a file is missing, or not LeCun's.
 */
export async function loadMnist(
  folder = mnistFolder(),
): Promise<{ readonly train: Dataset; readonly test: Dataset }> {
  return mnist({
    trainImages: await readContent(folder, 'trainImages'),
    trainLabels: await readContent(folder, 'trainLabels'),
    testImages: await readContent(folder, 'testImages'),
    testLabels: await readContent(folder, 'testLabels'),
  });
}

/** The files in a folder that go by one of the names under which MNIST's file `name` goes around. */
export async function findMnistFiles(folder: string, name: string): Promise<string[]> {
  const there = await readdir(folder).catch((): string[] => []);
  const dotted = name.replace('-idx', '.idx');
  const variants = [name, `${name}.gz`, dotted, `${dotted}.gz`];
  return variants.filter((variant) => there.includes(variant)).map((variant) => join(folder, variant));
}

async function readContent(folder: string, file: keyof MnistFiles): Promise<Uint8Array> {
  const [name, { sha256, limit }] = [mnistFileNames[file], mnistContents[file]];
  const [path] = await findMnistFiles(folder, name);
  const remedy = 'Get the files with: echotrain data get mnist';
  check(path !== undefined, () => ({
    where: folder,
    expected: `the file ${name}`,
    received: 'none',
    remedy,
  }));
  const bytes = await onDisk(path, () => readFile(path));
  const content = isGzip(bytes) ? await gunzip(bytes, limit, path) : bytes;
  const found = createHash('sha256').update(content).digest('hex');
  check(found === sha256, () => ({
    where: path,
    expected: `the original content, with the SHA-256 ${sha256.slice(0, 12)}…`,
    received: `${found.slice(0, 12)}…`,
    remedy,
  }));
  return content;
}
