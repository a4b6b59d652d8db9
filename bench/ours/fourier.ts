import {
  fourierTransform,
  gradients,
  input,
  matMul,
  mul,
  reduceSum,
  square,
  sub,
} from '../../src/graph/index.ts';
import { polish } from '../../src/graph/passes/index.ts';
import { toOnnx } from '../../src/onnx/index.ts';
import { nodeDevice } from '../../src/runtime/node.ts';
import { present } from '../../src/util/errors.ts';
import { complexBatches, gradientProbe } from '../data.ts';
import type { Workload } from '../serve.ts';
import { sizeOf, specifications } from '../workloads.ts';

/** ½ Σ |F x − t|² and its gradient with respect to x. */
export async function fourier(): Promise<Workload> {
  const specification = specifications.fft;
  const batches = complexBatches(specification);
  const image = input('image', specification.input);
  const target = input('target', specification.input);
  const loss = mul(reduceSum(square(sub(fourierTransform(image), target))), 0.5);
  const gradient = present(gradients(loss, [image])[0], 'the gradient');
  const session = await nodeDevice('cpu').load(toOnnx(polish({ loss, gradient })));
  const size = sizeOf(specification.input);
  const [images, targets, found] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
  const value = new Float32Array(1);
  const run = session.bind({ image: images, target: targets }, { loss: value, gradient: found });
  let taken = 0;
  return {
    parameters: 0,
    async step() {
      const batch = present(batches[taken++ % batches.length], 'a batch');
      images.set(batch.input);
      targets.set(batch.target);
      await run();
      return value[0] ?? Number.NaN;
    },
    probe: async () => gradientProbe(found, specification),
  };
}

/** GFLOP/s of a 1024³ float32 matrix product: the best of several. */
export async function peak(): Promise<number> {
  const size = 1024;
  const [a, b] = [input('a', [size, size]), input('b', [size, size])];
  const session = await nodeDevice('cpu').load(toOnnx({ product: matMul(a, b) }));
  const values = () => new Float32Array(size * size).fill(0.5);
  const run = session.bind({ a: values(), b: values() }, { product: values() });
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 20; i++) {
    const start = performance.now();
    await run();
    best = Math.min(best, performance.now() - start);
  }
  return (2 * size ** 3) / best / 1e6;
}
