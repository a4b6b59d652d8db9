import { expect, it } from 'vitest';
import { checkLayer } from '../../test/layer-check.ts';
import { flatten, inputLayer } from './index.ts';

checkLayer('flatten', () => flatten(), { inputs: [[2, 3, 4]] });

it('flatten gives one axis, even to a single number', () => {
  expect(flatten()(inputLayer({ shape: [] })).shape).toEqual([1]);
});
