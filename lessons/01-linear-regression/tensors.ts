/** Linear regression in tensors: the loss as a graph, its derivatives by differentiating the graph. */
import { add, constant, gradients, input, mul, reduceSum, square, sub } from 'echotrain/graph';
import { toOnnx } from 'echotrain/onnx';
import { nodeDevice } from 'echotrain/runtime/node';
import { type Moment, main, only, points, start, type Training } from './problem.ts';

/** Trains the line y = k x + d. */
export async function train(epochs: number, learningRate: number): Promise<Training> {
  const session = await nodeDevice('cpu').load(toOnnx(trainingStep(learningRate)), { threads: 1 });
  const line = { k: Float32Array.of(start.k), d: Float32Array.of(start.d) };
  const result = { loss: new Float32Array(1), nextK: new Float32Array(1), nextD: new Float32Array(1) };
  const step = session.bind(line, result);
  const course: Moment[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    await step();
    course.push({ k: only(line.k), d: only(line.d), loss: only(result.loss) });
    line.k.set(result.nextK);
    line.d.set(result.nextD);
  }
  await session.release();
  return { course, k: only(line.k), d: only(line.d) };
}

/** One step as a graph: from k and d to the loss and to the next k and d. */
function trainingStep(learningRate: number) {
  const x = constant(points.map((point) => point.x));
  const y = constant(points.map((point) => point.y));
  const k = input('k', []);
  const d = input('d', []);
  const loss = reduceSum(square(sub(add(mul(k, x), d), y)));
  const [slopeK, slopeD] = gradients(loss, [k, d]);
  return { loss, nextK: sub(k, mul(slopeK, learningRate)), nextD: sub(d, mul(slopeD, learningRate)) };
}

await main(import.meta, train);
