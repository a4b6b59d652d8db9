import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tensor, TensorType } from '../src/graph/tensor.ts';
import { ancestors } from '../src/graph/walk.ts';
import { present } from '../src/util/errors.ts';
import { expectClose } from './close.ts';
import { type Build, backward, forward, trace } from './derive.ts';
import { checkGradient, type GradientCheckOptions } from './gradient-check.ts';
import { type Sample, sample } from './samples.ts';

/** An array as oracles write it. */
interface GoldenArray {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: readonly number[];
}

/** What an oracle says of one call: its outputs, and its gradients for the given upstreams. */
export interface Golden<O> {
  readonly options: O;
  readonly inputs: readonly GoldenArray[];
  readonly outputs: readonly GoldenArray[];
  readonly upstreams: readonly GoldenArray[];
  readonly gradients: readonly (GoldenArray | null)[];
}

/** One random call. */
export interface RandomCall<O> {
  readonly options: O;
  readonly samples: readonly Sample[];
}

/** How an operator is proved. */
export interface OperatorCheck<O> {
  /** The primitive that the calls are about, `null` for a composition. */
  readonly primitive: string | null;
  /** The operator as its users call it. */
  readonly build: (options: O) => Build;
  /** Random calls to compare with finite differences, away from kinks; `null` where there is no gradient. */
  readonly calls: fc.Arbitrary<RandomCall<O>> | null;
  /** What PyTorch says. */
  readonly goldens: readonly Golden<O>[];
  readonly differences?: GradientCheckOptions;
  /** How many random calls are made, 20 by default. */
  readonly runs?: number;
  /** Allowed error against the oracle, relative to the largest value (to 1 where that is smaller). */
  readonly tolerance?: number;
}

/**
 * Proves an operator: forward and backward against PyTorch's goldens, and backward against finite differences on
 * random shapes, all computed by ONNX Runtime.
 */
export function checkOperator<O>(name: string, operator: OperatorCheck<O>): void {
  const { build, calls, goldens, primitive, differences, runs = 20, tolerance = 1e-5 } = operator;
  describe(name, () => {
    it.each(goldens.map((golden) => [labelOf(golden), golden] as const))(
      'agrees with PyTorch: %s',
      (_, golden) => compareWithOracle(build(golden.options), golden, tolerance),
    );
    if (primitive) {
      it(`is about ${primitive}${calls ? '' : ', which has no gradient'}`, () => {
        const found = applications(primitive, operator);
        expect(found).not.toEqual([]);
        if (!calls) expect(found.map((tensor) => tensor.origin.gradient)).toEqual(found.map(() => null));
      });
    }
    if (calls) {
      it('has the gradients that finite differences give', async () => {
        const property = fc.asyncProperty(calls, ({ options, samples }) =>
          checkGradient(build(options), samples, differences),
        );
        await fc.assert(property, { seed: 20180616, numRuns: runs });
      });
    }
  });
}

/** The tensors in the oracle's calls that a primitive makes. */
function applications<O>(primitive: string, { build, goldens }: OperatorCheck<O>): readonly Tensor[] {
  return goldens.flatMap(({ options, inputs }) => {
    const { outputs } = trace(build(options), inputs.map(fromGolden));
    return ancestors(outputs).filter((tensor) => tensor.origin.name === primitive);
  });
}

async function compareWithOracle<O>(build: Build, golden: Golden<O>, tolerance: number): Promise<void> {
  const samples = golden.inputs.map(fromGolden);
  const graph = trace(build, samples);
  expect(graph.outputs.map(typeOf)).toEqual(golden.outputs.map(fromGolden).map(typeOf));
  const outputs = await forward(graph, samples);
  golden.outputs.forEach((expected, i) => {
    expectClose(present(outputs[i], 'output').values, expected.values, tolerance, `output ${i}`);
  });
  if (golden.upstreams.length === 0) return;
  const gradients = await backward(graph, samples, golden.upstreams.map(fromGolden));
  golden.gradients.forEach((expected, i) => {
    const what = `gradient of input ${i}`;
    if (expected) expectClose(present(gradients[i], what).values, expected.values, tolerance, what);
  });
}

function labelOf<O>({ options, inputs }: Golden<O>): string {
  const shapes = inputs.map(({ shape }) => `[${shape.join(', ')}]`).join(' ');
  return `${shapes} ${JSON.stringify(options)}`;
}

function fromGolden({ shape, dtype, values }: GoldenArray): Sample {
  const match = (['float32', 'int64', 'bool'] as const).find((name) => name === dtype);
  return sample(values, shape, present(match, `dtype ${dtype}`));
}

function typeOf({ shape, dtype }: TensorType) {
  return { shape, dtype };
}
