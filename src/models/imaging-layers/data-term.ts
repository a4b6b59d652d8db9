import { z } from 'zod';
import { mul, sub } from '../../graph/index.ts';
import { formatShape } from '../../graph/tensor.ts';
import { sense } from '../../imaging/index.ts';
import { defineMergingLayer } from '../../layers/index.ts';
import { trainableWeight } from '../../layers/options.ts';
import { sameItems } from '../../util/arrays.ts';
import { check, present } from '../../util/errors.ts';
import { checkCoilImages, checkComplexImage, checkMask } from './complex-shapes.ts';

const NOT_NEGATIVE = 'a number of 0 or more';

/**
 * The gradient of a weighted data term, λ/2 ‖A u − f‖²:
 *
 *     λ (A*A u − A*f),
 *
 * with A = M F S, coils, Fourier transform and sampling, or the identity. λ is learned and never negative. A*f, which
 * does not change, is computed once, before. Inputs: u and A*f, for a reconstruction [2, row, column]; then maps
 * [coil, 2, row, column] and mask [1, 1, row, column], without which A is the identity. Output: of the shape of u.
 *
 * Weights: `lambda` [1].
 *
 * @example dataTerm({ lambda: 1 })([image, zeroFilled, maps, mask])
 */
export const dataTerm = defineMergingLayer({
  type: 'DataTerm',
  options: z.strictObject({
    /** Where λ starts. */
    lambda: z.number(NOT_NEGATIVE).min(0, NOT_NEGATIVE).default(1),
  }),
  outputShape: ([u, adjoint, maps, mask]) => {
    check(u !== undefined && sameItems(u, adjoint ?? []), () => ({
      where: '',
      expected: 'an image u and A*f of one shape',
      received: `${u ? formatShape(u) : 'nothing'} and ${adjoint ? formatShape(adjoint) : 'nothing'}`,
    }));
    if (maps === undefined) return u;
    checkComplexImage(u);
    checkCoilImages(maps);
    check(sameItems(u, maps.slice(1)), () => ({
      where: '',
      expected: `maps [coil, ${u.join(', ')}], as the image`,
      received: formatShape(maps),
    }));
    checkMask(maps, mask);
    return u;
  },
  weights: (_, { lambda }) => [
    trainableWeight('lambda', [1], [0], {
      initializer: { type: 'constant', value: lambda },
      constraint: 'nonNegative',
    }),
  ],
  trace: ([u, adjoint, maps, mask], _, weight) => {
    const image = present(u, 'an image');
    const seen = maps && mask ? sense({ maps, mask }).normal(image) : image;
    return mul(sub(seen, present(adjoint, 'A*f')), weight('lambda'));
  },
});
