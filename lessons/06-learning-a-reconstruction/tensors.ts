/** The variational network in tensors: the equation of the text, written down. */
import {
  add,
  complexMultiply,
  constant,
  conv,
  convAdjoint,
  div,
  exp,
  fourierTransform,
  inverseFourierTransform,
  mul,
  multiplyByConjugate,
  reduceSum,
  reshape,
  square,
  sub,
  type Tensor,
} from 'echotrain/graph';
import {
  biotSavartCoils,
  brainPhantom,
  gaussianMask,
  type ShapedArray,
  sense,
  simulateAcquisition,
} from 'echotrain/imaging';
import { variationalNetwork } from 'echotrain/models';
import { toOnnx } from 'echotrain/onnx';
import { nodeDevice } from 'echotrain/runtime/node';
import { predict, type Weights } from 'echotrain/train';
import { isStarted } from '../started.ts';

/** An undersampled scan: k-space and sensitivities [coil, 2, row, column], the mask [row, column]. */
export interface Scan {
  readonly kspace: ShapedArray;
  readonly maps: ShapedArray;
  readonly mask: ShapedArray;
}

/** How large the network is. */
export const form = { stages: 3, filters: 4, kernelSize: 5, functions: 7 } as const;

/** φᵢ(z) = Σⱼ wᵢⱼ exp(−(z − μⱼ)² / 2σ²), every filter's response z by its own curve; μⱼ from −1 to 1, σ their distance. */
function influence(z: Tensor, weights: Tensor): Tensor {
  const [filters = 0, functions = 0] = weights.shape;
  const distance = 2 / (functions - 1);
  return Array.from({ length: functions }, (_, j) => {
    const bump = exp(mul(square(sub(z, j * distance - 1)), -1 / (2 * distance ** 2)));
    const pick = constant(
      Float32Array.from({ length: functions }, (__, i) => (i === j ? 1 : 0)),
      [1, functions],
    );
    return mul(bump, reshape(reduceSum(mul(weights, pick), [1]), [1, filters, 1, 1]));
  }).reduce((sum, term) => add(sum, term));
}

/** Σ Kᵢᵀ φᵢ(Kᵢ u), divided by how many filters there are. */
function regularizer(u: Tensor, kernel: Tensor, weights: Tensor): Tensor {
  const [filters = 1, , size = 1] = kernel.shape;
  const side = (size - 1) / 2;
  const pads = [side, side, side, side] as const;
  const responses = conv(u, kernel, undefined, { pads });
  return div(convAdjoint(influence(responses, weights), kernel, u.shape, { pads }), filters);
}

/** A* A u − A* f. */
function dataTerm(u: Tensor, zeroFilled: Tensor, { maps, mask }: Scan): Tensor {
  const sensitivities = constant(maps.data, maps.shape);
  const measured = mul(fourierTransform(complexMultiply(u, sensitivities)), constant(mask.data, mask.shape));
  const back = reduceSum(multiplyByConjugate(inverseFourierTransform(measured), sensitivities), [0], true);
  return sub(back, zeroFilled);
}

/** The image [2, row, column] that the network makes of a scan. */
export async function reconstruct(scan: Scan, weights: Weights): Promise<Float32Array> {
  const [, , rows = 0, columns = 0] = scan.kspace.shape;
  const { stages, filters, kernelSize, functions } = form;
  const weight = (name: string, shape: readonly number[]) => constant(weights.get(name) ?? [], shape);
  const zeroFilled = constant(sense(scan).adjoint(scan.kspace.data), [1, 2, rows, columns]);
  let u = zeroFilled;
  for (let t = 1; t <= stages; t++) {
    const kernel = weight(`stage${t}_experts/kernel`, [filters, 2, kernelSize, kernelSize]);
    const curves = weight(`stage${t}_experts/influence`, [filters, functions]);
    const lambda = weight(`stage${t}_data/lambda`, []);
    u = sub(sub(u, regularizer(u, kernel, curves)), mul(dataTerm(u, zeroFilled, scan), lambda));
  }
  const session = await nodeDevice('cpu').load(toOnnx({ u }), { threads: 1 });
  const image = new Float32Array(2 * rows * columns);
  await session.bind({}, { u: image })();
  await session.release();
  return image;
}

/** The same by the library's network. */
export async function reconstructInLayers(scan: Scan, weights: Weights): Promise<ArrayLike<number>> {
  const { kspace, maps, mask } = scan;
  const model = variationalNetwork({ kspaceShape: kspace.shape, ...form });
  const inputs = Float32Array.from([...kspace.data, ...maps.data, ...mask.data]);
  return (await predict(model, weights, inputs, { device: nodeDevice('cpu'), threads: 1 })).values;
}

/** A small scan at R = 2, its zero-filled image about 1. */
export function smallScan(): Scan {
  const size = 32;
  const coils = biotSavartCoils({ coils: 3, seed: 1 });
  const brain = brainPhantom({ seed: 1, contrast: 'proton-density' });
  const { kspace, maps } = simulateAcquisition(brain, { coils, rows: size, columns: size, snr: 30, seed: 1 });
  const { mask } = gaussianMask({ rows: size, columns: size, acceleration: 2, calibrationLines: 8, seed: 1 });
  const kept = kspace.data.map((value, i) => value * (mask.data[i % mask.data.length] ?? 0));
  return { kspace: { data: kept, shape: kspace.shape }, maps, mask };
}

/** The largest difference between both. */
export async function difference(): Promise<number> {
  const scan = smallScan();
  const weights = variationalNetwork({ kspaceShape: scan.kspace.shape, ...form }).initialWeights(1);
  const [image, same] = [await reconstruct(scan, weights), await reconstructInLayers(scan, weights)];
  return image.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (same[i] ?? 0))), 0);
}

if (isStarted(import.meta)) {
  console.log(`largest difference between tensors and layers: ${(await difference()).toExponential(1)}`);
}
