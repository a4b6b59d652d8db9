import { describe, expect, it } from 'vitest';
import { product } from '../../util/arrays.ts';
import { RandomStream } from '../../util/random.ts';
import { maskedCrc32c } from './crc32c.ts';
import golden from './event-file.json' with { type: 'json' };
import { encodeEvent, eventFileHead } from './event-file.ts';
import { histogramOf } from './histogram.ts';
import { frameRecord, readRecords } from './record.ts';

/** The record in a frame, as hexadecimal digits. */
function unframed(bytes: Uint8Array): string {
  return [...readRecords(bytes)].map((record) => Buffer.from(record).toString('hex')).join();
}

describe('an event file', () => {
  it('holds what Google’s protobuf runtime writes', () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
    expect(unframed(eventFileHead(1500))).toBe(golden.head);
    const scalars = { 'train/loss': { scalar: 0.5 }, ärger: { scalar: -1e-3 } };
    expect(unframed(encodeEvent({ at: 2250, step: 300, values: scalars }))).toBe(golden.scalars);
    const image = { image: { rows: 2, columns: 3, channels: 1 as const, png } };
    expect(unframed(encodeEvent({ at: 3000, step: 4, values: { image } }))).toBe(golden.image);
    const zeros = { values: new Float32Array(2) };
    expect(unframed(encodeEvent({ at: 3000, step: 5, values: { zeros } }))).toBe(golden.histogram);
    const weights = { bins: { edges: [-1, 0, 1], counts: [1, 3] } };
    expect(unframed(encodeEvent({ at: 3000, step: 6, values: { weights } }))).toBe(golden.bins);
  });

  it('has CRC-32C, as RFC 3720 gives it, masked', () => {
    const unmasked = (masked: number) => {
      const turned = (masked - 0xa282ead8) >>> 0;
      return ((turned >>> 17) | (turned << 15)) >>> 0;
    };
    expect(unmasked(maskedCrc32c(new Uint8Array(32)))).toBe(0x8a9136aa);
    expect(unmasked(maskedCrc32c(new Uint8Array(32).fill(0xff)))).toBe(0x62a8ab43);
    expect(unmasked(maskedCrc32c(Uint8Array.from({ length: 32 }, (_, i) => i)))).toBe(0x46dd794e);
  });

  it('is refused where a byte of it is another, or it ends early', () => {
    const file = frameRecord(new TextEncoder().encode('an event'));
    for (let at = 0; at < file.length; at++) {
      const damaged = file.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 4;
      expect(() => [...readRecords(damaged, 'events')], `byte ${at}`).toThrow(/events, byte 0: expected a/);
      if (at > 0) expect(() => [...readRecords(file.subarray(0, at))]).toThrow(/expected a whole record/);
    }
    expect([...readRecords(new Uint8Array())]).toEqual([]);
  });

  it('refuses a step that is none', () => {
    expect(() => encodeEvent({ at: 0, step: 0.5, values: {} })).toThrow(/step: expected a whole number/);
  });
});

describe('histogramOf', () => {
  it('puts every finite value into its bucket', () => {
    const stream = RandomStream.derive(1, 'values');
    const values = Float64Array.from({ length: product([10, 100]) }, () => stream.normal() ** 3);
    const { bucket, bucketLimit, num, min, max, sum } = histogramOf(values);
    expect(bucket.reduce((a, b) => a + b)).toBe(1000);
    expect([num, min, max]).toEqual([1000, Math.min(...values), Math.max(...values)]);
    expect(sum).toBeCloseTo(values.reduce((a, b) => a + b));
    for (const [i, limit] of bucketLimit.entries()) {
      const below = bucketLimit[i - 1] ?? Number.NEGATIVE_INFINITY;
      expect(values.filter((value) => value >= below && value < limit)).toHaveLength(bucket[i] ?? -1);
    }
  });

  it('leaves out NaN and infinities', () => {
    expect(histogramOf(Float32Array.of(Number.NaN, 1, Number.POSITIVE_INFINITY))).toMatchObject({
      num: 1,
      max: 1,
    });
    expect(histogramOf(new Float32Array())).toMatchObject({ num: 0, bucket: [0] });
  });
});
