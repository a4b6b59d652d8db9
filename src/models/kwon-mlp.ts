/**
 * The line-wise multilayer perceptron (Kwon, Kim and Park 2017, A parallel MR imaging method using multilayer
 * perceptron, Medical Physics 44; first shown at ISMRM 2016): where whole lines are missing, an image is aliased along
 * the phase encoding direction alone, so that one small network unfolds all of its rows, one by one.
 *
 *     input:   a row of the zero-filled images of all coils, real and imaginary parts: coil · 2 · column numbers
 *     hidden:  dense layers with ReLU
 *     output:  the row of the root of the sum of squares: column numbers
 *
 * The hidden layers have 8 units a column, three of them, as in the later code of the authors' group; 15,308,568
 * parameters for 12 coils and 216 columns. A network belongs to one pattern of sampling.
 */
import { dense, type LayerNode, type Model, model, permute, reshape } from '../layers/index.ts';
import { inverseFourierTransform2d } from './imaging-layers/fourier-transform.ts';
import { reconstructionInputs } from './imaging-layers/reconstruction-inputs.ts';

/** The form of {@link kwonMlp}. */
export interface KwonMlpOptions {
  /** [coil, 2, row, column]. */
  readonly kspaceShape: readonly number[];
  /** How many units each hidden layer has; three layers of 8 · columns by default. */
  readonly hidden?: readonly number[];
}

/**
 * Kwon's perceptron. Input: `kspace` [coil, 2, row, column]; output: magnitude [1, row, column].
 *
 * @throws InputError where the shape is not that of k-space.
 * @example const model = kwonMlp({ kspaceShape: [8, 2, 128, 128], hidden: [512, 512] });
 */
export function kwonMlp({ kspaceShape, hidden }: KwonMlpOptions): Model {
  const { kspace } = reconstructionInputs('kwonMlp', kspaceShape);
  const [coils = 1, parts = 2, rows = 1, columns = 1] = kspace.shape;
  const images = inverseFourierTransform2d({ name: 'coil_images' })(kspace);
  const byRow = permute({ dims: [3, 1, 2, 4], name: 'by_row' })(images);
  const lines = reshape({ targetShape: [rows, coils * parts * columns], name: 'aliased_lines' })(byRow);
  const unfolded = perceptron(lines, hidden ?? [8, 8, 8].map((units) => units * columns), columns);
  const image = reshape({ targetShape: [1, rows, columns], name: 'image' })(unfolded);
  return model({ inputs: kspace, outputs: image, name: 'kwon_mlp' });
}

function perceptron(lines: LayerNode, hidden: readonly number[], columns: number): LayerNode {
  const settings = { activation: 'relu', kernelInitializer: 'heNormal' } as const;
  const features = hidden.reduce(
    (x, units, i) => dense({ ...settings, units, name: `hidden${i + 1}` })(x),
    lines,
  );
  return dense({ units: columns, name: 'unfolded_lines' })(features);
}
