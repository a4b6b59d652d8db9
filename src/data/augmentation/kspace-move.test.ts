import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../test/close.ts';
import { centeredFft, inverseCenteredFft } from '../../imaging/index.ts';
import { RandomStream } from '../../util/random.ts';
import { augmentKspace } from './augment-kspace.ts';

/** A complex image [2, row, column]. */
function image(rows: number, columns: number, seed: number): Float32Array {
  const values = new Float32Array(2 * rows * columns);
  const stream = RandomStream.derive(seed, 'image');
  for (let i = 0; i < values.length; i++) values[i] = stream.normal();
  return values;
}

const options = {
  flip: { horizontal: 0.5, vertical: 0.5 },
  shift: 3.7,
  motion: { shift: 2 },
  coilPhase: 180,
  snr: 1,
};

describe('a reference image', () => {
  it('moves with the k-space that it belongs to, pixel by pixel', () => {
    const size = fc.integer({ min: 3, max: 8 });
    fc.assert(
      fc.property(size, size, fc.nat(1000), fc.boolean(), (rows, columns, seed, square) => {
        const shape = [2, rows, square ? rows : columns];
        const reference = image(rows, shape[2] ?? 0, seed);
        const kspace = centeredFft(reference, shape);
        const { flip, shift } = options;
        const moves = { seed, flip, shift, quarterTurns: square };
        augmentKspace([1, ...shape], moves, { shape })(kspace, Uint32Array.of(seed), 3, reference);
        expectClose(inverseCenteredFft(kspace, shape), reference, 1e-5, 'the image');
      }),
    );
  });

  it('is left alone by noise, motion and phase', () => {
    const [reference, kspace] = [image(6, 5, 1), image(6, 5, 2)];
    const { motion, coilPhase, snr } = options;
    const augment = augmentKspace([1, 2, 6, 5], { seed: 1, motion, coilPhase, snr }, { shape: [2, 6, 5] });
    const before = kspace.slice();
    augment(kspace, Uint32Array.of(4), 0, reference);
    expect(reference).toEqual(image(6, 5, 1));
    expect(kspace).not.toEqual(before);
  });

  it('that is a magnitude, or a class of each pixel, moves alike', () => {
    const magnitude = image(4, 4, 1).slice(0, 16).map(Math.abs);
    const classes = Int32Array.from(magnitude, (value) => Math.round(10 * value));
    const moves = { seed: 5, shift: 2, quarterTurns: true, flip: { vertical: 0.5 } };
    for (const item of [0, 1, 2, 3]) {
      const [one, other] = [magnitude.slice(), classes.slice()];
      for (const target of [one, other]) {
        const shape = target === one ? [1, 4, 4] : [4, 4];
        augmentKspace([1, 2, 4, 4], moves, { shape })(image(4, 4, 2), Uint32Array.of(item), 0, target);
      }
      expect(Array.from(other)).toEqual(Array.from(one, (value) => Math.round(10 * value)));
    }
  });
});
