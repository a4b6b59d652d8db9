import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type IdxArray, writeIdx } from '../formats/index.ts';
import { InputError } from '../util/errors.ts';
import { type MnistFiles, mnist, mnistFileNames } from './mnist.ts';

const FOLDER = new URL('../../../shared/data/mnist/', import.meta.url);

/** Three images and two, of one gray level each, with labels. */
const small: MnistFiles = {
  trainImages: writeIdx(images(3)),
  trainLabels: writeIdx({ dtype: 'uint8', shape: [3], data: Uint8Array.of(7, 0, 9) }),
  testImages: gzipSync(writeIdx(images(2))),
  testLabels: gzipSync(writeIdx({ dtype: 'uint8', shape: [2], data: Uint8Array.of(1, 2) })),
};

describe('mnist', () => {
  it('reads packed and unpacked files, with ink from 0 to 1', async () => {
    const { train, test } = await mnist(small);
    expect([train.name, train.count, train.inputShape, test.count]).toEqual([
      'mnist train',
      3,
      [1, 28, 28],
      2,
    ]);
    expect(train.labels).toEqual(Int32Array.of(7, 0, 9));
    expect([train.input(0)[5], train.input(1)[5], train.input(2)[783]]).toEqual([0, 0.5, 1].map(grayOf));
  });

  it.each([
    [
      'a cut-off image file',
      { trainImages: small.trainImages.subarray(0, 100) },
      'train-images-idx3-ubyte: expected',
    ],
    [
      'a cut-off gzip file',
      { testImages: small.testImages.subarray(0, 20) },
      't10k-images-idx3-ubyte.gz: expected',
    ],
    [
      'labels of another part',
      { trainLabels: small.testLabels },
      'uint8 of shape [3], received uint8 of shape [2]',
    ],
    [
      'files in the wrong place',
      { trainImages: small.trainLabels },
      'of shape [3, 28, 28], received uint8 of shape [3]',
    ],
    [
      'a label that is no digit',
      { testLabels: writeIdx({ dtype: 'uint8', shape: [2], data: Uint8Array.of(1, 10) }) },
      'expected class indices from 0 to 9, received 10',
    ],
    [
      'labels that are no bytes',
      { testLabels: writeIdx({ dtype: 'int32', shape: [2], data: Int32Array.of(1, 2) }) },
      'expected uint8 of shape [2], received int32 of shape [2]',
    ],
  ])('refuses %s', async (_, wrong, message) => {
    await expect(mnist({ ...small, ...wrong })).rejects.toThrow(InputError);
    await expect(mnist({ ...small, ...wrong })).rejects.toThrow(message);
  });

  it.skipIf(!existsSync(FOLDER))(
    'reads the test part of the original (skipped without ../shared/data)',
    async () => {
      const file = (name: string) => new Uint8Array(readFileSync(new URL(`${name}.gz`, FOLDER)));
      const { test } = await mnist({
        ...small,
        testImages: file(mnistFileNames.testImages),
        testLabels: file(mnistFileNames.testLabels),
      });
      const digits = Map.groupBy(test.labels ?? [], (label) => label);
      expect([...digits].sort(([a], [b]) => a - b).map(([, { length }]) => length)).toEqual([
        980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009,
      ]);
      expect(test.inputs.reduce((a, b) => a + b) / test.inputs.length).toBeCloseTo(0.13251460584, 6);
    },
  );
});

function images(count: number): IdxArray {
  const data = Uint8Array.from({ length: count * 784 }, (_, i) => Math.round(Math.floor(i / 784) * 127.5));
  return { dtype: 'uint8', shape: [count, 28, 28], data };
}

function grayOf(ink: number): number {
  return Math.fround(Math.round(ink * 255) / 255);
}
