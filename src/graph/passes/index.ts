import type { Tensor } from '../tensor.ts';
import { blockChannels } from './block-channels.ts';
import { factorTransposes } from './factor-transposes.ts';
import { foldBatch } from './fold-batch.ts';

/** What a device can do beyond ONNX's own operators. */
export interface Abilities {
  /** Channels in a block of ONNX Runtime's own layout for convolutions, where the device has it. */
  readonly channelBlock?: number | undefined;
}

/**
 * Rewrites a network in the layouts that train fastest on the CPU, before it is differentiated, so that the
 * gradients follow. The function stays the same up to rounding. Not for models that leave the machine.
 */
export function layOut(outputs: readonly Tensor[], { channelBlock }: Abilities = {}): Tensor[] {
  const folded = foldBatch(outputs);
  return channelBlock === undefined ? folded : blockChannels(folded, channelBlock);
}

/** Last rewrites of a whole step, gradients included, before it is written as a model. */
export function polish(outputs: readonly Tensor[]): Tensor[] {
  return factorTransposes(outputs);
}
