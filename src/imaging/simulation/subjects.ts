import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import { type Anatomy, anatomyPhantom } from '../phantoms/anatomy.ts';
import { type SimulatedAcquisition, simulateAcquisition } from './acquisition.ts';
import { biotSavartCoils } from './coil-maps/biot-savart-coils.ts';
import type { Contrast, Sequence } from './signal.ts';

/** How subjects are scanned. */
export interface SubjectOptions {
  /** Brain by default. */
  readonly anatomy?: Anatomy;
  /** T₁ by default; proton density for knees. */
  readonly contrast?: Contrast | Sequence;
  readonly coils: number;
  /** Samples of a readout. */
  readonly rows: number;
  /** Phase encodings. */
  readonly columns: number;
  /** 30 by default; `Infinity` for no noise. */
  readonly snr?: number;
  /** Correlation of the noise of neighboring coils, 0.1 by default. */
  readonly correlation?: number;
}

/** Subjects of a study by their seeds, none in two parts. */
export interface SubjectParts {
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
}

/**
 * One slice of a subject: its own anatomy, coil array and noise, all from its seed; fully sampled multi-coil k-space, the
 * sensitivities, and the image without noise.
 *
 * @throws InputError as what it is made from does.
 * @example const { kspace, maps, reference } = simulateSubject(7, { coils: 8, rows: 128, columns: 128 });
 */
export function simulateSubject(subject: number, options: SubjectOptions): SimulatedAcquisition {
  const { anatomy = 'brain', contrast, coils, rows, columns, snr = 30, correlation = 0.1 } = options;
  check(Number.isSafeInteger(subject) && subject >= 0, () => ({
    where: 'simulateSubject',
    expected: 'a whole number of at least 0 as a seed',
    received: `${subject}`,
  }));
  const seed = (what: string): number => RandomStream.derive(subject, 'subject', what).integer(2 ** 32);
  const phantom = anatomyPhantom(anatomy, { seed: seed('anatomy'), ...(contrast ? { contrast } : {}) });
  return simulateAcquisition(phantom, {
    coils: biotSavartCoils({ coils, seed: seed('coils') }),
    rows,
    columns,
    snr,
    correlation,
    seed: seed('noise'),
  });
}

/**
 * Seeds of subjects for training, validation and test, all different.
 *
 * @param counts how many subjects each part has
 * @param seed of the study: other ones, up to 2³² of them, give other subjects
 * @example const { train, validation, test } = subjectParts({ train: 60, validation: 10, test: 20 }, 1);
 */
export function subjectParts(counts: Record<keyof SubjectParts, number>, seed: number): SubjectParts {
  const { train, validation, test } = counts;
  const whole = [train, validation, test, seed].every((count) => Number.isInteger(count) && count >= 0);
  const total = train + validation + test;
  check(whole && total <= MOST_SUBJECTS && seed < 2 ** 32, () => ({
    where: 'subjectParts',
    expected: `whole numbers of subjects, at most ${MOST_SUBJECTS} in all, and a seed from 0 to 2³² - 1`,
    received: `${train}, ${validation} and ${test}, seed ${seed}`,
  }));
  const seeds = range(total).map((i) => seed * MOST_SUBJECTS + i);
  return {
    train: seeds.slice(0, train),
    validation: seeds.slice(train, train + validation),
    test: seeds.slice(train + validation),
  };
}

/** Of one study; times the largest seed, still a safe integer. */
const MOST_SUBJECTS = 2 ** 20;
