import type { RandomStream } from '../../util/random.ts';
import type { ImageNoise, IntensityChange } from './image-augmentation.ts';

/** Changes contrast, brightness and gamma of one image in place, all channels alike. */
export function changeIntensity(image: Float32Array, change: IntensityChange, stream: RandomStream): void {
  const { contrast = 0, brightness = 0, gamma = 0 } = change;
  const within = (limit: number) => (2 * stream.uniform() - 1) * limit;
  const [factor, offset, exponent] = [
    (1 + contrast) ** within(1),
    within(brightness),
    (1 + gamma) ** within(1),
  ];
  if (gamma > 0) bend(image, exponent);
  const { mean, deviation } = statisticsOf(image);
  for (let i = 0; i < image.length; i++) {
    image[i] = mean + factor * ((image[i] ?? 0) - mean) + offset * deviation;
  }
}

/** Adds noise to one image in place. */
export function addNoise(image: Float32Array, noise: ImageNoise, stream: RandomStream): void {
  const { kind = 'gaussian', zero = 0 } = noise;
  const deviation = stream.uniform() * noise.deviation * statisticsOf(image).deviation;
  for (let i = 0; i < image.length; i++) {
    const value = (image[i] ?? 0) + deviation * stream.normal();
    image[i] = kind === 'gaussian' ? value : zero + Math.hypot(value - zero, deviation * stream.normal());
  }
}

function bend(image: Float32Array, exponent: number): void {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of image) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const range = most - least;
  if (range === 0) return;
  for (let i = 0; i < image.length; i++) {
    image[i] = least + range * (((image[i] ?? 0) - least) / range) ** exponent;
  }
}

function statisticsOf(image: Float32Array): { readonly mean: number; readonly deviation: number } {
  let [mean, squares] = [0, 0];
  for (const value of image) mean += value / image.length;
  for (const value of image) squares += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / image.length) };
}
