/** Images of digits: MNIST where it has been fetched, else digits drawn by a procedure. */
import { type Dataset, drawnDigits, split } from 'echotrain/data';
import { hasMnist, loadMnist } from 'echotrain/data/node';

/** Where splits, initial weights and the order of the images come from. */
export const seed = 1;

/** Images to learn from, to choose by, and for the test. */
export interface Digits {
  readonly name: 'MNIST' | 'drawn digits';
  /** Where they come from, in a sentence. */
  readonly source: string;
  readonly train: Dataset;
  readonly validation: Dataset;
  readonly test: Dataset;
}

/** MNIST out of the folder that keeps it, or drawn digits where it is not there. */
export async function digits(): Promise<Digits> {
  return (await hasMnist()) ? await mnistDigits() : drawn();
}

/** The share of the training images that networks are chosen by. */
const VALIDATION = 0.0833;

/** MNIST: about 55,000 images to learn from, 5,000 to choose by, and 10,000 for the test. */
export async function mnistDigits(): Promise<Digits> {
  const source = 'MNIST, digits written by high-school students and census employees (LeCun et al. 1998).';
  return { name: 'MNIST', source, ...partsOf(await loadMnist()) };
}

/** Drawn digits: about 18,300 to learn from, 1,700 to choose by, and 4,000 for the test, each part by other writers. */
export function drawn(): Digits {
  const source =
    'Drawn by a procedure, because MNIST is not here (echotrain data get mnist). They are easier: results on them say nothing about MNIST.';
  return { name: 'drawn digits', source, ...partsOf(drawnDigits({ seed })) };
}

function partsOf({ train, test }: { readonly train: Dataset; readonly test: Dataset }) {
  const parts = split(train, { validation: VALIDATION, seed });
  return { train: train.subset(parts.train), validation: train.subset(parts.validation), test };
}
