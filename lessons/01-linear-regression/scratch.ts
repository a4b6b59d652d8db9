/** Linear regression from scratch: numbers, a loop, and derivatives by hand. */
import { type Moment, main, points, start, type Training } from './problem.ts';

/** Trains the line y = k x + d. */
export function train(epochs: number, learningRate: number): Training {
  let { k, d } = start;
  const course: Moment[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    let [loss, slopeK, slopeD] = [0, 0, 0];
    for (const { x, y } of points) {
      const error = k * x + d - y;
      loss += error ** 2;
      slopeK += 2 * error * x; // ∂loss/∂k
      slopeD += 2 * error; // ∂loss/∂d
    }
    course.push({ k, d, loss });
    k -= learningRate * slopeK;
    d -= learningRate * slopeD;
  }
  return { course, k, d };
}

await main(import.meta, train);
