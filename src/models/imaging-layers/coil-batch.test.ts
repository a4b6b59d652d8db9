import { describe, expect, it } from 'vitest';
import { runGraph } from '../../../test/run-graph.ts';
import { Sampler } from '../../../test/samples.ts';
import { constant } from '../../graph/index.ts';
import { inputLayer, Model } from '../../layers/index.ts';
import { present } from '../../util/errors.ts';
import { batchToCoils, coilsToBatch } from './coil-batch.ts';

const node = inputLayer({ shape: [3, 2, 4, 5] });

describe('coils in the batch', () => {
  const { values, shape } = new Sampler(3).normal([2, 3, 2, 4, 5]);
  const trace = (outputs: typeof node) =>
    new Model({ inputs: node, outputs }).forward([constant(values, shape)], new Map()).outputs;

  it('are items of their own, in order', async () => {
    const [y] = trace(coilsToBatch()(node));
    expect(y?.shape).toEqual([6, 2, 4, 5]);
    expect((await runGraph({ y: present(y, 'an output') })).y).toEqual(values);
  });
  it('come back', async () => {
    const [y] = trace(batchToCoils({ coils: 3 })(coilsToBatch()(node)));
    expect(y?.shape).toEqual(shape);
    expect((await runGraph({ y: present(y, 'an output') })).y).toEqual(values);
  });
  it('are those of complex images alone', () => {
    expect(() => coilsToBatch()(inputLayer({ shape: [2, 4, 5] }))).toThrow(
      'expected an input [coil, 2, row, column], received [2, 4, 5].',
    );
  });
});
