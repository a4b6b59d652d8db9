import { check } from '../../util/errors.ts';

/**
 * Removes readout oversampling: crops to the middle of the field of view in image space, and goes back to k-space. Lines
 * of complex values (real, imaginary), `samples` long, one after the other, become lines of `samples / factor`. k-space
 * is centered, DC at ⌊N/2⌋, and keeps its scale: of an object within the cropped field of view, every `factor`-th
 * sample remains as it was.
 *
 * The Fourier transforms and the crop together are a convolution with the kernel
 * K(m) = 1/N Σₚ exp(2πi p m / N), p over the N / factor middle pixels, at every `factor`-th sample.
 *
 * @example const half = removeOversampling(block, 512, 2);
 * @throws InputError unless the factor divides the number of samples.
 */
export function removeOversampling(lines: ArrayLike<number>, samples: number, factor: number): Float32Array {
  check(Number.isInteger(factor) && factor >= 1 && samples % factor === 0, () => ({
    where: 'removeOversampling',
    expected: `a factor that divides ${samples} samples`,
    received: `${factor}`,
  }));
  const kept = samples / factor;
  const kernel = cropKernel(samples, kept);
  const result = new Float32Array(lines.length / factor);
  for (let line = 0; line * 2 * samples < lines.length; line++) {
    cropLine(lines, line * 2 * samples, kernel, result, line * 2 * kept, kept);
  }
  return result;
}

/** K(m) for m from 0 to N - 1, as pairs. */
function cropKernel(samples: number, kept: number): Float64Array {
  const kernel = new Float64Array(2 * samples);
  const first = -Math.floor(kept / 2);
  for (let m = 0; m < samples; m++) {
    for (let p = first; p < first + kept; p++) {
      const angle = (2 * Math.PI * ((p * m) % samples)) / samples;
      kernel[2 * m] = (kernel[2 * m] ?? 0) + Math.cos(angle) / samples;
      kernel[2 * m + 1] = (kernel[2 * m + 1] ?? 0) + Math.sin(angle) / samples;
    }
  }
  return kernel;
}

function cropLine(
  from: ArrayLike<number>,
  start: number,
  kernel: Float64Array,
  to: Float32Array,
  at: number,
  kept: number,
): void {
  const samples = kernel.length / 2;
  const factor = samples / kept;
  for (let k = 0; k < kept; k++) {
    const center = factor * (k - Math.floor(kept / 2)) + Math.floor(samples / 2);
    let [re, im] = [0, 0];
    for (let j = 0; j < samples; j++) {
      const m = 2 * ((j - center + 2 * samples) % samples);
      const [a, b] = [from[start + 2 * j] ?? 0, from[start + 2 * j + 1] ?? 0];
      const [c, d] = [kernel[m] ?? 0, kernel[m + 1] ?? 0];
      re += a * c - b * d;
      im += a * d + b * c;
    }
    to[at + 2 * k] = re;
    to[at + 2 * k + 1] = im;
  }
}
