/** The lesson's study in small, for a browser: fewer subjects, pixels and coils. The slices, simulated. */
import { RandomStream } from 'echotrain/data';
import {
  biotSavartCoils,
  brainPhantom,
  gaussianMask,
  type ShapedArray,
  sampling,
  sense,
  shaped,
  simulateAcquisition,
} from 'echotrain/imaging';
import { magnitudeImage } from 'echotrain/reconstruct';

/** Pixels of an image's side. */
export const SIZE = 64;

const COILS = 4;
const CALIBRATION = 8;
const SNR = 30;

/** Slices lie anywhere from the basal ganglia up to here. */
const HIGHEST_MM = 45;

/** Of each slice. */
export const kspaceShape = [COILS, 2, SIZE, SIZE] as const;

/** Subjects that validate and that test; all others may train. */
const others = { validation: [1001, 1002, 1003, 1004], test: [2001, 2002, 2003, 2004, 2005, 2006] } as const;

/** Where heights, initial weights and the order of slices come from. */
export const seed = 1;

/** One undersampled slice, its zero-filled image 1 at most, and the image of all its lines. */
export interface Slice {
  readonly acquisition: {
    readonly kspace: ShapedArray;
    readonly maps: ShapedArray;
    readonly mask: ShapedArray;
  };
  /** Complex, [2, row, column]. */
  readonly reference: ShapedArray;
}

/** The parts of the study. */
export type Parts = Readonly<Record<'train' | 'validation' | 'test', readonly Slice[]>>;

/** Simulates so many subjects to learn from, and the others. */
export function partsOf(subjects: number, acceleration: number): Parts {
  const slices = (numbers: readonly number[]) => numbers.map((subject) => sliceOf(subject, acceleration));
  return {
    train: slices(Array.from({ length: subjects }, (_, i) => i + 1)),
    validation: slices(others.validation),
    test: slices(others.test),
  };
}

function sliceOf(subject: number, acceleration: number): Slice {
  const size = { rows: SIZE, columns: SIZE };
  const heightMm = HIGHEST_MM * RandomStream.derive(seed, 'height', subject).uniform();
  const { kspace, maps } = simulateAcquisition(
    brainPhantom({ seed: subject, heightMm, contrast: 'proton-density' }),
    { ...size, coils: biotSavartCoils({ coils: COILS, seed: subject }), snr: SNR, seed: subject },
  );
  const { mask } = gaussianMask({ ...size, acceleration, calibrationLines: CALIBRATION, seed: subject });
  const all = shaped(new Float32Array(SIZE * SIZE).fill(1), [SIZE, SIZE]);
  const measured = sampling(mask, kspace.shape).apply(kspace.data);
  const largest = largestOf(sense({ maps, mask }).adjoint(measured));
  const divided = (values: Float32Array) => values.map((value) => value / largest);
  return {
    acquisition: { kspace: shaped(divided(measured), kspace.shape), maps, mask },
    reference: shaped(divided(sense({ maps, mask: all }).adjoint(kspace.data)), [2, SIZE, SIZE]),
  };
}

/** The largest magnitude of a complex image. */
function largestOf(image: Float32Array): number {
  return magnitudeImage(shaped(image, [2, SIZE, SIZE])).data.reduce((a, b) => Math.max(a, b), 0);
}
