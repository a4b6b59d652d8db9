import { describe, expect, it } from 'vitest';
import { checkLayer } from '../../../test/layer-check.ts';
import { runGraph } from '../../../test/run-graph.ts';
import { constant } from '../../graph/index.ts';
import { inputLayer, model } from '../../layers/index.ts';
import { present } from '../../util/errors.ts';
import { fieldsOfExperts } from './fields-of-experts.ts';

const types = [fieldsOfExperts];
const small = { filters: 3, kernelSize: 3, functions: 5, limit: 2 };

checkLayer('fieldsOfExperts of complex images', () => fieldsOfExperts(small), { inputs: [[2, 6, 5]], types });
checkLayer(
  'fieldsOfExperts in the cosine basis, beyond whose images lie their mirror images',
  () => fieldsOfExperts({ ...small, basis: 'cosine', border: 'symmetric' }),
  { inputs: [[1, 6, 5]], types },
);

describe('fieldsOfExperts', () => {
  const started = async (value: (row: number, column: number) => number) => {
    const image = inputLayer({ shape: [1, 8, 8] });
    const layer = fieldsOfExperts({
      filters: 8,
      kernelSize: 3,
      functions: 31,
      basis: 'cosine',
      border: 'symmetric',
    });
    const regularizer = model({ inputs: image, outputs: layer(image) });
    const values = Float32Array.from({ length: 64 }, (_, i) => value(Math.floor(i / 8), i % 8));
    const weights = new Map(
      regularizer.weights.map(({ name, shape }) => {
        const initial = present(regularizer.initialWeights(1).get(name), name);
        return [name, constant(initial, shape)] as const;
      }),
    );
    const { outputs } = regularizer.forward([constant(values, [1, 1, 8, 8])], weights);
    const { y } = await runGraph({ y: present(outputs[0], 'an output') });
    return { values, gradient: Float32Array.from(y ?? [], Number) };
  };

  it('sees nothing in a constant image, to its very border', async () => {
    const { gradient } = await started(() => 0.7);
    expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-6);
  });
  it('starts linear, as K*K of the whole cosine basis without its constant', async () => {
    const { values, gradient } = await started((row, column) => ((row + column) % 2 === 0 ? 0.1 : -0.1));
    // φ(z) ≈ 0.04 √2π z; ΣKᵀK = 9 (1 − MᵀM) with the mean M over 3 × 3 pixels, a ninth of a checkerboard
    const kept = 0.04 * Math.sqrt(2 * Math.PI) * (9 / 8);
    const inside = [27, 28, 35, 36];
    for (const i of inside) {
      expect((gradient[i] ?? 0) / (values[i] ?? 1)).toBeCloseTo(kept * (1 - 1 / 81), 3);
    }
  });
  it('refuses even sizes, a single Gaussian, and several channels in the cosine basis', () => {
    expect(() => fieldsOfExperts({ ...small, kernelSize: 4 })).toThrow(
      /kernelSize.*an odd number of 3 or more/,
    );
    expect(() => fieldsOfExperts({ ...small, functions: 1 })).toThrow(
      /functions.*a whole number of 2 or more/,
    );
    expect(() => fieldsOfExperts({ ...small, basis: 'cosine' })(inputLayer({ shape: [2, 8, 8] }))).toThrow(
      /3 × 3 pixels and one channel, received \[2, 8, 8\]/,
    );
  });
});
