import type { Tensor } from '../tensor.ts';
import { blockChannels } from './block-channels.ts';
import { factorTransposes } from './factor-transposes.ts';
import { foldBatch } from './fold-batch.ts';
import { simplify } from './simplify.ts';

/** The layouts of images in which a device convolves fastest, beside the plain one. */
export interface Layouts {
  /** Large batches of small images as one image: {@link foldBatch}. */
  readonly foldedBatch: boolean;
  /** Channels in a block of ONNX Runtime's own layout, where the device has it: {@link blockChannels}. */
  readonly channelBlock: number | undefined;
}

/** The plain layout alone, which every device understands. */
export const PLAIN_LAYOUT: Layouts = { foldedBatch: false, channelBlock: undefined };

/**
 * Rewrites a network in the layouts in which the device is fastest, before it is differentiated, so that the
 * gradients follow. The function stays the same up to rounding. Not for models that leave the machine.
 */
export function layOut(outputs: readonly Tensor[], { foldedBatch, channelBlock }: Layouts): Tensor[] {
  const folded = foldedBatch ? foldBatch(outputs) : [...outputs];
  return channelBlock === undefined ? folded : blockChannels(folded, channelBlock);
}

/** The last rewrites of a whole step, gradients included, before it is written as a model for this machine. */
export function polish(outputs: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  const names = Object.keys(outputs);
  const polished = factorTransposes(simplify(Object.values(outputs)));
  return Object.fromEntries(names.flatMap((name, i) => (polished[i] ? [[name, polished[i]]] : [])));
}
