import type { ArrayDtype, Numbers } from '../../array/dtype.ts';
import type { DicomFile, PixelData } from '../read.ts';
import { isColor, type PixelDescription, storedDtype } from './description.ts';
import { decodeFrame } from './encapsulated.ts';
import { frameBytes, framesOfFragments } from './frame-bytes.ts';
import { modalityTransform, transformed, transformedDtype } from './modality.ts';
import { checkNative, nativeNumbers, readNative } from './native.ts';
import { colorsOf, paletteOf } from './palette.ts';

/** The way to the decoded values of an image, frame by frame. */
export interface PixelReader {
  readonly dtype: ArrayDtype;
  readonly warnings: readonly string[];
  /**
   * The values of a frame, counted from 0 as in the file; rescaled ones are rounded to float32 and written into `into`,
   * where it is given.
   *
   * @throws InputError where it is damaged.
   */
  read(frame: number, into?: Float32Array): Promise<Numbers>;
}

/** Stored values, frame by frame. */
type StoredFrames = (frame: number) => Promise<Numbers>;

/**
 * Finds the way to the values: checks that all frames are there, and reads tables.
 *
 * @throws InputError where the file is cut off, or a table is damaged.
 */
export function pixelReader(
  { dataSet, transferSyntax }: DicomFile,
  pixels: PixelData,
  description: PixelDescription,
  where: string,
): PixelReader {
  const { photometric, signed, frames } = description;
  const { stored, warning } = storedFrames(pixels, description, transferSyntax, where);
  const warnings = warning ? [warning] : [];
  const dtype = storedDtype(description);
  if (isColor(photometric)) return { dtype, warnings, read: stored };
  if (photometric === 'PALETTE COLOR') {
    const palette = paletteOf(dataSet, signed, where);
    return { dtype: palette.dtype, warnings, read: async (frame) => colorsOf(await stored(frame), palette) };
  }
  const bits = description.bitsAllocated > 1 ? description : undefined;
  const transform = modalityTransform(dataSet, frames, signed, where);
  return {
    dtype: transformedDtype(transform, dtype),
    warnings,
    read: async (frame, into) => {
      if (pixels.kind !== 'native') return transformed(await stored(frame), transform, frame, { into });
      const room = transform.kind === 'rescale' ? into : undefined;
      const numbers = await nativeNumbers(pixels, description, frame, where, room);
      return transformed(numbers, transform, frame, { bits, into });
    },
  };
}

function storedFrames(
  pixels: PixelData,
  description: PixelDescription,
  transferSyntax: string,
  where: string,
): { readonly stored: StoredFrames; readonly warning?: string | undefined } {
  if (pixels.kind === 'native') {
    const warning = checkNative(pixels, description, where);
    return { stored: async (frame) => readNative(pixels, description, frame, where), warning };
  }
  const frames = framesOfFragments(pixels, description.frames, where);
  const stored = (frame: number) =>
    decodeFrame(frameBytes(pixels, frames[frame] ?? []), description, transferSyntax, where);
  return { stored };
}
