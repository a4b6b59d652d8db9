import {
  COMPLEX_AXIS,
  concat,
  constant,
  matMul,
  matrixTranspose,
  type Operand,
  slice,
  type Tensor,
} from '../../graph/index.ts';
import { type LevelMatrices, mirroredLevel, periodicLevel } from '../operators/daubechies.ts';
import { softThreshold } from './proximal-maps.ts';

/** How wavelets see the border. */
export interface ShrinkageOptions {
  /**
   * `'mirrored'` (by default): the image goes on as its mirror image, as in BART, at any size; the few coefficients that
   * this adds make the shrinkage a proximal map but for the border. `'periodic'`: the image repeats, the transform is
   * orthogonal, and shrinkage exactly the proximal map of θ Σ|W x|; sizes should be even several times.
   */
  readonly extension?: 'mirrored' | 'periodic';
  /** An axis is halved as long as it has this many elements or more; 16 by default. */
  readonly smallest?: number;
}

/**
 * Wavelet shrinkage (Donoho and Johnstone 1994): the complex coefficients of Daubechies' wavelets of four taps become
 * less by θ, down to 0, those of the last low band included, on all levels of Mallat's pyramid.
 *
 * @param x complex images [..., 2, row, column]
 * @example waveletShrinkage(image, 0.01)
 */
export function waveletShrinkage(x: Tensor, threshold: Operand, options: ShrinkageOptions = {}): Tensor {
  const { extension = 'mirrored', smallest = 16 } = options;
  const levelOf = (size: number | undefined) =>
    size !== undefined && size >= smallest
      ? (extension === 'periodic' ? periodicLevel : mirroredLevel)(size)
      : undefined;
  const [down, across] = [levelOf(x.shape.at(-2)), levelOf(x.shape.at(-1))];
  if (!down && !across) return softThreshold(x, threshold, [COMPLEX_AXIS]);
  const bands = analyzed(x, down, across);
  const low = [
    { axis: -2, start: 0, end: down?.low ?? x.shape.at(-2) ?? 0 },
    { axis: -1, start: 0, end: across?.low ?? x.shape.at(-1) ?? 0 },
  ];
  const shrunkLow = waveletShrinkage(slice(bands, low), threshold, options);
  const shrunk = softThreshold(bands, threshold, [COMPLEX_AXIS]);
  return synthesized(withCorner(shrunk, shrunkLow), down, across);
}

// Products with dense matrices take less time than strided convolutions.

function analyzed(x: Tensor, down: LevelMatrices | undefined, across: LevelMatrices | undefined): Tensor {
  const [rows = 0, columns = 0] = x.shape.slice(-2);
  const turned = across
    ? matMul(x, matrixTranspose(constant(across.analysis, [across.low + across.high, columns])))
    : x;
  return down ? matMul(constant(down.analysis, [down.low + down.high, rows]), turned) : turned;
}

function synthesized(y: Tensor, down: LevelMatrices | undefined, across: LevelMatrices | undefined): Tensor {
  const [rows = 0, columns = 0] = y.shape.slice(-2);
  const upright = down ? matMul(constant(down.synthesis, [down.synthesis.length / rows, rows]), y) : y;
  return across
    ? matMul(
        upright,
        matrixTranspose(constant(across.synthesis, [across.synthesis.length / columns, columns])),
      )
    : upright;
}

/** The image with its first rows and columns replaced. */
function withCorner(x: Tensor, corner: Tensor): Tensor {
  const [height = 0, width = 0] = x.shape.slice(-2);
  const [rows = 0, columns = 0] = corner.shape.slice(-2);
  const part = (axis: number, start: number, end: number) => ({ axis, start, end });
  const right = slice(x, [part(-2, 0, rows), part(-1, columns, width)]);
  const upper = columns < width ? concat([corner, right], -1) : corner;
  return rows < height ? concat([upper, slice(x, [part(-2, rows, height)])], -2) : upper;
}
