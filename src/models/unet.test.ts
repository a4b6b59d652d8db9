import { describe, expect, it } from 'vitest';
import { checkModel } from '../../test/model-check.ts';
import { type UnetOptions, unet } from './unet.ts';

const tiny = (options: Partial<UnetOptions>) =>
  unet({ inputShape: [2, 16, 8], outputs: 2, baseChannels: 4, depth: 2, ...options });

checkModel('unet', () => tiny({}), { parameters: 7_438, outputShape: [2, 16, 8] });
checkModel('unet with batch normalization', () => tiny({ normalization: 'batch' }), {
  parameters: 7_678,
  outputShape: [2, 16, 8],
});
checkModel(
  'unet with instance normalization, interpolation and a residual',
  () => tiny({ normalization: 'instance', upsampling: 'bilinear', residual: true }),
  { parameters: 7_518, outputShape: [2, 16, 8] },
);

describe('unet', () => {
  const parameters = (options: UnetOptions) =>
    unet(options).weights.reduce((total, { shape }) => total + shape.reduce((a, b) => a * b, 1), 0);

  it("has the paper's parameters in the paper's size", () => {
    expect(parameters({ inputShape: [1, 128, 128], outputs: 2 })).toBe(31_030_658);
    expect(parameters({ inputShape: [1, 128, 128], outputs: 2, upsampling: 'bilinear' })).toBe(31_030_658);
  });
  it('has 1.9 million in the size of the benchmark', () => {
    expect(parameters({ inputShape: [1, 128, 128], baseChannels: 32, depth: 3 })).toBe(1_925_025);
  });
  it('names its layers after their place', () => {
    expect(tiny({ depth: 1 }).layers.map(({ name }) => name)).toEqual([
      ...['encoder1_conv1', 'encoder1_conv2', 'encoder1_pool', 'bottom_conv1', 'bottom_conv2'],
      ...['decoder1_up', 'decoder1_join', 'decoder1_conv1', 'decoder1_conv2', 'output'],
    ]);
  });
  it('refuses what it cannot halve or add', () => {
    expect(() => unet({ inputShape: [1, 100, 128] })).toThrow(
      'unet, inputShape: expected rows and columns that are multiples of 16, to be halved 4 times, ' +
        'received [1, 100, 128]. Pad the images, or choose a smaller depth.',
    );
    expect(() => unet({ inputShape: [2, 16, 16], residual: true })).toThrow(
      'unet, residual: expected as many channels out as in, 2, received 1.',
    );
  });
});
