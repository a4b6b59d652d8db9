import { describe, expect, it } from 'vitest';
import { checkModel } from '../../test/model-check.ts';
import { compareWithNetwork } from '../../test/network-golden.ts';
import { runGraph } from '../../test/run-graph.ts';
import { constant, type Tensor } from '../graph/index.ts';
import { product, sum } from '../util/arrays.ts';
import { present } from '../util/errors.ts';
import goldens from './variational-network.json' with { type: 'json' };
import { variationalNetwork } from './variational-network.ts';

const tiny = { kspaceShape: [2, 2, 12, 10], stages: 2, filters: 3, kernelSize: 5, functions: 7 };

checkModel('variationalNetwork', () => variationalNetwork(tiny), {
  parameters: 2 * (3 * 2 * 25 + 3 * 7 + 1),
  outputShape: [2, 12, 10],
});

describe('variationalNetwork', () => {
  it("has the paper's parameters in the paper's size", () => {
    const { weights } = variationalNetwork({ kspaceShape: [15, 2, 320, 320] });
    expect(sum(weights.map(({ shape }) => product(shape)))).toBe(131_050);
  });

  it.each(goldens)('agrees with PyTorch: %#', async (golden) => {
    const [{ shape } = { shape: [] }] = golden.inputs;
    await compareWithNetwork(variationalNetwork({ ...golden.options, kspaceShape: shape.slice(1) }), golden);
  });

  it('starts, and stays after each update, with filters of mean 0 and norm 1, and λ ≥ 0', async () => {
    const model = variationalNetwork(tiny);
    const [kernel, , lambda] = model.weights;
    const start = present(model.initialWeights(3).get('stage1_experts/kernel'), 'the kernel');
    const put = async (spec: typeof kernel, values: Float32Array) => {
      const constrained: Tensor | undefined = spec?.constraint?.(constant(values, spec.shape));
      const { y } = await runGraph({ y: present(constrained, 'a constraint') });
      return Float32Array.from(y ?? [], Number);
    };
    const moved = await put(
      kernel,
      start.map((value, i) => 3 * value + (i % 7)),
    );
    for (const filters of [start, moved]) {
      for (let at = 0; at < filters.length; at += 25)
        expect(sum(filters.subarray(at, at + 25))).toBeCloseTo(0, 5);
      for (let at = 0; at < filters.length; at += 50)
        expect(Math.hypot(...filters.subarray(at, at + 50))).toBeCloseTo(1, 5);
    }
    expect([...(await put(lambda, Float32Array.of(-0.5)))]).toEqual([0]);
  });

  it('refuses filters larger than the image', () => {
    expect(() => variationalNetwork({ kspaceShape: [1, 2, 10, 64] })).toThrow(
      /images of at least 11 × 11 pixels, received \[2, 10, 64\]/,
    );
  });
});
