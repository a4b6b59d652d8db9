import { describe, expect, it } from 'vitest';
import { checkLinearOperator } from '../../../test/linear-operator-check.ts';
import { runGraph } from '../../../test/run-graph.ts';
import { input } from '../../graph/index.ts';
import { product, range } from '../../util/arrays.ts';
import { RandomStream } from '../../util/random.ts';
import { shaped } from '../shaped-array.ts';
import { coils } from './coils.ts';
import { adjointOf } from './linear-operator.ts';
import { sampling } from './sampling.ts';
import { sense } from './sense.ts';

function random(name: string, shape: readonly number[]) {
  const stream = RandomStream.derive(2, name);
  return shaped(
    Float32Array.from({ length: product(shape) }, () => stream.normal()),
    shape,
  );
}

const maps = random('maps', [4, 2, 12, 15]);
const points = shaped(
  Float32Array.from(range(12 * 15), (i) => ((i * 7) % 3 === 0 ? 1 : 0)),
  [12, 15],
);
const lines = shaped(
  Float32Array.from(range(15), (i) => (i % 4 === 0 ? 1 : 0)),
  [1, 15],
);

checkLinearOperator('coils', () => coils(maps));
checkLinearOperator('coils of a volume', () => coils(random('volume', [3, 2, 4, 5, 6])));
checkLinearOperator('sampling of points', () => sampling(points, [4, 2, 12, 15]));
checkLinearOperator('sampling of lines', () => sampling(lines, [4, 2, 12, 15]));
checkLinearOperator('sense', () => sense({ maps, mask: points }));
checkLinearOperator('sense with whole lines', () => sense({ maps, mask: lines }));
checkLinearOperator('sense with lines along the columns', () =>
  sense({ maps, mask: shaped(lines.data.slice(0, 12), [12, 1]) }),
);
// More than the cache holds: the normal operator takes the coils one by one.
checkLinearOperator('sense of large images', () =>
  sense({
    maps: random('large', [2, 2, 384, 352]),
    mask: shaped(
      Float32Array.from(range(384 * 352), (i) => Number((i * 7) % 5 < 2)),
      [384, 352],
    ),
  }),
);
checkLinearOperator('the adjoint as an operator', () => adjointOf(sense({ maps, mask: points })));

describe('sense', () => {
  it('gives the same with maps and masks that are inputs of a graph', async () => {
    const known = sense({ maps, mask: lines });
    const asked = sense({ maps: input('maps', [2, 4, 2, 12, 15]), mask: input('mask', [2, 1, 1, 1, 15]) });
    const image = random('image', [2, 2, 12, 15]);
    const twice = (values: Float32Array) => Float32Array.from([...values, ...values]);
    const x = input('image', image.shape);
    const { y, normal } = await runGraph(
      { y: asked.apply(x), normal: asked.normal(x) },
      { maps: twice(maps.data), mask: twice(lines.data), image: image.data },
    );
    for (const item of [0, 1]) {
      const one = image.data.subarray(item * 360, (item + 1) * 360);
      const part = (all: typeof y, size: number) =>
        Array.from(all ?? [], Number).slice(item * size, (item + 1) * size);
      expect(part(y, 1440)).toEqual([...known.apply(one)].map((value) => expect.closeTo(value, 4)));
      expect(part(normal, 360)).toEqual([...known.normal(one)].map((value) => expect.closeTo(value, 3)));
    }
  });

  it('refuses arrays where maps are tensors, and masks of another size', () => {
    const symbolic = sense({ maps: input('maps', [4, 2, 12, 15]), mask: lines });
    expect(() => symbolic.apply(new Float32Array(360))).toThrow(
      /a tensor, since a part of the operator is one/,
    );
    expect(() => sense({ maps, mask: shaped(new Float32Array(16), [1, 16]) })).toThrow(
      /sampling: expected a mask/,
    );
    expect(() => coils(random('flat', [12, 15]))).toThrow(/sensitivities \[coil, 2, row, column\]/);
  });
});
