import { type ImageStack, stackOf } from '../../images/image-stack.ts';

/**
 * An image of a case as a viewer shows it: [row, column], with slices or channels before; three channels are colors.
 *
 * @param first what the first of three axes counts
 */
export function caseStack(
  values: Float32Array<ArrayBuffer>,
  shape: readonly number[],
  first: 'slice' | 'channel',
): ImageStack {
  const [columns = 1, rows = 1, ...before] = shape.toReversed();
  const count = before.reduce((total, size) => total * size, 1);
  if (first === 'channel' && shape.length === 3 && count === 3) {
    return stackOf(interleaved(values, rows * columns), { rows, columns, samples: 3 });
  }
  return stackOf(values, { rows, columns, count, counted: shape.length > 3 ? 'slice' : first });
}

/** Channels one behind the other, as each pixel's. */
function interleaved(values: Float32Array, points: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(values, (_, i) => values[(i % 3) * points + Math.floor(i / 3)] ?? 0);
}
