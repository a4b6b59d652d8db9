import { z } from 'zod';
import { div, norm, reshape } from '../../graph/index.ts';
import { formatShape } from '../../graph/tensor.ts';
import { coils } from '../../imaging/index.ts';
import { defineLayer, defineMergingLayer } from '../../layers/index.ts';
import { sameItems } from '../../util/arrays.ts';
import { check, present } from '../../util/errors.ts';
import { checkCoilImages, checkComplexImage } from './complex-shapes.ts';

/** What keeps a quotient finite where no coil sees anything; far below what an image of maximum 1 resolves. */
const TINY = 1e-12;

/**
 * S*, one image of what all coils see: Σ_j s̄_j x_j, for sensitivities whose squares add up to 1 the best combination
 * (Roemer 1990). Inputs: images [coil, 2, row, column], maps of that shape; output [2, row, column].
 *
 * @example combineCoils()([coilImages, maps])
 */
export const combineCoils = defineMergingLayer({
  type: 'CombineCoils',
  options: z.strictObject({}),
  outputShape: ([images, maps]) => {
    checkCoilImages(images);
    check(sameItems(images, maps ?? []), () => ({
      where: '',
      expected: `maps ${formatShape(images)}, as the images`,
      received: maps ? formatShape(maps) : 'none',
    }));
    return images.slice(1);
  },
  trace: ([images, maps]) => coils(present(maps, 'maps')).adjoint(present(images, 'images')),
});

/**
 * S, what each coil sees of an image: s_j x. Inputs: an image [2, row, column], maps [coil, 2, row, column]; output
 * [coil, 2, row, column].
 *
 * @example expandToCoils()([image, maps])
 */
export const expandToCoils = defineMergingLayer({
  type: 'ExpandToCoils',
  options: z.strictObject({}),
  outputShape: ([image, maps]) => {
    checkComplexImage(image);
    checkCoilImages(maps);
    check(sameItems(image, maps.slice(1)), () => ({
      where: '',
      expected: `maps [coil, ${image.join(', ')}], as the image`,
      received: formatShape(maps),
    }));
    return maps;
  },
  trace: ([image, maps]) => coils(present(maps, 'maps')).apply(present(image, 'an image')),
});

/** √Σ_j |x_j|², the root of the sum of squares over coils: [coil, 2, row, column] to [1, row, column]. */
export const rootSumOfSquares = defineLayer({
  type: 'RootSumOfSquares',
  options: z.strictObject({}),
  outputShape: (shape) => {
    checkCoilImages(shape);
    return [1, ...shape.slice(2)];
  },
  trace: (x) => norm(reshape(x, [x.shape[0] ?? 1, -1, ...x.shape.slice(3)]), [1], true),
});

/** x_j / √Σ_j |x_j|²: images [coil, 2, row, column] become sensitivities whose squares add up to 1. */
export const normalizeCoils = defineLayer({
  type: 'NormalizeCoils',
  options: z.strictObject({}),
  outputShape: (shape) => {
    checkCoilImages(shape);
    return shape;
  },
  trace: (x) => div(x, norm(x, [1, 2], true, TINY)),
});
