import { conv, convTranspose } from '../../graph/index.ts';
import type { Readers } from '../readers.ts';
import { windowOf } from './window.ts';

/** Convolutions. */
export const convolution: Readers = {
  Conv: (node) => {
    const [x, kernel] = [node.tensor(0), node.tensor(1)];
    node.ignore('kernel_shape');
    const { strides, dilations, pads } = windowOf(node, x.shape.slice(2), kernel.shape.slice(2));
    return conv(x, kernel, node.optional(2), { strides, dilations, pads, group: node.int('group', 1) });
  },
  ConvTranspose: (node) => {
    const [x, kernel] = [node.tensor(0), node.tensor(1)];
    const automatic = node.text('auto_pad', 'NOTSET');
    if (automatic.startsWith('SAME'))
      throw node.refusal('pads that are written out', `auto_pad ${automatic}`);
    node.ignore('kernel_shape');
    const { strides, dilations, pads } = windowOf(node, x.shape.slice(2), kernel.shape.slice(2));
    const outputPadding = node.ints('output_padding') ?? strides.map(() => 0);
    const group = node.int('group', 1);
    return convTranspose(x, kernel, node.optional(2), { strides, dilations, pads, group, outputPadding });
  },
};
