import { describe, expect, it } from 'vitest';
import { runGraph } from '../../../test/run-graph.ts';
import { constant, input } from '../../graph/index.ts';
import { InputError, present } from '../../util/errors.ts';
import { meanOverItems } from '../losses/index.ts';
import {
  accuracy,
  binaryAccuracy,
  diceScore,
  type Metric,
  psnr,
  structuralSimilarity,
  topKAccuracy,
} from './index.ts';
import golden from './metrics.json' with { type: 'json' };

interface Options {
  readonly k?: number | undefined;
  readonly fromLogits?: boolean | undefined;
  readonly dataRange?: number | undefined;
  readonly smooth?: number | undefined;
}

const metrics: Readonly<Record<string, (options: Options) => Metric>> = {
  accuracy: () => accuracy(),
  topK: ({ k = 5 }) => topKAccuracy(k),
  binary: ({ fromLogits = true }) => binaryAccuracy({ fromLogits }),
  psnr: ({ dataRange = 1 }) => psnr({ dataRange }),
  ssim: () => structuralSimilarity(),
  dice: ({ fromLogits = true, smooth = 1 }) => diceScore({ fromLogits, smooth }),
};

async function meanOf(
  metric: Metric,
  { prediction, target }: (typeof golden.cases)[number],
): Promise<number> {
  const given = constant(target.values, target.shape, target.dtype === 'int64' ? 'int32' : 'float32');
  const values = metric.perItem(constant(prediction.values, prediction.shape), given);
  const { value } = await runGraph({ value: meanOverItems(values, constant(golden.weights)) });
  return Number(value?.[0]);
}

describe('metrics', () => {
  it.each(golden.cases.map((one) => [`${one.metric} ${JSON.stringify(one.options)}`, one] as const))(
    'agree with scikit-learn and scikit-image: %s',
    async (_, one) => {
      const metric = present(metrics[one.metric], one.metric)(one.options);
      expect(await meanOf(metric, one)).toBeCloseTo(one.value, 5);
    },
  );

  it('rank the true class first among equals', async () => {
    const values = topKAccuracy(1).perItem(constant([1, 1, 1], [1, 3]), constant([2], [1], 'int32'));
    expect((await runGraph({ values })).values).toEqual(Float32Array.of(1));
  });

  it('refuse what they cannot count', () => {
    const one = input('prediction', [4, 1]);
    expect(() => accuracy().perItem(one, input('target', [4], 'int32'))).toThrow(/binaryAccuracy/);
    expect(() => topKAccuracy().perItem(one, input('target', [3], 'int32'))).toThrow(InputError);
  });
});
