import type { Model } from 'echotrain/layers';
import type { Weights } from 'echotrain/train';

/** How many filters are shown. */
const FILTERS = 20;

/** The first layer's filters as images: kernels of a convolution, or what each unit weighs the pixels with. */
export function filtersOf(model: Model, weights: Weights): Float32Array[] {
  const kernel = model.weights.find(({ name }) => name.endsWith('/kernel'));
  const values = weights.get(kernel?.name ?? '') ?? new Float32Array();
  const [first = 0, second = 0] = kernel?.shape ?? [];
  if (kernel?.shape.length === 4) {
    const size = values.length / first;
    return Array.from({ length: first }, (_, at) => values.slice(at * size, (at + 1) * size));
  }
  return Array.from({ length: Math.min(FILTERS, second) }, (_, unit) =>
    Float32Array.from({ length: first }, (_, pixel) => values[pixel * second + unit] ?? 0),
  );
}
