import type { Shape } from '../../graph/index.ts';
import type { OnnxNode } from '../node.ts';

/** A window that moves over images: of a convolution or a pooling. All sizes before stand before all sizes after. */
export interface Window {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[];
  /** Zeros beyond the padding at the end of each axis, for a last window that does not fit (`ceil_mode`). */
  readonly beyond: readonly number[];
}

/** The geometry of a node over images of `spatial` sizes, with padding that is left to the operator worked out. */
export function windowOf(node: OnnxNode, spatial: Shape, size: Shape): Window {
  const ones = spatial.map(() => 1);
  const strides = node.ints('strides') ?? ones;
  const dilations = node.ints('dilations') ?? ones;
  const reach = size.map((n, i) => (dilations[i] ?? 1) * (n - 1) + 1);
  const given = node.ints('pads') ?? spatial.flatMap(() => [0, 0]);
  const automatic = node.text('auto_pad', 'NOTSET');
  const pads = padsBy[automatic]?.(spatial, reach, strides, given);
  if (!pads) throw node.refusal(`auto_pad ${Object.keys(padsBy).join(', ')}`, automatic);
  const ceil = node.int('ceil_mode', 0) !== 0;
  const beyond = spatial.map((n, i) => {
    const padded = n + (pads[i] ?? 0) + (pads[i + spatial.length] ?? 0);
    return ceil ? overhang(padded, reach[i] ?? 1, strides[i] ?? 1, n + (pads[i] ?? 0)) : 0;
  });
  return { strides, dilations, pads, beyond };
}

type Padding = (spatial: Shape, reach: Shape, strides: Shape, given: readonly number[]) => readonly number[];

const padsBy: Readonly<Record<string, Padding>> = {
  NOTSET: (_spatial, _reach, _strides, given) => given,
  VALID: (spatial) => spatial.flatMap(() => [0, 0]),
  SAME_UPPER: (spatial, reach, strides) => samePads(Math.floor, spatial, reach, strides),
  SAME_LOWER: (spatial, reach, strides) => samePads(Math.ceil, spatial, reach, strides),
};

/** As many outputs as strides fit into the image; an odd row goes to the end (upper) or to the start (lower). */
function samePads(halve: (n: number) => number, spatial: Shape, reach: Shape, strides: Shape): number[] {
  const totals = spatial.map((n, i) => {
    const stride = strides[i] ?? 1;
    return Math.max(0, (Math.ceil(n / stride) - 1) * stride + (reach[i] ?? 1) - n);
  });
  const before = totals.map((total) => halve(total / 2));
  return [...before, ...totals.map((total, i) => total - (before[i] ?? 0))];
}

/** How far the last window reaches beyond, if it still starts within the image or the padding before it. */
function overhang(padded: number, reach: number, stride: number, starts: number): number {
  const steps = Math.ceil((padded - reach) / stride);
  const last = steps * stride >= starts ? steps - 1 : steps;
  return Math.max(0, last * stride + reach - padded);
}
