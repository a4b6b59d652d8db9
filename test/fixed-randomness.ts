import { constant } from '../src/graph/leaf.ts';
import { randomInputs } from '../src/graph/ops/random.ts';
import type { Tensor } from '../src/graph/tensor.ts';
import { rewriteGraph } from '../src/graph/walk.ts';
import { RandomStream } from '../src/util/random.ts';

/** Random inputs of a graph drawn once and for all. */
export function withFixedRandomness(outputs: readonly Tensor[]): Tensor[] {
  const streams = new Map(randomInputs(outputs).map(({ tensor, stream }) => [tensor, stream]));
  return rewriteGraph(outputs, (tensor) => {
    const stream = streams.get(tensor);
    if (stream === undefined) return tensor;
    const values = new Float32Array(tensor.size);
    RandomStream.derive(23, stream).fillUniform(values);
    return constant(values, tensor.shape);
  });
}
