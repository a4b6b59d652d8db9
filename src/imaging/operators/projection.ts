import { sparseMatrix } from '../linear-algebra/sparse-matrix.ts';
import {
  checkScan,
  type FanGeometry,
  type ImageGrid,
  lineOf,
  type ParallelGeometry,
  sinogramShape,
} from '../tomography/geometry.ts';
import { integrate, pixelsAlong, rayThrough, spread } from '../tomography/joseph.ts';
import { type LinearOperator, linearOperator } from './linear-operator.ts';
import { GRAPH_LIMIT, lazily, sparseOperator } from './sparse-operator.ts';

/** All line integrals of a scan: on plain arrays ray by ray, in a graph a sparse matrix. */
export function projection(
  name: string,
  geometry: ParallelGeometry | FanGeometry,
  grid: ImageGrid,
): LinearOperator {
  checkScan(geometry, grid);
  const [projections, detectors] = sinogramShape(geometry);
  const shapes = { name, inputShape: [grid.rows, grid.columns], outputShape: [projections, detectors] };
  const pixels = grid.rows * grid.columns;
  const rays = projections * detectors;
  const ray = (i: number) => {
    const detector = i % detectors;
    return rayThrough(lineOf(geometry, (i - detector) / detectors, detector), grid);
  };
  const sparse = lazily(() => {
    const matrix = sparseMatrix(rays, pixels, (i, add) => pixelsAlong(ray(i), add), {
      name,
      limit: GRAPH_LIMIT,
    });
    return sparseOperator(matrix, shapes);
  });
  return linearOperator({
    ...shapes,
    arrays: {
      apply: (image) => Float32Array.from({ length: rays }, (_, i) => integrate(image, ray(i))),
      adjoint: (sinogram) => {
        const image = new Float32Array(pixels);
        for (let i = 0; i < rays; i++) spread(sinogram[i] ?? 0, ray(i), image);
        return image;
      },
    },
    graph: { apply: (x) => sparse().apply(x), adjoint: (y) => sparse().adjoint(y) },
  });
}
