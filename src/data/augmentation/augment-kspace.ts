import { check } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import type { Augment } from '../batches.ts';
import type { Targets } from '../dataset.ts';
import { drawMove, type KspaceMove, type MoveOptions, moveImage, moveKspace } from './kspace-move.ts';
import { addComplexNoise, addPhase, type KspacePlanes, type Motion, translate } from './kspace-planes.ts';

/** What happens to k-space, as if the patient, the coil or the noise had been another; what is left out does not. */
export interface KspaceAugmentation extends MoveOptions {
  readonly seed: number;
  /** The least ratio of signal to added noise, both as root mean squares over k-space; between it and ten times as much. */
  readonly snr?: number;
  /** Translations between lines of phase encoding. */
  readonly motion?: KspaceMotion;
  /** The largest phase that a coil's signal may be turned by, in degrees to either side. */
  readonly coilPhase?: number;
}

/** How a patient moves while columns of k-space are measured, one after the other. */
export interface KspaceMotion {
  /** The largest distance from the first position along rows and along columns, in pixels. */
  readonly shift: number;
  /** How often the position changes; once by default. */
  readonly events?: number;
}

/**
 * Augments k-space [coil, 2, row, column] or [coil, slice, 2, row, column] in k-space itself, without interpolation: all
 * coils and slices alike, but for noise, which is each measurement's own, and a coil's phase. A pure function of seed,
 * epoch and item. Targets that are images of the same size are moved alike, by whole pixels; noise, motion and phase
 * leave them as they are.
 *
 * @param targets the dataset's, where they are images
 * @example new Batches(train, { batchSize: 4, augment: augmentKspace(train.inputShape, { seed: 1, shift: 4, snr: 20 }) });
 * @throws InputError for inputs that are no k-space, quarter turns of what is not square, or settings out of range.
 */
export function augmentKspace(
  inputShape: readonly number[],
  options: KspaceAugmentation,
  targets?: Pick<Targets, 'shape'>,
): Augment {
  checkShape(inputShape, options);
  checkSettings(options);
  const [columns = 1, rows = 1] = inputShape.toReversed();
  const [coils = 1] = inputShape;
  const size = inputShape.reduce((a, b) => a * b, 1);
  const targetSize = targets?.shape.reduce((a, b) => a * b, 1) ?? 0;
  const hasImages = targets?.shape.at(-1) === columns && targets.shape.at(-2) === rows;
  return (inputs, items, epoch, references) => {
    for (const [place, item] of items.entries()) {
      const kspace = inputs.subarray(place * size, (place + 1) * size);
      const all = planesOf(kspace, rows, columns);
      const move = drawMove(options, RandomStream.derive(options.seed, 'kspace', epoch, item), hasImages);
      for (const planes of all) moveKspace(planes, move);
      disturbKspace(all, coils, options, [epoch, item]);
      const reference = references?.subarray(place * targetSize, (place + 1) * targetSize);
      if (reference && hasImages) moveImages(reference, rows, columns, move);
    }
  };
}

/** The pairs of planes of all coils and slices, in order. */
export function planesOf(kspace: Float32Array, rows: number, columns: number): KspacePlanes[] {
  const plane = rows * columns;
  return Array.from({ length: kspace.length / (2 * plane) }, (_, i) => ({
    real: kspace.subarray(2 * i * plane, (2 * i + 1) * plane),
    imaginary: kspace.subarray((2 * i + 1) * plane, (2 * i + 2) * plane),
    rows,
    columns,
  }));
}

/** Moves all planes [..., row, column] of images alike. */
function moveImages(
  images: Float32Array | Int32Array,
  rows: number,
  columns: number,
  move: KspaceMove,
): void {
  const plane = rows * columns;
  for (let start = 0; start < images.length; start += plane) {
    moveImage(images.subarray(start, start + plane), rows, columns, move);
  }
}

/** What the measurement adds to the k-space of an object: motion, phase and noise. */
export function disturbKspace(
  all: readonly KspacePlanes[],
  coils: number,
  options: KspaceAugmentation,
  names: readonly [epoch: number, item: number],
): void {
  const { seed, snr, coilPhase } = options;
  const derive = (what: string) => RandomStream.derive(seed, what, ...names);
  const motion = options.motion && motionOf(options.motion, all[0]?.columns ?? 1, derive('motion'));
  const phases = derive('coil phase');
  const turns = Array.from({ length: coils }, () => (within(coilPhase ?? 0, phases) * Math.PI) / 180);
  for (const [i, planes] of all.entries()) {
    if (motion) translate(planes, motion);
    if (coilPhase) addPhase(planes, turns[Math.floor((i * coils) / all.length)] ?? 0);
  }
  if (snr !== undefined) disturb(all, snr, derive('noise'));
}

/** Positions that last from one change to the next; the first one is the image's own. */
function motionOf({ shift, events = 1 }: KspaceMotion, columns: number, stream: RandomStream): Motion {
  const changes = Array.from({ length: events }, () => ({
    from: stream.integer(columns),
    place: [within(shift, stream), within(shift, stream)] as const,
  })).sort((a, b) => a.from - b.from);
  return (column) => changes.findLast(({ from }) => from <= column)?.place ?? [0, 0];
}

/** Adds noise such that the ratio lies from `least` to ten times as much, every decibel as likely. */
function disturb(all: readonly KspacePlanes[], least: number, stream: RandomStream): void {
  const ratio = least * 10 ** stream.uniform();
  let [squares, count] = [0, 0];
  for (const { real, imaginary } of all) {
    for (let i = 0; i < real.length; i++) squares += (real[i] ?? 0) ** 2 + (imaginary[i] ?? 0) ** 2;
    count += real.length;
  }
  const deviation = Math.sqrt(squares / count / 2) / ratio;
  for (const planes of all) addComplexNoise(planes, deviation, stream);
}

function within(limit: number, stream: RandomStream): number {
  return (2 * stream.uniform() - 1) * limit;
}

function checkShape(inputShape: readonly number[], { quarterTurns }: KspaceAugmentation): void {
  const isKspace = (inputShape.length === 4 || inputShape.length === 5) && inputShape.at(-3) === 2;
  const isSquare = inputShape.at(-1) === inputShape.at(-2);
  check(isKspace && (isSquare || !quarterTurns), () => ({
    where: 'augmentKspace',
    expected: isKspace
      ? 'as many rows as columns, for quarter turns'
      : 'inputs of shape [coil, 2, row, column]',
    received: `[${inputShape.join(', ')}]`,
  }));
}

function checkSettings({ shift = 0, flip = {}, snr = 1, motion, coilPhase = 0 }: KspaceAugmentation): void {
  const { shift: moved = 0, events = 1 } = motion ?? {};
  const amounts = { shift, ...flip, snr, motion: moved, events, coilPhase };
  const fits = Object.values(amounts).every((amount) => amount >= 0 && Number.isFinite(amount));
  const likely = Object.values(flip).every((probability) => probability <= 1);
  check(fits && likely && snr > 0 && Number.isInteger(events), () => ({
    where: 'augmentKspace',
    expected: 'amounts of 0 or more, probabilities up to 1, and an snr above 0',
    received: JSON.stringify(amounts),
  }));
}
