import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { callsFrom, shapeAndAxes, shapes, upTo } from '../../../test/random-calls.ts';
import type { Sampler } from '../../../test/samples.ts';
import { input } from '../leaf.ts';
import type { Shape, Tensor } from '../tensor.ts';
import goldens from './normalization.json' with { type: 'json' };
import * as ops from './normalization.ts';
import { reshape } from './shape.ts';

function normalizing(epsilon: number, ...[scale, bias]: readonly Tensor[]): ops.NormalizationOptions {
  return { epsilon, ...(scale && { scale }), ...(bias && { bias }) };
}

/** Not so few values that they are all but equal, where normalizing is not smooth. */
const images = fc.record({ batch: upTo(2, 3), channels: upTo(1, 3), space: shapes(1, 3, 3) });
const affine = (sampler: Sampler, shape: Shape) => [sampler.uniform(shape, 0.5, 2), sampler.normal(shape)];
const epsilon = 0.1;

checkOperator('normalizeOver', {
  primitive: null,
  build:
    ({ axes, epsilon }: { axes: readonly number[]; epsilon: number }) =>
    (x, scale, bias) => {
      const { y, mean, variance } = ops.normalizeOver(x, axes, { scale, bias, epsilon });
      return [y, mean, variance];
    },
  calls: callsFrom(shapeAndAxes, ({ shape, axes }, sampler) => ({
    options: { axes: [...axes, shape.length], epsilon },
    samples: [sampler.normal([...shape, 3]), ...affine(sampler, shape.map(() => 1).concat(3))],
  })),
  goldens: goldens.over,
});
checkOperator('batchNormalization', {
  primitive: null,
  build:
    ({ epsilon }: { epsilon: number }) =>
    (x, ...rest) => {
      const { y, mean, variance } = ops.batchNormalization(x, normalizing(epsilon, ...rest));
      return [y, mean, variance];
    },
  calls: callsFrom(images, ({ batch, channels, space }, sampler) => ({
    options: { epsilon },
    samples: [sampler.normal([batch, channels, ...space]), ...affine(sampler, [channels])],
  })),
  goldens: goldens.batch,
});

checkOperator('normalizeBy', {
  primitive: null,
  build:
    ({ epsilon }: { epsilon: number }) =>
    (x, ...statistics) => {
      const [mean = x, variance = x, ...rest] = statistics.map((t) => reshape(t, [t.size, 1]));
      return ops.normalizeBy(x, mean, variance, normalizing(epsilon, ...rest));
    },
  calls: callsFrom(images, ({ batch, channels }, sampler) => ({
    options: { epsilon },
    samples: [
      sampler.normal([batch, channels, 2]),
      sampler.normal([channels]),
      sampler.uniform([channels], 0.5, 2),
      ...affine(sampler, [channels]),
    ],
  })),
  goldens: goldens.by,
});
checkOperator('layerNormalization', {
  primitive: null,
  build:
    ({ axis, epsilon }: { axis: number; epsilon: number }) =>
    (x, ...rest) =>
      ops.layerNormalization(x, axis, normalizing(epsilon, ...rest)),
  calls: callsFrom(fc.tuple(shapes(1, 3), upTo(1, 3)), ([shape, last], sampler) => {
    const normalized = shape.slice(-last).with(-1, 4);
    return {
      options: { axis: -normalized.length, epsilon },
      samples: [sampler.normal(shape.with(-1, 4)), ...affine(sampler, normalized)],
    };
  }),
  goldens: goldens.layer,
});
checkOperator('instanceNormalization', {
  primitive: null,
  build:
    ({ epsilon }: { epsilon: number }) =>
    (x, ...rest) =>
      ops.instanceNormalization(x, normalizing(epsilon, ...rest)),
  calls: callsFrom(images, ({ batch, channels, space }, sampler) => ({
    options: { epsilon },
    samples: [sampler.normal([batch, channels, 4, ...space]), ...affine(sampler, [channels])],
  })),
  goldens: goldens.instance,
});
checkOperator('groupNormalization', {
  primitive: null,
  build:
    ({ groups, epsilon }: { groups: number; epsilon: number }) =>
    (x, ...rest) =>
      ops.groupNormalization(x, groups, normalizing(epsilon, ...rest)),
  calls: callsFrom(images, ({ batch, channels, space }, sampler) => ({
    options: { groups: channels, epsilon },
    samples: [sampler.normal([batch, 2 * channels, 2, ...space]), ...affine(sampler, [2 * channels])],
  })),
  goldens: goldens.group,
});

describe('bad input', () => {
  it('is refused', () => {
    const x = input('x', [2, 6, 4, 4]);
    expect(() => ops.groupNormalization(x, 4)).toThrow(
      'groupNormalization: expected a number of groups that divides 6 channels, received 4.',
    );
    expect(() => ops.batchNormalization(x, { scale: input('scale', [5]) })).toThrow('reshape: expected');
    expect(() => ops.layerNormalization(x, -5)).toThrow('layerNormalization: expected an axis from -4 to 3');
  });
});
