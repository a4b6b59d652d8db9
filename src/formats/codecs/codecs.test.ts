import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged } from '../../../test/damaged-bytes.ts';
import { InputError } from '../../util/errors.ts';
import golden from './codecs.json' with { type: 'json' };
import type { DecodedFrame, FrameSize } from './frame.ts';
import { decodeJpeg } from './jpeg/decode.ts';
import { decodeJpeg2000 } from './jpeg-2000.ts';
import { decodeJpegLs } from './jpeg-ls/decode.ts';
import { decodeRle } from './rle.ts';

type Case = (typeof golden.cases)[number];

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Values that Python wrote, the low byte first. */
function valuesOf({ dtype, values }: Case): number[] {
  const { buffer } = bytesOf(values);
  if (dtype === 'uint8') return [...new Uint8Array(buffer)];
  if (dtype === 'uint16') return [...new Uint16Array(buffer)];
  return [...(dtype === 'int16' ? new Int16Array(buffer) : new Uint32Array(buffer))];
}

async function decode(
  codec: string,
  bytes: Uint8Array,
  size: FrameSize,
  bits: number,
): Promise<DecodedFrame> {
  if (codec === 'jpeg') return decodeJpeg(bytes, 'sample', { declared: size });
  if (codec === 'jpeg-ls') return decodeJpegLs(bytes, size, 'sample');
  if (codec === 'jpeg-2000') return decodeJpeg2000(bytes, size, 'sample');
  return decodeRle(bytes, size, bits, 'sample');
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);
}

describe('codecs', () => {
  it.each(golden.cases)('decode $name as its maker does', async (sample) => {
    const { codec, rows, columns, samples, bits, tolerance } = sample;
    const frame = await decode(codec, bytesOf(sample.stream), { rows, columns, samples }, bits);
    expect(frame).toMatchObject({ rows, columns, samples, signed: sample.dtype === 'int16' });
    expect(frame.data).toHaveLength(rows * columns * samples);
    expect(largestDifference(frame.data, valuesOf(sample))).toBeLessThanOrEqual(tolerance);
    if (sample.codec !== 'jpeg-ls') expect(frame.bits).toBe(bits);
  });

  it.each(golden.cases)('refuse $name of another size than declared', async (sample) => {
    const { codec, rows, columns, samples, bits } = sample;
    const other = { rows: rows + 1, columns, samples };
    await expect(decode(codec, bytesOf(sample.stream), other, bits)).rejects.toThrow(InputError);
  });

  it.each(golden.cases)('refuse $name cut off in the middle, or read what is there', async (sample) => {
    const { codec, rows, columns, samples, bits } = sample;
    const stream = bytesOf(sample.stream);
    const half = stream.subarray(0, stream.length >> 1);
    const result = decode(codec, half, { rows, columns, samples }, bits);
    // JPEG 2000 may be cut off at any place: what is missing are details.
    if (codec === 'jpeg-2000')
      await result.catch((error: unknown) => expect(error).toBeInstanceOf(InputError));
    else await expect(result).rejects.toThrow(InputError);
  });

  it.each(['jpeg', 'jpeg-ls', 'jpeg-2000', 'rle'])('of %s read or refuse damaged streams', async (codec) => {
    const streams = golden.cases.filter((sample) => sample.codec === codec);
    const any = fc
      .constantFrom(...streams)
      .chain((sample) => damaged(bytesOf(sample.stream)).map((bytes) => ({ sample, bytes })));
    await fc.assert(
      fc.asyncProperty(any, async ({ sample: { rows, columns, samples, bits }, bytes }) => {
        const frame = await decode(codec, bytes, { rows, columns, samples }, bits).catch(refusal);
        if (frame) expect(frame.data).toHaveLength(rows * columns * samples);
      }),
      { numRuns: 300 },
    );
  });
});

function refusal(error: unknown): undefined {
  if (!(error instanceof InputError)) throw error;
  expect(error.message).not.toContain('\n');
}
