import type { Values } from '../src/graph/leaf.ts';
import type { Session } from '../src/runtime/session.ts';
import { present } from '../src/util/errors.ts';
import { expectClose } from './close.ts';
import { type Build, backward, feeds, numbered, type Traced, trace } from './derive.ts';
import { withSession } from './run-graph.ts';
import { type Sample, Sampler } from './samples.ts';

/** How gradients are compared with differences. */
export interface GradientCheckOptions {
  /** Inputs are moved by this and by twice this: keep kinks farther away. */
  readonly step?: number;
  /** Allowed error, relative to the largest element of the gradient (to 1 where that is smaller). */
  readonly tolerance?: number;
}

/** At most so many elements of each input are moved. */
const MOVED = 24;

/**
 * Compares the gradients of Σᵢ wᵢ·yᵢ, a random projection of what `build` gives, with central differences of fourth
 * order: f' ≈ (8 (f(+h) − f(−h)) − (f(+2h) − f(−2h))) / 12h. The projection is summed in float64.
 *
 * @throws Error naming the first element that disagrees.
 */
export async function checkGradient(
  build: Build,
  samples: readonly Sample[],
  { step = 0.03, tolerance = 1e-3 }: GradientCheckOptions = {},
): Promise<void> {
  const sampler = new Sampler(7);
  const graph = trace(build, samples);
  const weights = graph.outputs.filter((y) => y.dtype === 'float32').map((y) => sampler.normal(y.shape));
  const analytic = await backward(graph, samples, weights);
  await withSession(numbered('y', graph.outputs), async (session) => {
    const { loss, inputs } = projection(session, graph, samples, weights);
    for (const [at, computed] of analytic.entries()) {
      const values = inputs[`x${at}`];
      if (!computed || !(values instanceof Float32Array)) continue;
      const moved = sampler.some(MOVED, values.length);
      const numeric: number[] = [];
      for (const i of moved) numeric.push(await derivative(loss, values, i, step));
      const claimed = moved.map((i) => Number(computed.values[i]));
      expectClose(claimed, numeric, tolerance, `gradient of input ${at}, elements ${moved.join()}`);
    }
  });
}

/** The projected function, of arrays that may be changed in place. */
function projection(session: Session, graph: Traced, samples: readonly Sample[], weights: readonly Sample[]) {
  const inputs = feeds(
    'x',
    samples.map((s) => ({ ...s, values: s.values.slice() })),
  );
  const floats = graph.outputs.flatMap((y, i) => (y.dtype === 'float32' ? [`y${i}`] : []));
  const outputs = Object.fromEntries(
    floats.map((name, i) => [name, new Float32Array(weights[i]?.values.length ?? 0)]),
  );
  const run = session.bind(inputs, outputs);
  const loss = async () => {
    await run();
    return floats.reduce(
      (total, name, i) => total + dot(present(outputs[name], name), present(weights[i], name).values),
      0,
    );
  };
  return { loss, inputs };
}

async function derivative(
  loss: () => Promise<number>,
  values: Float32Array,
  index: number,
  step: number,
): Promise<number> {
  const kept = values[index] ?? 0;
  const moved = async (by: number) => {
    values[index] = kept + by;
    const exact = (values[index] ?? 0) - kept;
    return { value: await loss(), by: exact };
  };
  const slope = async (by: number) => {
    const [up, down] = [await moved(by), await moved(-by)];
    return (up.value - down.value) / (up.by - down.by);
  };
  const [near, far] = [await slope(step), await slope(2 * step)];
  values[index] = kept;
  return (4 * near - far) / 3;
}

function dot(a: Values, b: Values): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += Number(a[i]) * Number(b[i]);
  return total;
}
