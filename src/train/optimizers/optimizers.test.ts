import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../test/close.ts';
import { withSession } from '../../../test/run-graph.ts';
import {
  add,
  concat,
  constant,
  gradients,
  input,
  mul,
  reduceSum,
  sin,
  split,
  square,
  type Tensor,
} from '../../graph/index.ts';
import { ancestors } from '../../graph/walk.ts';
import { InputError, present } from '../../util/errors.ts';
import { adam, adamW, clipByGlobalNorm, type Optimizer, rmsProp, sgd } from './index.ts';
import golden from './optimizers.json' with { type: 'json' };

const { start, curvature, paths } = golden;

/** The function that the oracle walks down. */
function valley(p: Tensor): Tensor {
  const bowl = mul(mul(constant(curvature), square(p)), 0.5);
  const walls = mul(square(square(p)), 1 / 8);
  return reduceSum(add(add(bowl, walls), mul(sin(mul(p, 3)), 1 / 4)));
}

interface Walk {
  readonly optimizer: Optimizer;
  readonly clip?: number;
  readonly decayed?: readonly number[];
}

function scalarInputs(names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, input(name, [])]));
}

/** The gradient in two halves, which are clipped together. */
function clipped(gradient: Tensor, most: number): Tensor {
  const [low = gradient, high = gradient] = split(gradient, [2, start.length - 2], 0);
  const halves = clipByGlobalNorm(
    new Map([
      ['low', low],
      ['high', high],
    ]),
    most,
  );
  return concat([...halves.values()], 0);
}

/** One update as a graph: parameters and moments in and, under `next` names, out. */
function updateGraph({ optimizer, clip, decayed }: Walk) {
  const parameters = input('parameters', [start.length]);
  const gradient = present(gradients(valley(parameters), [parameters])[0], 'gradient');
  const moments = Object.fromEntries(optimizer.moments.map((name) => [name, input(name, [start.length])]));
  const updated = optimizer.update({
    parameters,
    gradient: clip === undefined ? gradient : clipped(gradient, clip),
    moments,
    scalars: scalarInputs(Object.keys(optimizer.scalars(1, 1))),
    decayed: decayed && constant(decayed),
  });
  return { parameters: updated.parameters, ...updated.moments };
}

async function walk(steps: number, plan: Walk): Promise<Float32Array[]> {
  const { optimizer } = plan;
  const outputs = Object.entries(updateGraph(plan)).map(
    ([name, tensor]) => [`next ${name}`, tensor] as const,
  );
  let state: Record<string, Float32Array> = Object.fromEntries(
    optimizer.moments.map((name) => [name, new Float32Array(start.length)]),
  );
  state.parameters = Float32Array.from(start);
  const path: Float32Array[] = [];
  await withSession(Object.fromEntries(outputs), async (session) => {
    for (let step = 1; step <= steps; step++) {
      const rate = typeof optimizer.learningRate === 'number' ? optimizer.learningRate : Number.NaN;
      const scalars = Object.entries(optimizer.scalars(step, rate)).map(
        ([name, value]) => [name, Float32Array.of(value)] as const,
      );
      const results = await session.run({ ...state, ...Object.fromEntries(scalars) });
      state = Object.fromEntries(
        Object.keys(state).map((name) => [
          name,
          Float32Array.from(present(results[`next ${name}`], name), Number),
        ]),
      );
      path.push(present(state.parameters, 'parameters'));
    }
  });
  return path;
}

const walks: Readonly<Record<keyof typeof paths, Walk>> = {
  sgd: { optimizer: sgd({ learningRate: 0.05 }) },
  'sgd with momentum': { optimizer: sgd({ learningRate: 0.02, momentum: 0.9 }) },
  'sgd with Nesterov momentum': { optimizer: sgd({ learningRate: 0.02, momentum: 0.9, nesterov: true }) },
  rmsProp: { optimizer: rmsProp({ learningRate: 0.02 }) },
  'rmsProp with momentum': {
    optimizer: rmsProp({ learningRate: 0.01, rho: 0.95, epsilon: 1e-3, momentum: 0.8 }),
  },
  adam: { optimizer: adam({ learningRate: 0.05 }) },
  'adam with other betas': {
    optimizer: adam({ learningRate: 0.05, beta1: 0.8, beta2: 0.99, epsilon: 1e-3 }),
  },
  adamW: { optimizer: adamW({ learningRate: 0.05, weightDecay: 0.1 }) },
  'adamW, some decaying': {
    optimizer: adamW({ learningRate: 0.05, weightDecay: 0.2, epsilon: 1e-8 }),
    decayed: [0, 0, 1, 1, 1, 1],
  },
  'sgd, clipped': { optimizer: sgd({ learningRate: 0.05 }), clip: 1 },
  'adam, clipped': { optimizer: adam({ learningRate: 0.05 }), clip: 0.5 },
};

describe('optimizers', () => {
  it.each(Object.entries(walks))('go the way of PyTorch: %s', async (name, plan) => {
    const [, expected] = present(
      Object.entries(paths).find(([key]) => key === name),
      name,
    );
    const path = await walk(expected.length, plan);
    expected.forEach((point, step) => {
      expectClose(present(path[step], 'a step'), point, 1e-6, `step ${step + 1}`);
    });
  });

  it.each([
    ['momentum', () => sgd({ momentum: 1 })],
    ['rho', () => rmsProp({ rho: -0.1 })],
    ['beta1', () => adam({ beta1: 1.5 })],
    ['epsilon', () => adam({ epsilon: 0 })],
    ['weightDecay', () => adamW({ weightDecay: -1 })],
    ['clipNorm', () => clipByGlobalNorm(new Map([['g', input('g', [3])]]), 0)],
  ])('refuse an impossible %s', (name, act) => {
    expect(act).toThrow(InputError);
    expect(act).toThrow(name);
  });

  it.each([
    [2, sgd()],
    [4, sgd({ momentum: 0.9 })],
    [8, rmsProp()],
    [10, adam()],
    [12, adamW()],
  ])('pass over memory %i times at most: $name', (passes, optimizer) => {
    const vector = (name: string) => input(name, [8]);
    const { parameters, moments } = optimizer.update({
      parameters: vector('parameters'),
      gradient: vector('gradient'),
      moments: Object.fromEntries(optimizer.moments.map((name) => [name, vector(name)])),
      scalars: scalarInputs(Object.keys(optimizer.scalars(1, 1))),
      decayed: undefined,
    });
    const all = ancestors([parameters, ...Object.values(moments)]);
    expect(all.filter(({ origin }) => origin.lowering).length).toBeLessThanOrEqual(passes);
  });
});
