import type { Tensor } from '../../graph/index.ts';
import { upsample } from '../../graph/index.ts';
import { sizeOf } from '../../graph/tensor.ts';
import type { OnnxNode } from '../node.ts';
import type { Readers } from '../readers.ts';

/** Enlarging by whole numbers, the only resizing that graphs here have. */
export const resize: Readers = {
  Resize: (node) => {
    const x = node.tensor(0);
    const [scales, sizes] = node.opset < 11 ? [node.numbers(1)] : [node.numbers(2), node.numbers(3)];
    const given = scales?.length ? scales : (sizes ?? []).map((size, axis) => size / sizeOf(x, axis));
    const mode = node.text('mode', 'nearest');
    if (node.opset >= 11) checkCoordinates(node, mode);
    return enlarge(node, x, mode, given);
  },
  Upsample: (node) => enlarge(node, node.tensor(0), node.text('mode', 'nearest'), node.numbers(1) ?? []),
};

function enlarge(node: OnnxNode, x: Tensor, mode: string, scales: readonly number[]): Tensor {
  if (mode !== 'nearest' && mode !== 'linear') throw node.refusal('mode nearest or linear', mode);
  const [batch, channel, ...spatial] = scales;
  if (batch !== 1 || channel !== 1 || !spatial.every((scale) => Number.isInteger(scale) && scale >= 1)) {
    throw node.refusal('whole spatial scales of 1 or more', `[${scales.join(', ')}]`);
  }
  return upsample(x, spatial, mode);
}

/** For whole scales several conventions agree; others do not. */
function checkCoordinates(node: OnnxNode, mode: string): void {
  node.ignore(
    'cubic_coeff_a',
    'exclude_outside',
    'extrapolation_value',
    'keep_aspect_ratio_policy',
    'input 1',
  );
  node.expectInt('antialias', 0);
  const coordinates = node.text('coordinate_transformation_mode', 'half_pixel');
  const rounding = node.text('nearest_mode', 'round_prefer_floor');
  const nearest = `${coordinates} ${rounding}`;
  const known =
    mode === 'nearest'
      ? nearest === 'asymmetric floor' || /^(pytorch_)?half_pixel round_prefer_(floor|ceil)$/.test(nearest)
      : /^(pytorch_)?half_pixel$/.test(coordinates);
  if (!known) throw node.refusal('pixels that are areas', mode === 'nearest' ? nearest : coordinates);
}
