/** The data: slices of simulated heads, some measured completely, some half and by compressed sensing. */
import { Dataset, RandomStream } from 'echotrain/data';
import { mean, standardDeviation } from 'echotrain/evaluate';
import {
  biotSavartCoils,
  brainPhantom,
  polynomialMask,
  sense,
  shaped,
  simulateAcquisition,
} from 'echotrain/imaging';
import { type Method, waveletRegularization } from 'echotrain/reconstruct';
import { type Device, nodeDevice } from 'echotrain/runtime/node';

/** Where heads, coils, noise and masks come from. */
export const seed = 1;

/** The classes, in the order of their numbers. */
export const classNames = ['fully sampled', 'compressed sensing'] as const;

/** Pixels of a scan's side. */
const MATRIX = 96;

/** Pixels of the side of its middle, which the network sees. */
export const SIZE = 64;

/** Coils, slices of a subject, and how much faster a compressed-sensing scan is. */
const COILS = 6;
const SLICES = 2;
const ACCELERATION = 1.5;

/** Signal to noise differs from scan to scan: what tells the classes apart must be something else. */
const SNR = [6, 25] as const;

/** How much compressed sensing smooths. */
const REGULARIZATION = 0.003;

/** One image: the middle of a slice, scanned in one of both ways. */
async function imageOf(
  subject: number,
  slice: number,
  label: number,
  wavelet: Method,
): Promise<Float32Array> {
  const random = RandomStream.derive(seed, 'scan', subject, slice, label);
  const [noisiest, cleanest] = SNR;
  const head = brainPhantom({ seed: subject, heightMm: 4 + 8 * slice, contrast: 't2' });
  const { kspace, maps } = simulateAcquisition(head, {
    coils: biotSavartCoils({ coils: COILS, seed: subject }),
    rows: MATRIX,
    columns: MATRIX,
    snr: noisiest * (cleanest / noisiest) ** random.uniform(),
    seed: random.integer(2 ** 30),
  });
  if (label === 0) {
    const everything = shaped(new Float32Array(MATRIX).fill(1), [1, MATRIX]);
    return middle(sense({ maps, mask: everything }).adjoint(kspace.data));
  }
  const { mask } = polynomialMask({
    rows: MATRIX,
    columns: MATRIX,
    acceleration: ACCELERATION,
    calibrationLines: 16,
    seed: random.integer(2 ** 30),
  });
  return middle((await wavelet.reconstruct({ kspace, maps, mask }, { regularization: REGULARIZATION })).data);
}

/** The magnitude of the middle of a complex image, standardized by itself: mean 0, standard deviation 1. */
function middle(image: Float32Array): Float32Array {
  const first = (MATRIX - SIZE) / 2;
  const pixels = Float32Array.from({ length: SIZE * SIZE }, (_, i) => {
    const at = (first + Math.floor(i / SIZE)) * MATRIX + first + (i % SIZE);
    return Math.hypot(image[at] ?? 0, image[MATRIX * MATRIX + at] ?? 0);
  });
  const center = mean(pixels);
  const spread = standardDeviation(pixels);
  return pixels.map((value) => (value - center) / spread);
}

/** What a subject is called. */
export function subjectName(subject: number): string {
  return `subject ${subject}`;
}

/** The images of a subject, one behind the other: each slice scanned in both ways. */
export interface Subject {
  readonly subject: number;
  readonly images: Float32Array;
}

/** Simulates and reconstructs subject after subject, each when it is asked for. */
export async function* subjectsOf(
  numbers: readonly number[],
  device: Device = nodeDevice('cpu'),
): AsyncGenerator<Subject> {
  const wavelet = waveletRegularization({ device, iterations: 20 });
  for (const subject of numbers) {
    const images = new Float32Array(SLICES * classNames.length * SIZE * SIZE);
    let at = 0;
    for (let slice = 0; slice < SLICES; slice++) {
      for (const label of classNames.keys()) {
        images.set(await imageOf(subject, slice, label, wavelet), at);
        at += SIZE * SIZE;
      }
    }
    yield { subject, images };
  }
  await wavelet.release();
}

/** Slices of some subjects, each scanned in both ways: [1, row, column]. */
export async function reconstructionsOf(numbers: readonly number[]): Promise<Dataset> {
  const subjects: Subject[] = [];
  for await (const subject of subjectsOf(numbers)) subjects.push(subject);
  return datasetOf(subjects);
}

/** Subjects as a dataset. */
export function datasetOf(subjects: readonly Subject[]): Dataset {
  const each = SLICES * classNames.length;
  const inputs = new Float32Array(subjects.length * each * SIZE * SIZE);
  for (const [i, { images }] of subjects.entries()) inputs.set(images, i * images.length);
  const groups = subjects.flatMap(({ subject }) => Array.from({ length: each }, () => subjectName(subject)));
  return new Dataset({
    name: 'reconstructions',
    inputs,
    inputShape: [1, SIZE, SIZE],
    targets: {
      kind: 'classes',
      data: Int32Array.from(groups, (_, i) => i % classNames.length),
      shape: [],
      classNames,
    },
    groups,
  });
}
