import { type AnalyticPhantom, type Ellipse, ellipsePhantom } from './ellipses.ts';

/** Original intensity, modified intensity, half axes, center, angle in degrees. */
type Row = readonly [number, number, number, number, number, number, number];

const TABLE: readonly Row[] = [
  [2, 1, 0.69, 0.92, 0, 0, 0],
  [-0.98, -0.8, 0.6624, 0.874, 0, -0.0184, 0],
  [-0.02, -0.2, 0.11, 0.31, 0.22, 0, -18],
  [-0.02, -0.2, 0.16, 0.41, -0.22, 0, 18],
  [0.01, 0.1, 0.21, 0.25, 0, 0.35, 0],
  [0.01, 0.1, 0.046, 0.046, 0, 0.1, 0],
  [0.01, 0.1, 0.046, 0.046, 0, -0.1, 0],
  [0.01, 0.1, 0.046, 0.023, -0.08, -0.605, 0],
  [0.01, 0.1, 0.023, 0.023, 0, -0.606, 0],
  [0.01, 0.1, 0.023, 0.046, 0.06, -0.605, 0],
];

/**
 * The head phantom of Shepp and Logan in the field of view from -1 to 1: the original for CT, with contrasts of one
 * hundredth, or Toft's modification, whose contrasts are seen without windowing.
 *
 * Source: Shepp and Logan, IEEE Trans. Nucl. Sci. 21:21 (1974), table 1; Toft, The Radon Transform, thesis, Technical
 * University of Denmark (1996), table B.3.
 *
 * @example const { data } = sheppLogan('modified').kspace(256, 256);
 */
export function sheppLogan(version: 'original' | 'modified' = 'modified'): AnalyticPhantom {
  return ellipsePhantom(sheppLoganEllipses(version));
}

/** The ten ellipses of {@link sheppLogan}. */
export function sheppLoganEllipses(version: 'original' | 'modified' = 'modified'): readonly Ellipse[] {
  return TABLE.map(([original, modified, a, b, x, y, angleDegrees]) => ({
    intensity: version === 'original' ? original : modified,
    a,
    b,
    x,
    y,
    angleDegrees,
  }));
}
