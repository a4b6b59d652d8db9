import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveFiles } from '../../test/file-server.ts';
import { gunzip } from '../formats/index.ts';
import { InputError } from '../util/errors.ts';
import { fetchMnist } from './fetch-mnist.ts';
import { mnistFileNames } from './mnist.ts';
import { hasMnist, loadMnist } from './mnist-files.ts';

const originals = fileURLToPath(new URL('../../../shared/data/mnist/', import.meta.url));
const { trainImages, trainLabels, testImages, testLabels } = mnistFileNames;
const names = [testLabels, trainLabels, testImages, trainImages];

let folder: string;
let elsewhere: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echotrain-mnist-'));
  elsewhere = join(folder, 'elsewhere');
  await mkdir(elsewhere);
});
afterEach(() => rm(folder, { recursive: true }));

describe.skipIf(!existsSync(originals))('MNIST from its files (skipped without ../shared/data)', () => {
  it('is fetched from a folder, and loads', async () => {
    const to = join(folder, 'mnist');
    expect(await hasMnist(to)).toBe(false);
    expect(await fetchMnist({ from: originals, folder: to })).toBe(to);
    expect((await readdir(to)).sort()).toEqual(names.toSorted());
    expect([await hasMnist(to), await hasMnist(originals)]).toEqual([true, true]);
    const { train, test } = await loadMnist(to);
    expect([train.count, test.count]).toEqual([60_000, 10_000]);
    expect([...(train.labels ?? [])].slice(0, 10)).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
  });

  it('is fetched over the network, and goes on where that was interrupted', async () => {
    const files = await Promise.all(
      names.map(
        async (name) => [`/mirror/${name}.gz`, await readFile(join(originals, `${name}.gz`))] as const,
      ),
    );
    await using server = await serveFiles(Object.fromEntries(files), ['fine', 'fine', 'cuts off', 'fine']);
    const done = new Set<string>();
    await fetchMnist({
      from: `${server.url}/mirror/`,
      folder,
      pauseMs: 1,
      onProgress: ({ file, received, total }) => received === total && done.add(file),
    });
    expect([...done]).toEqual(names);
    expect(server.requests).toHaveLength(5);
    expect(await readdir(folder)).toEqual(expect.arrayContaining(names));
    await fetchMnist({ from: `${server.url}/mirror/`, folder });
    expect(server.requests).toHaveLength(5);
  });

  it('is taken from files under other names and packings', async () => {
    const bytes = await gunzip(await readFile(join(originals, `${testLabels}.gz`)), 1e6);
    await writeFile(join(elsewhere, testLabels.replace('-idx', '.idx')), bytes);
    await writeFile(join(elsewhere, `${testImages}.gz`), gzipSync('something else'));
    await expect(fetchMnist({ from: elsewhere, folder })).rejects.toThrow(
      'train-labels-idx1-ubyte, packed with gzip',
    );
    expect((await readFile(join(folder, testLabels))).equals(bytes)).toBe(true);
  });

  it('is taken unpacked from an address that has no packed files', async () => {
    const bytes = await gunzip(await readFile(join(originals, `${testLabels}.gz`)), 1e6);
    await using server = await serveFiles({ [`/${testLabels}`]: bytes });
    await expect(fetchMnist({ from: server.url, folder, attempts: 1 })).rejects.toThrow(
      /^download of train-labels-idx1-ubyte: .*404 Not Found.* --from FOLDER or --from URL\.$/,
    );
    expect((await readFile(join(folder, testLabels))).equals(bytes)).toBe(true);
  });

  it('is mended where a file was damaged, and leaves the others', async () => {
    await cp(originals, elsewhere, { recursive: true });
    await fetchMnist({ from: elsewhere, folder });
    const before = await stat(join(folder, trainLabels));
    await writeFile(join(folder, testLabels), 'damaged');
    await expect(loadMnist(folder)).rejects.toThrow('t10k-labels-idx1-ubyte: expected the original content');
    await fetchMnist({ from: elsewhere, folder });
    expect((await stat(join(folder, testLabels))).size).toBe(10_008);
    expect((await stat(join(folder, trainLabels))).mtimeMs).toBe(before.mtimeMs);
  });
});

describe('fetchMnist', () => {
  it.each([
    ['a folder that is not there', 'nowhere', 'received no such file'],
    ['an empty folder', 'elsewhere', 'received no such file'],
  ])('refuses %s', async (_, from, message) => {
    const result = fetchMnist({ from: join(folder, from), folder: join(folder, 'mnist') });
    await expect(result).rejects.toThrow(InputError);
    await expect(result).rejects.toThrow(message);
    expect(existsSync(join(folder, 'mnist'))).toBe(false);
  });

  it.each([
    [
      'cut off',
      gzipSync(new Uint8Array(10_008)).subarray(0, 20),
      't10k-labels-idx1-ubyte.gz with unexpected end of file',
    ],
    ['of another content', gzipSync(new Uint8Array(10_008)), 'with other content (SHA-256'],
    ['too large', gzipSync(new Uint8Array(1e6)), 'with more than the 10008 bytes that it may have'],
  ])('refuses a file that is %s, and leaves nothing', async (_, bytes, message) => {
    await writeFile(join(elsewhere, `${testLabels}.gz`), bytes);
    const to = join(folder, 'mnist');
    await expect(fetchMnist({ from: elsewhere, folder: to })).rejects.toThrow(message);
    expect(await readdir(to)).toEqual([]);
  });

  it('stops before the next file when told to', async () => {
    await using server = await serveFiles({});
    const signal = AbortSignal.abort(new Error('stopped by the user'));
    await expect(fetchMnist({ from: server.url, folder, signal })).rejects.toThrow('stopped by the user');
    expect(server.requests).toEqual([]);
  });
});

describe('loadMnist', () => {
  it('says how to get what is missing', async () => {
    await expect(loadMnist(elsewhere)).rejects.toThrow(
      'elsewhere: expected the file train-images-idx3-ubyte, received none. Get the files with: echotrain data get mnist',
    );
  });
});
