import {
  centerOf,
  type FanGeometry,
  type ImageGrid,
  isFan,
  type ParallelGeometry,
  spacingAtAxis,
} from './geometry.ts';

/** A line of pixels as a projection sees it: q along the detector and l along the central ray, both per pixel. */
interface PixelLine {
  readonly q: number;
  readonly qStep: number;
  readonly l: number;
  readonly lStep: number;
}

/**
 * Adds a filtered row of a sinogram to an image, interpolated linearly where each pixel is seen: of parallel rays at
 * q; of a fan at q R / L times (R / L)², L being the distance from the source along the central ray; of an arc at
 * arctan(q / L), times 1 / (q² + L²).
 *
 * @param angle of the projection, in radians
 */
export function backProject(
  row: Float64Array,
  angle: number,
  geometry: ParallelGeometry | FanGeometry,
  { rows, columns, pixelSize }: ImageGrid,
  image: Float64Array,
): void {
  const [cos, sin] = [Math.cos(angle) * pixelSize, Math.sin(angle) * pixelSize];
  const arc = isFan(geometry) && geometry.shape === 'arc';
  const toSource = isFan(geometry) ? geometry.sourceToAxis : 1;
  const scale = (arc ? 1 : toSource) / spacingAtAxis(geometry);
  for (let r = 0; r < rows; r++) {
    const [x, y] = [-Math.floor(columns / 2), Math.floor(rows / 2) - r];
    // the source is at −R along the central ray; without one, all is as far from it
    const along = isFan(geometry) ? { l: toSource + y * cos - x * sin, lStep: -sin } : { l: 1, lStep: 0 };
    const line = { q: x * cos + y * sin, qStep: cos, ...along };
    const pixels = image.subarray(r * columns, (r + 1) * columns);
    if (arc) addFromArc(row, line, scale, centerOf(geometry), pixels);
    else addFromLine(row, line, scale, centerOf(geometry), toSource, pixels);
  }
}

function addFromLine(
  row: Float64Array,
  { q, qStep, l, lStep }: PixelLine,
  scale: number,
  center: number,
  toSource: number,
  pixels: Float64Array,
): void {
  for (let c = 0; c < pixels.length; c++) {
    const inverse = 1 / (l + c * lStep);
    const place = center + (q + c * qStep) * inverse * scale;
    const lower = Math.floor(place);
    if (lower < 0 || lower >= row.length - 1) continue;
    const low = row[lower] ?? 0;
    const value = low + (place - lower) * ((row[lower + 1] ?? 0) - low);
    pixels[c] = (pixels[c] ?? 0) + value * (toSource * inverse) ** 2;
  }
}

function addFromArc(
  row: Float64Array,
  { q, qStep, l, lStep }: PixelLine,
  scale: number,
  center: number,
  pixels: Float64Array,
): void {
  for (let c = 0; c < pixels.length; c++) {
    const [across, along] = [q + c * qStep, l + c * lStep];
    const place = center + Math.atan(across / along) * scale;
    const lower = Math.floor(place);
    if (lower < 0 || lower >= row.length - 1) continue;
    const low = row[lower] ?? 0;
    const value = low + (place - lower) * ((row[lower + 1] ?? 0) - low);
    pixels[c] = (pixels[c] ?? 0) + value / (across * across + along * along);
  }
}
