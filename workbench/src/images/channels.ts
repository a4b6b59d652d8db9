import type { Numbers } from 'echotrain/formats';
import type { ImageStack } from './image-stack.ts';

/** What of complex values can be shown, and what it is called. */
export const channels = [
  { value: 'magnitude', label: 'Magnitude' },
  { value: 'logarithm', label: 'Magnitude in dB' },
  { value: 'phase', label: 'Phase' },
  { value: 'real', label: 'Real part' },
  { value: 'imaginary', label: 'Imaginary part' },
] as const;

/** What of complex values is shown. */
export type Channel = (typeof channels)[number]['value'];

/** What is weaker than this below the largest magnitude is shown as weak as this. */
const FAINTEST_DB = -120;

/** The channel that an image is shown in at first; of real values there is only one. */
export function ownChannel({ isComplex, isKspace }: ImageStack): Channel {
  return isComplex && isKspace ? 'logarithm' : 'magnitude';
}

/** The unit of a channel's values. */
export function unitOf({ isComplex, unit }: ImageStack, channel: Channel): string | undefined {
  if (!isComplex || channel === 'magnitude' || channel === 'real' || channel === 'imaginary') return unit;
  return channel === 'phase' ? 'rad' : 'dB';
}

/** One channel of a picture: a number for each pixel, or the picture itself where it is not complex. */
export function channelOf(picture: Numbers, { isComplex }: ImageStack, channel: Channel): Numbers {
  if (!isComplex) return picture;
  const values = new Float32Array(picture.length >> 1);
  const one = single[channel];
  for (let i = 0; i < values.length; i++) values[i] = one(picture[2 * i] ?? 0, picture[2 * i + 1] ?? 0);
  return channel === 'logarithm' ? decibels(values) : values;
}

const single: Readonly<Record<Channel, (re: number, im: number) => number>> = {
  magnitude: (re, im) => Math.sqrt(re * re + im * im),
  logarithm: (re, im) => Math.sqrt(re * re + im * im),
  phase: (re, im) => Math.atan2(im, re),
  real: (re) => re,
  imaginary: (_, im) => im,
};

/** Magnitudes in decibels below the largest of them, in place. */
function decibels(values: Float32Array): Float32Array {
  const largest = values.reduce((most, value) => Math.max(most, value), 0) || 1;
  for (let i = 0; i < values.length; i++) {
    values[i] = Math.max(FAINTEST_DB, 20 * Math.log10((values[i] ?? 0) / largest));
  }
  return values;
}
