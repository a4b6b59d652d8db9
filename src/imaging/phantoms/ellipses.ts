/**
 * Phantoms of ellipses, whose k-space is known in closed form:
 *
 *     F(u, v) = ρ a b J₁(2πq) / q · exp(-2πi (u x₀ + v y₀)),  q² = (a u')² + (b v')²,
 *
 * (u', v') the frequency turned into the ellipse's axes. Source: Van de Walle et al., IEEE Trans. Med. Imaging 16:569
 * (1997); Koay, Sarlls and Özarslan, Magn. Reson. Med. 58:430 (2007).
 */
import { type ShapedArray, shaped } from '../shaped-array.ts';
import { besselJ1 } from './bessel.ts';
import { gridPositions, type Phantom, type Pose } from './phantom.ts';

/** An ellipse in a field of view from -1 to 1, x to the right and y up. */
export interface Ellipse {
  /** ρ: what it adds to the intensity within. */
  readonly intensity: number;
  readonly x: number;
  readonly y: number;
  /** a: the half axis along x before it is turned. */
  readonly a: number;
  /** b: the half axis along y. */
  readonly b: number;
  /** Counterclockwise. */
  readonly angleDegrees: number;
}

/** A phantom that also knows its k-space exactly. */
export interface AnalyticPhantom extends Phantom {
  /**
   * Its k-space in closed form, without any grid: centered, scaled like the orthonormal transform of its image.
   *
   * @returns [2, row, column]
   */
  kspace(rows: number, columns: number, pose?: Pose): ShapedArray;
  /**
   * One sample of it, at `kx`, `ky` cycles per field of view (x to the right, y up), on a grid or not: real and imaginary
   * part, at the center the mean over the field of view. Times √(rows · columns), it is what `kspace` holds.
   */
  kspaceAt(kx: number, ky: number): readonly [number, number];
}

/**
 * The phantom that a sum of ellipses is. Its edges are smoothed over one sample of the grid asked for.
 *
 * @example ellipsePhantom([{ intensity: 1, x: 0, y: 0, a: 0.7, b: 0.9, angleDegrees: 0 }]).kspace(128, 128);
 */
export function ellipsePhantom(ellipses: readonly Ellipse[]): AnalyticPhantom {
  const prepared = ellipses.map(prepare);
  return {
    image: (rows, columns, pose) => imageOf(prepared, rows, columns, pose),
    kspace: (rows, columns, pose) => kspaceOf(prepared, rows, columns, pose),
    kspaceAt: (kx, ky) => transformAt(prepared, kx / 2, ky / 2, 0.25),
  };
}

interface Prepared extends Ellipse {
  readonly cos: number;
  readonly sin: number;
}

function prepare(ellipse: Ellipse): Prepared {
  const angle = (ellipse.angleDegrees * Math.PI) / 180;
  return { ...ellipse, cos: Math.cos(angle), sin: Math.sin(angle) };
}

function imageOf(ellipses: readonly Prepared[], rows: number, columns: number, pose?: Pose): ShapedArray {
  const { x, y } = gridPositions(rows, columns, pose);
  const sample = 2 / Math.max(rows, columns);
  const data = new Float32Array(2 * rows * columns);
  for (const ellipse of ellipses) {
    for (let i = 0; i < x.length; i++) {
      data[i] = (data[i] ?? 0) + ellipse.intensity * coverage(ellipse, x[i] ?? 0, y[i] ?? 0, sample);
    }
  }
  return shaped(data, [2, rows, columns]);
}

/** How much of a sample around a point is inside, by the distance to the edge to first order. */
function coverage(ellipse: Prepared, px: number, py: number, sample: number): number {
  const { x, y, a, b, cos, sin } = ellipse;
  const u = (cos * (px - x) + sin * (py - y)) / a;
  const v = (cos * (py - y) - sin * (px - x)) / b;
  const f = Math.hypot(u, v);
  if (f === 0) return 1;
  const distance = (f * (f - 1)) / Math.hypot(u / a, v / b);
  return Math.min(1, Math.max(0, 0.5 - distance / sample));
}

function kspaceOf(
  ellipses: readonly Prepared[],
  rows: number,
  columns: number,
  pose: Pose = {},
): ShapedArray {
  const { rotationDegrees = 0, shiftRight = 0, shiftDown = 0 } = pose;
  const angle = (rotationDegrees * Math.PI) / 180;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const { x, y } = gridPositions(rows, columns);
  const count = rows * columns;
  const data = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    // In cycles per field of view. The frequencies turn as the object does, and a shift is a phase.
    const [kx, ky] = [((x[i] ?? 0) * columns) / 2, ((y[i] ?? 0) * rows) / 2];
    const [re, im] = transformAt(
      ellipses,
      (c * kx - s * ky) / 2,
      (s * kx + c * ky) / 2,
      Math.sqrt(count) / 4,
    );
    const ramp = -2 * Math.PI * (kx * shiftRight - ky * shiftDown);
    const [cos, sin] = [Math.cos(ramp), Math.sin(ramp)];
    data[i] = re * cos - im * sin;
    data[count + i] = re * sin + im * cos;
  }
  return shaped(data, [2, rows, columns]);
}

/** `scale` times the Fourier transform at u, v: cycles per unit of length. */
function transformAt(
  ellipses: readonly Prepared[],
  u: number,
  v: number,
  scale: number,
): readonly [number, number] {
  let [re, im] = [0, 0];
  for (const { intensity, x, y, a, b, cos, sin } of ellipses) {
    const q = Math.hypot(a * (cos * u + sin * v), b * (cos * v - sin * u));
    const profile = q < 1e-9 ? Math.PI : besselJ1(2 * Math.PI * q) / q;
    const size = scale * intensity * a * b * profile;
    const phase = -2 * Math.PI * (u * x + v * y);
    re += size * Math.cos(phase);
    im += size * Math.sin(phase);
  }
  return [re, im];
}
