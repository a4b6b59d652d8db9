import { describe, it } from 'vitest';
import { checkLayer } from '../../test/layer-check.ts';
import { compareWithGolden } from '../../test/layer-golden.ts';
import goldens from './group-normalization.json' with { type: 'json' };
import { instanceNormalization } from './index.ts';

checkLayer('instanceNormalization', () => instanceNormalization(), { inputs: [[3, 4, 3]] });
checkLayer('instanceNormalization of a volume', () => instanceNormalization({ center: false }), {
  inputs: [[2, 3, 2, 2]],
});

describe('instance normalization', () => {
  it.each(goldens.instance)('agrees with PyTorch: %#', async (golden) => {
    await compareWithGolden(instanceNormalization(golden.options), golden);
  });
});
