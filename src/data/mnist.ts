import { gunzip, isGzip, readIdx } from '../formats/index.ts';
import { range } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { Dataset } from './dataset.ts';

/** The four files of MNIST, each as IDX or as IDX packed with gzip. */
export interface MnistFiles {
  readonly trainImages: Uint8Array;
  readonly trainLabels: Uint8Array;
  readonly testImages: Uint8Array;
  readonly testLabels: Uint8Array;
}

/** What MNIST calls its files, without `.gz`. */
export const mnistFileNames = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
} as const satisfies Record<keyof MnistFiles, string>;

/** No file of MNIST is larger than 47,040,016 bytes. */
const LARGEST_FILE = 50_000_000;

/**
 * MNIST out of its four files: 60,000 training and 10,000 test images of handwritten digits (LeCun, Bottou, Bengio
 * and Haffner 1998). inputs: [count, 1, 28, 28] from 0 (paper) to 1 (ink); classes: 0 to 9.
 *
 * @throws InputError for a file that is corrupt, or images and labels that do not belong together.
 */
export async function mnist(files: MnistFiles): Promise<{ readonly train: Dataset; readonly test: Dataset }> {
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all([
    unpacked(files.trainImages, mnistFileNames.trainImages),
    unpacked(files.trainLabels, mnistFileNames.trainLabels),
    unpacked(files.testImages, mnistFileNames.testImages),
    unpacked(files.testLabels, mnistFileNames.testLabels),
  ]);
  return {
    train: digitImages('mnist train', trainImages, trainLabels),
    test: digitImages('mnist test', testImages, testLabels),
  };
}

interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function unpacked(bytes: Uint8Array, name: string): Promise<NamedBytes> {
  return { name, bytes: isGzip(bytes) ? await gunzip(bytes, LARGEST_FILE, `${name}.gz`) : bytes };
}

/** Images of digits and their labels, as IDX. */
function digitImages(name: string, imageFile: NamedBytes, labelFile: NamedBytes): Dataset {
  const images = readIdx(imageFile.bytes, imageFile.name);
  const labels = readIdx(labelFile.bytes, labelFile.name);
  const [count = 0, ...size] = images.shape;
  checkArray(imageFile.name, images, [count, 28, 28]);
  checkArray(labelFile.name, labels, [count]);
  return new Dataset({
    name,
    inputs: new Float32Array(images.data).map((gray) => gray / 255),
    inputShape: [1, ...size],
    targets: {
      kind: 'classes',
      data: Int32Array.from(labels.data),
      shape: [],
      classNames: range(10).map(String),
    },
  });
}

function checkArray(
  where: string,
  array: { readonly dtype: string; readonly shape: readonly number[] },
  shape: readonly number[],
): void {
  check(array.dtype === 'uint8' && array.shape.join() === shape.join(), () => ({
    where,
    expected: `uint8 of shape [${shape.join(', ')}]`,
    received: `${array.dtype} of shape [${array.shape.join(', ')}]`,
  }));
}
