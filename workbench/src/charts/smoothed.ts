/**
 * An exponential moving average without the bias of its start, as TensorBoard smooths: after `unit` steps what came
 * before keeps the share `weight`, so that curves drawn more finely are smoothed as much. Gaps stay gaps.
 *
 * @param weight from 0, which changes nothing, to below 1
 */
export function smoothed(
  steps: Float64Array,
  values: Float64Array,
  weight: number,
  unit: number,
): Float64Array {
  let [total, mass, before] = [0, 0, (steps[0] ?? 0) - unit];
  return values.map((value, i) => {
    if (!Number.isFinite(value)) return Number.NaN;
    const step = steps[i] ?? 0;
    const keep = weight ** ((step - before) / unit);
    before = step;
    total = keep * total + (1 - keep) * value;
    mass = keep * mass + (1 - keep);
    return mass > 0 ? total / mass : value;
  });
}

/** The usual distance between steps: the median. */
export function usualDistance(steps: Float64Array): number {
  const distances = steps.subarray(1).map((step, i) => step - (steps[i] ?? 0));
  return distances.sort()[distances.length >> 1] || 1;
}
