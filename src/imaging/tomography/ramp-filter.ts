import { type ComplexLines, fft } from '../fourier/fft.ts';

/** How the ramp is tapered toward the highest frequency, under the usual names. */
export type RampWindow = 'ramp' | 'shepp-logan' | 'cosine' | 'hamming' | 'hann';

/** All of them. */
export const rampWindows = ['ramp', 'shepp-logan', 'cosine', 'hamming', 'hann'] as const;

/** The factor at a frequency, as a share of the highest. */
const WINDOWS: Readonly<Record<RampWindow, (share: number) => number>> = {
  ramp: () => 1,
  'shepp-logan': (share) => (share === 0 ? 1 : Math.sin((Math.PI * share) / 2) / ((Math.PI * share) / 2)),
  cosine: (share) => Math.cos((Math.PI * share) / 2),
  hamming: (share) => 0.54 + 0.46 * Math.cos(Math.PI * share),
  hann: (share) => 0.5 + 0.5 * Math.cos(Math.PI * share),
};

/** A filter for the rows of a sinogram. */
export interface RampFilterOptions {
  /** Samples a row. */
  readonly samples: number;
  /** τ, the distance of samples; filtered values have the unit of the rows divided by that of τ. */
  readonly spacing: number;
  readonly window: RampWindow;
  /** From which share of the highest frequency on nothing passes, above 0 to 1. */
  readonly cutoff: number;
  /** What the impulse response is multiplied by, at a distance; 1 by default. */
  readonly reshape?: ((distance: number) => number) | undefined;
}

/**
 * A convolution with the band-limited ramp,
 *
 *     h(0) = 1 / (4 τ²),  h(n τ) = −1 / (π n τ)² for odd n, else 0
 *
 * times τ (Kak and Slaney 1988, "Principles of Computerized Tomographic Imaging", ch. 3, eq. 61), whose spectrum is then
 * tapered by a window. Rows are padded with zeros to twice their length or more.
 *
 * @returns what filters two rows in place: as real and imaginary part of one
 */
export function rampFilter(options: RampFilterOptions): (a: Float64Array, b: Float64Array) => void {
  const { samples } = options;
  const length = 2 ** Math.ceil(Math.log2(Math.max(64, 2 * samples)));
  const spectrum = taperedSpectrum(length, options);
  const [rows, work] = [complexLine(length), complexLine(length)];
  return (a, b) => {
    rows.re.fill(0).set(a);
    rows.im.fill(0).set(b);
    const transformed = fft(rows, work, length, 1, -1);
    for (let i = 0; i < length; i++) {
      transformed.re[i] = (transformed.re[i] ?? 0) * (spectrum[i] ?? 0);
      transformed.im[i] = (transformed.im[i] ?? 0) * (spectrum[i] ?? 0);
    }
    const { re, im } = fft(transformed, transformed === rows ? work : rows, length, 1, 1);
    a.set(re.subarray(0, samples));
    b.set(im.subarray(0, samples));
  };
}

/** The factor of each frequency, that of the inverse transform included. */
function taperedSpectrum(
  length: number,
  { spacing, window, cutoff, reshape }: RampFilterOptions,
): Float64Array {
  const response = complexLine(length);
  for (let i = 0; i < length; i++) {
    const n = Math.min(i, length - i);
    const ramp = n === 0 ? 0.25 : n % 2 === 1 ? -1 / (Math.PI * n) ** 2 : 0;
    response.re[i] = (ramp / spacing) * (reshape?.(n * spacing) ?? 1);
  }
  return fft(response, complexLine(length), length, 1, -1).re.map((value, i) => {
    const share = Math.min(i, length - i) / (length / 2) / cutoff;
    return share > 1 ? 0 : (value * WINDOWS[window](share)) / length;
  });
}

function complexLine(length: number): ComplexLines {
  return { re: new Float64Array(length), im: new Float64Array(length) };
}
