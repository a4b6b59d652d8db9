import { THUMBNAIL_SIDE } from '../digest/thumbnail.ts';

/** How many frequencies of each axis describe an image: up to 7.5 periods across it. */
export const FREQUENCIES = 16;

/** The numbers of a spectrum: frequency down by frequency across, the mean (0, 0) included and always 0. */
export const SPECTRUM_SIZE = FREQUENCIES * FREQUENCIES;

const BASIS = basis();

/**
 * The low frequencies of a thumbnail by the orthonormal cosine transform, [down, across], without the mean and scaled to
 * unit length: what is left of an image when brightness and contrast are taken away. `undefined` where it shows
 * nothing, that is, varies less than rounding does.
 *
 * Source: perceptual hashing by the signs of a cosine transform, Zauner, "Implementation and Benchmarking of
 * Perceptual Image Hash Functions", Hagenberg 2010, section 3.2.1.
 */
export function spectrumOf(thumbnail: Float32Array): Float32Array | undefined {
  const coefficients = transform(thumbnail);
  coefficients[0] = 0;
  const length = Math.hypot(...coefficients);
  const scale = thumbnail.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!(length > LEAST_CONTRAST * scale * THUMBNAIL_SIDE)) return undefined;
  return coefficients.map((value) => value / length);
}

/** A standard deviation of this share of the largest value is rounding of float32, not an image. */
const LEAST_CONTRAST = 1e-5;

function transform(image: Float32Array): Float32Array {
  const side = THUMBNAIL_SIDE;
  const half = new Float64Array(side * FREQUENCIES);
  for (let row = 0; row < side; row++) {
    for (let v = 0; v < FREQUENCIES; v++) {
      let total = 0;
      for (let x = 0; x < side; x++) total += (image[row * side + x] ?? 0) * (BASIS[v * side + x] ?? 0);
      half[row * FREQUENCIES + v] = total;
    }
  }
  const result = new Float32Array(SPECTRUM_SIZE);
  for (let u = 0; u < FREQUENCIES; u++) {
    for (let v = 0; v < FREQUENCIES; v++) {
      let total = 0;
      for (let y = 0; y < side; y++) total += (half[y * FREQUENCIES + v] ?? 0) * (BASIS[u * side + y] ?? 0);
      result[u * FREQUENCIES + v] = total;
    }
  }
  return result;
}

/** The rows of the orthonormal DCT-II. */
function basis(): Float64Array {
  const side = THUMBNAIL_SIDE;
  return Float64Array.from({ length: FREQUENCIES * side }, (_, i) => {
    const [u, x] = [Math.floor(i / side), i % side];
    const scale = Math.sqrt((u === 0 ? 1 : 2) / side);
    return scale * Math.cos((Math.PI * (x + 0.5) * u) / side);
  });
}
