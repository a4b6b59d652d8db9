import { describe, expect, it } from 'vitest';
import { checkLayer } from '../../test/layer-check.ts';
import { compareWithGolden } from '../../test/layer-golden.ts';
import goldens from './group-normalization.json' with { type: 'json' };
import { groupNormalization, inputLayer } from './index.ts';

checkLayer('groupNormalization', () => groupNormalization({ groups: 2 }), { inputs: [[4, 3, 2]] });
checkLayer('groupNormalization of a sequence', () => groupNormalization({ groups: 3, scale: false }), {
  inputs: [[6, 4]],
});

describe('group normalization', () => {
  it.each(goldens.group)('agrees with PyTorch: %#', async (golden) => {
    await compareWithGolden(groupNormalization(golden.options), golden);
  });
  it('refuses groups that do not divide the channels', () => {
    expect(() => groupNormalization()(inputLayer({ shape: [48, 8, 8] }))).toThrow(
      'GroupNormalization on an input [48, 8, 8], option "groups": expected a divisor of 48 channels, received 32.',
    );
  });
});
