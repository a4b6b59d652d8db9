import { FREQUENCIES, SPECTRUM_SIZE } from './spectrum.ts';

/** How much the expectation counts against what a set shows, in images: small sets say little about what is usual. */
const PRIOR_IMAGES = 50;

/**
 * What the images of a set have in common: the mean of each coefficient of their spectra, and one over its standard
 * deviation. Chest X-rays all correlate with each other; what tells one from another is left when this is taken away.
 */
export class Whitening {
  readonly #mean = new Float64Array(SPECTRUM_SIZE);
  readonly #scale = new Float64Array(SPECTRUM_SIZE);

  /** From unit spectra. Natural images' amplitudes fall as one over frequency (Field 1987): so they are expected to. */
  constructor(spectra: readonly Float32Array[]) {
    const expected = expectedVariances();
    const weight = 1 / (spectra.length + PRIOR_IMAGES);
    for (let at = 1; at < SPECTRUM_SIZE; at++) {
      let [total, squares] = [0, 0];
      for (const spectrum of spectra) {
        const value = spectrum[at] ?? 0;
        total += value;
        squares += value * value;
      }
      const mean = total * weight;
      const variance = (squares + PRIOR_IMAGES * (expected[at] ?? 0)) * weight - mean * mean;
      this.#mean[at] = mean;
      this.#scale[at] = 1 / Math.sqrt(variance);
    }
  }

  /** The spectrum in standard deviations from the mean. */
  apply(spectrum: Float32Array): Float32Array {
    return spectrum.map((value, at) => (value - (this.#mean[at] ?? 0)) * (this.#scale[at] ?? 0));
  }
}

/** Of unit spectra whose amplitude is proportional to one over frequency. */
function expectedVariances(): Float64Array {
  const powers = Float64Array.from({ length: SPECTRUM_SIZE }, (_, at) => {
    const [u, v] = [Math.floor(at / FREQUENCIES), at % FREQUENCIES];
    return at === 0 ? 0 : 1 / (u * u + v * v);
  });
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}
