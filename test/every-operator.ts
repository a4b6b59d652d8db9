import * as g from '../src/graph/index.ts';

/**
 * One graph with every primitive of ONNX's own domain, and the gradients of them all: inputs `x` [2, 4, 6, 6], `w`
 * [4, 2, 3, 3] and `n`, 3 indices below 4.
 */
export function everyOperator(): Record<string, g.Tensor> {
  const x = g.input('x', [2, 4, 6, 6]);
  const w = g.input('w', [4, 2, 3, 3]);
  const n = g.input('n', [3], 'int64');
  const terms = [
    ...elementwise(x),
    ...conditional(x),
    ...layouts(x),
    ...reductions(x),
    ...products(x, w),
    ...indexed(x, n),
  ];
  const loss = terms.map((term) => g.reduceMean(term)).reduce((a, b) => g.add(a, b));
  const [dx, dw] = g.gradients(loss, [x, w]);
  return { loss, dx, dw, ...discrete(x, n) };
}

/** Every float array of {@link everyOperator}'s inputs is away from zero, where some functions have no values. */
export const everyInput = {
  x: Float32Array.from({ length: 288 }, (_, i) => 0.5 + ((i * 37) % 101) / 100),
  w: Float32Array.from({ length: 72 }, (_, i) => (((i * 29) % 53) - 26.5) / 53),
  n: BigInt64Array.of(3n, 0n, 3n),
};

function elementwise(x: g.Tensor): g.Tensor[] {
  const arithmetic = [
    g.add(x, 1),
    g.sub(2, x),
    g.mul(x, x),
    g.div(1, x),
    g.pow(x, 1.5),
    g.min(x, 1),
    g.max(x, 0.75),
  ];
  const functions = [g.neg, g.abs, g.sign, g.floor, g.exp, g.log, g.sqrt, g.reciprocal, g.sin, g.cos, g.erf];
  const activations = [g.relu, g.sigmoid, g.tanh, g.softplus, g.leakyRelu, g.elu, g.gelu, g.silu];
  return [
    ...arithmetic,
    ...[...functions, ...activations].map((f) => f(x)),
    g.softmax(x, 1),
    g.logSoftmax(x, 2),
  ];
}

function conditional(x: g.Tensor): g.Tensor[] {
  const inside = g.and(g.greater(x, 0.6), g.not(g.or(g.less(x, 0.7), g.equal(x, 1))));
  const either = g.or(inside, g.and(g.greaterOrEqual(x, 1.2), g.lessOrEqual(x, 1.4)));
  return [g.where(either, x, g.square(x)), g.clip(x, 0.6, 1.2), g.stopGradient(x), g.cast(either, 'float32')];
}

function layouts(x: g.Tensor): g.Tensor[] {
  const padded = (['constant', 'reflect', 'edge'] as const).map((mode) =>
    g.pad(x, [0, 0, 1, 2], [0, 0, 2, 1], mode),
  );
  const cut = g.slice(x, [{ axis: 2, start: 1, end: 6, step: 2 }]);
  const parts = g.split(x, [1, 3], 1);
  const moved = g.transpose(g.reshape(x, [2, 2, 2, 36]), [3, 0, 2, 1]);
  return [
    ...padded,
    cut,
    g.reverse(x, 3),
    g.concat(parts.toReversed(), 1),
    g.stack(parts.slice(0, 1)),
    moved,
    g.tile(x, [1, 2, 1, 1]),
  ];
}

function reductions(x: g.Tensor): g.Tensor[] {
  const reduce = [g.reduceSum, g.reduceMean, g.reduceMax, g.reduceMin, g.logSumExp, g.norm, g.reduceVariance];
  return reduce.map((f) => f(x, [1, 3]));
}

function products(x: g.Tensor, w: g.Tensor): g.Tensor[] {
  const images = [
    g.conv(x, w, undefined, { group: 2, pads: [1, 1, 1, 1] }),
    g.conv(x, g.concat([w, w], 1), undefined, { strides: [2, 1] }),
    g.convTranspose(x, w, undefined, { strides: [2, 2] }),
    g.maxPool(x, { size: [2, 2] }),
    g.maxPool(x, { size: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }),
    g.averagePool(x, { size: [3, 2] }),
    g.upsample(x, [2, 2]),
    g.upsample(x, [2, 2], 'linear'),
    g.batchNormalization(x).y,
  ];
  return [...images, g.matMul(x, g.transpose(x, [0, 1, 3, 2])), g.magnitude(g.reshape(x, [4, 2, 6, 6]))];
}

function indexed(x: g.Tensor, n: g.Tensor): g.Tensor[] {
  const rows = g.reshape(x, [4, 72]);
  const columns = g.expand(g.reshape(n, [3, 1]), [3, 72]);
  return [
    g.gather(rows, n),
    g.gatherElements(rows, columns, 0),
    g.scatterAdd(rows, columns, g.slice(rows, [{ axis: 0, start: 0, end: 3 }]), 0),
  ];
}

function discrete(x: g.Tensor, n: g.Tensor): Record<string, g.Tensor> {
  return { largest: g.argMax(x, 1), hot: g.oneHot(n, 4), whole: g.cast(x, 'int32') };
}
