import { check, InputError, messageOf } from '../../util/errors.ts';
import type { Numbers } from '../array/dtype.ts';

/** How large an image is. */
export interface FrameSize {
  readonly rows: number;
  readonly columns: number;
  /** Values a pixel: 1 of a gray image, 3 of a color one. */
  readonly samples: number;
}

/** One image as its codestream holds it: row by row, the samples of a pixel together. */
export interface DecodedFrame extends FrameSize {
  /** How many bits of each value count. */
  readonly bits: number;
  readonly signed: boolean;
  readonly data: Numbers;
  /** Whether the codestream's YCbCr was made RGB. */
  readonly rgb?: boolean;
  /** Whether `bits` are exactly those of the values, the highest the sign of signed ones. */
  readonly ownSign?: boolean;
}

/** The most values that one image may have: more is no image, but an attack on the memory. */
const MOST_VALUES = 2 ** 28;

/**
 * Checks the size in a codestream's own header, before anything is decoded: against what the file around it declares,
 * and against what one image may take.
 *
 * @throws InputError
 */
export function checkFrameSize(found: FrameSize, declared: FrameSize | undefined, where: string): void {
  const { rows, columns, samples } = found;
  check(rows > 0 && columns > 0 && samples > 0 && rows * columns * samples <= MOST_VALUES, () => ({
    where,
    expected: `an image of at most ${MOST_VALUES} values`,
    received: sizeText(found),
  }));
  if (!declared) return;
  const same = rows === declared.rows && columns === declared.columns && samples === declared.samples;
  check(same, () => ({
    where,
    expected: `a compressed image of ${sizeText(declared)}, as the header declares`,
    received: sizeText(found),
    remedy: 'The file is damaged: get it again.',
  }));
}

/**
 * Checks that so few bytes can hold an image at all, before room is made for it.
 *
 * @param most how many values one byte can stand for.
 * @throws InputError
 */
export function checkPacked(bytes: Uint8Array, size: FrameSize, most: number, where: string): void {
  const values = size.rows * size.columns * size.samples;
  check(values <= bytes.length * most, () => ({
    where,
    expected: `at least ${Math.ceil(values / most)} bytes for an image of ${sizeText(size)}`,
    received: `${bytes.length}`,
    remedy: 'The file is cut off or damaged: get it again.',
  }));
}

function sizeText({ rows, columns, samples }: FrameSize): string {
  return `${rows} rows of ${columns} columns, ${samples} sample${samples === 1 ? '' : 's'} a pixel`;
}

/** The refusal of compressed data that do not decode. */
export function damagedData(where: string, codec: string, reason: unknown): InputError {
  return new InputError(
    {
      where,
      expected: `whole ${codec} data`,
      received: `data that do not decode (${firstLine(messageOf(reason))})`,
      remedy: 'The file is cut off or damaged: get it again.',
    },
    { cause: reason },
  );
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').trim();
}
