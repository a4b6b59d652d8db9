import {
  add,
  cast,
  constant,
  div,
  expand,
  gather,
  greaterOrEqual,
  mul,
  neg,
  type Operand,
  slice,
  sub,
  type Tensor,
} from '../graph/index.ts';
import { waveletLevels } from '../imaging/operators/wavelet.ts';
import { fista } from '../imaging/solvers/fista.ts';
import { type ShrinkageOptions, waveletShrinkage } from '../imaging/solvers/wavelet-shrinkage.ts';
import { range } from '../util/arrays.ts';
import { type Drawn, type IterativeOptions, iterativeMethod } from './iterative-method.ts';
import type { Method } from './method.ts';

/** What the wavelet reconstruction may do differently. */
export interface WaveletRegularizationOptions extends IterativeOptions, ShrinkageOptions {
  /**
   * Whether each iteration shifts the image by other random numbers of pixels before it is thresholded, so that no grid
   * shows; true by default, as in BART (`-n` for false).
   */
  readonly cycleSpinning?: boolean;
  /**
   * Whether the image is taken after the gradient step that follows the last threshold, as BART does, which gives what
   * its `-n -i N` gives from N − 1 iterations; false by default, as in the paper.
   */
  readonly endWithGradientStep?: boolean;
}

/**
 * Compressed sensing with wavelets (Lustig, Donoho and Pauly 2007, "Sparse MRI"; for several coils Murphy et al. 2012):
 * minimizes ½‖A x − y‖² + λ Σ|W x|, with Daubechies' wavelets of four taps, by FISTA with steps of 0.95, as BART's
 * `pics -R W:3:0:λ`; cycle spinning after Coifman and Donoho 1995. λ is `regularization`, relative to data of scale 1.
 * 50 iterations by default.
 *
 * @example const image = await waveletRegularization({ device: nodeDevice() }).reconstruct({ kspace, mask, maps });
 */
export function waveletRegularization(options: WaveletRegularizationOptions): Method {
  const { cycleSpinning = true, endWithGradientStep = false } = options;
  return iterativeMethod(
    {
      name: 'wavelet',
      iterations: 50,
      tunable: [{ name: 'regularization', default: 2e-3, range: [1e-5, 0.1] }],
      ...(cycleSpinning && { drawn: shift }),
      solve: ({ operator, zeroFilled, lipschitz, parameter, drawn }) => {
        const lambda = parameter('regularization');
        const threshold = (z: Tensor, step: Operand) => waveletShrinkage(z, mul(lambda, step), options);
        const shifts = cycleSpinning ? drawn(shift.name, [shift.size]) : undefined;
        const solver = fista({
          gradient: (x) => sub(operator.normal(x), zeroFilled),
          proximal: shifts
            ? (z, step) => turned(threshold(turned(z, shifts), step), mul(shifts, -1))
            : threshold,
          stepSize: div(0.95, lipschitz),
          start: expand(constant(0), zeroFilled.shape),
          startGradient: neg(zeroFilled),
        });
        return endWithGradientStep ? { ...solver, solution: 'z' } : solver;
      },
    },
    options,
  );
}

/** How far rows and columns are shifted: fewer than 2 to the number of levels, beyond which nothing changes. */
const shift: Drawn = {
  name: 'shift',
  size: 2,
  draw: (stream, [, rows = 1, columns = 1], into) => {
    const period = 2 ** waveletLevels(rows, columns);
    into.set([stream.integer(Math.min(period, rows)), stream.integer(Math.min(period, columns))]);
  },
};

/** The image turned by as many rows and columns as `shifts` says, either sign. */
function turned(x: Tensor, shifts: Tensor): Tensor {
  return [-2, -1].reduce((image, axis) => {
    const shiftOfAxis = slice(shifts, [{ axis: 0, start: axis + 2, end: axis + 3 }]);
    return gather(image, turnedIndices(image.shape.at(axis) ?? 0, shiftOfAxis), axis);
  }, x);
}

/** (i + shift) modulo n for each i, for |shift| ≤ n. */
function turnedIndices(n: number, shiftOfAxis: Tensor): Tensor {
  const moved = add(constant(range(n), [n]), shiftOfAxis);
  const low = sub(moved, mul(cast(greaterOrEqual(moved, n), 'float32'), n));
  return cast(add(low, mul(cast(greaterOrEqual(mul(low, -1), 0.5), 'float32'), n)), 'int64');
}
