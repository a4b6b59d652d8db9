import type { Numbers } from '../../array/dtype.ts';

/** Colors that came one plane after the other, with those of each pixel together. */
export function interleaved(planes: Numbers, samples: number): Numbers {
  const result = planes.slice();
  const pixels = planes.length / samples;
  for (let sample = 0, from = 0; sample < samples; sample++) {
    for (let pixel = 0; pixel < pixels; pixel++, from++) result[pixel * samples + sample] = planes[from] ?? 0;
  }
  return result;
}

/** Two pixels share their chroma (Y₁ Y₂ Cb Cr): each gets it (PS3.3, C.7.6.3.1.2). */
export function withSharedChroma(packed: Uint8Array, pixels: number): Uint8Array {
  const result = new Uint8Array(3 * pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const pair = 4 * (pixel >> 1);
    result[3 * pixel] = packed[pair + (pixel & 1)] ?? 0;
    result[3 * pixel + 1] = packed[pair + 2] ?? 0;
    result[3 * pixel + 2] = packed[pair + 3] ?? 0;
  }
  return result;
}

const float = Math.fround;

const RED_OF_CR = float(1.402);
const GREEN_OF_CB = float((-0.114 * 1.772) / 0.587);
const GREEN_OF_CR = float((-0.299 * 1.402) / 0.587);
const BLUE_OF_CB = float(1.772);

/**
 * The RGB colors of YBR_FULL, rounded (PS3.3, C.7.6.3.1.2; ITU-T T.871, 7). In single precision, each
 * step rounded once, as pydicom computes it on machines that multiply and add at once.
 */
export function rgbOfYbr(ybr: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(ybr.length);
  for (let i = 0; i < ybr.length; i += 3) {
    const y = ybr[i] ?? 0;
    const cb = (ybr[i + 1] ?? 0) - 128;
    const cr = (ybr[i + 2] ?? 0) - 128;
    rgb[i] = rounded(float(y + RED_OF_CR * cr));
    rgb[i + 1] = rounded(float(float(y + GREEN_OF_CB * cb) + GREEN_OF_CR * cr));
    rgb[i + 2] = rounded(float(y + BLUE_OF_CB * cb));
  }
  return rgb;
}

function rounded(value: number): number {
  return Math.min(Math.max(Math.floor(float(value + 0.5)), 0), 255);
}
