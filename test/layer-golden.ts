import { inputLayer, type Layer, Model } from '../src/layers/index.ts';
import { present } from '../src/util/errors.ts';
import { expectClose } from './close.ts';
import { backward, forward, trace } from './derive.ts';
import { sample } from './samples.ts';

interface GoldenArray {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** What an oracle says of a layer: inputs are the image and the weights in their order. */
export interface LayerGolden {
  readonly inputs: readonly GoldenArray[];
  readonly outputs: readonly GoldenArray[];
  readonly upstreams: readonly GoldenArray[];
  readonly gradients: readonly (GoldenArray | null)[];
}

/** Runs a layer as an oracle did. @throws Error where its output or a gradient differs. */
export async function compareWithGolden(layer: Layer, golden: LayerGolden, tolerance = 1e-5): Promise<void> {
  const samples = golden.inputs.map(({ values, shape }) => sample(values, shape));
  const node = inputLayer({ shape: present(golden.inputs[0], 'an image').shape.slice(1) });
  const model = new Model({ inputs: node, outputs: layer(node) });
  const graph = trace((image, ...weights) => {
    const named = model.weights.map(({ name }, i) => [name, present(weights[i], name)] as const);
    return model.forward([present(image, 'an image')], new Map(named), { training: true }).outputs;
  }, samples);
  const [output] = await forward(graph, samples);
  expectClose(present(output, 'output').values, golden.outputs[0]?.values ?? [], tolerance, 'output');
  const upstreams = golden.upstreams.map(({ values, shape }) => sample(values, shape));
  const gradients = await backward(graph, samples, upstreams);
  golden.gradients.forEach((expected, i) => {
    const what = `gradient of input ${i}`;
    if (expected) expectClose(present(gradients[i], what).values, expected.values, tolerance, what);
  });
}
