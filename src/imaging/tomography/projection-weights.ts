import { range, sum } from '../../util/arrays.ts';
import { type FanGeometry, fanAngle, isFan, type ParallelGeometry } from './geometry.ts';

/** A wider gap than this many usual ones is where no projections are: the range is limited. */
const MISSING = 3;

/** The angle that each projection stands for, and where the range begins that they cover. */
interface Coverage {
  /** In radians; of all, the range. */
  readonly cells: readonly number[];
  readonly range: number;
  /** The first angle of the range, in radians. */
  readonly start: number;
  /** Whether the range goes all around. */
  readonly closed: boolean;
}

/**
 * What each ray counts in a filtered back-projection, [projection, detector]: the angle between projections, times the
 * share of a line that is measured more than once.
 *
 * Parallel rays: lines of angles 180° apart are one, each stands for its part of the half circle. Fans: half of every
 * ray of a full circle; of a shorter range of at least 180° and the fan, Parker's weights (Parker 1982, "Optimal short
 * scan convolution reconstruction for fanbeam CT", eq. 12, with half of the range beyond 180° for the fan's angle);
 * of a shorter one, half of every ray that was measured twice, and what was not measured stays missing.
 */
export function projectionWeights(geometry: ParallelGeometry | FanGeometry): Float64Array {
  const { anglesDegrees, detectors } = geometry;
  const angles = anglesDegrees.map((angle) => (angle * Math.PI) / 180);
  const weights = new Float64Array(angles.length * detectors);
  const covered = coverage(angles, isFan(geometry) ? 2 * Math.PI : Math.PI);
  const share = isFan(geometry) ? fanShares(geometry, covered) : () => 1;
  for (const projection of range(angles.length)) {
    for (const detector of range(detectors)) {
      const from = modulo((angles[projection] ?? 0) - covered.start, 2 * Math.PI);
      weights[projection * detectors + detector] = (covered.cells[projection] ?? 0) * share(from, detector);
    }
  }
  return weights;
}

function coverage(angles: readonly number[], period: number): Coverage {
  const folded = angles.map((angle) => modulo(angle, period));
  const order = range(angles.length).sort((a, b) => (folded[a] ?? 0) - (folded[b] ?? 0));
  const inOrder = order.map((own) => folded[own] ?? 0);
  const gaps = inOrder.map((angle, i) => (inOrder[i + 1] ?? (inOrder[0] ?? 0) + period) - angle);
  const usual = usualGap(gaps) ?? period;
  const widths = gaps.map((gap) => (gap > MISSING * usual ? usual : gap));
  const cells = angles.map(() => 0);
  order.forEach((own, place) => {
    cells[own] = ((widths[place] ?? 0) + (widths.at(place - 1) ?? 0)) / 2;
  });
  const hole = gaps.findIndex((gap) => gap > MISSING * usual);
  const first = inOrder[(hole + 1) % inOrder.length] ?? 0;
  return { cells, range: sum(cells), start: first - usual / 2, closed: hole < 0 };
}

/** The median of the gaps between projections that are not the same. */
function usualGap(gaps: readonly number[]): number | undefined {
  const apart = gaps.filter((gap) => gap > 1e-6).sort((a, b) => a - b);
  return apart[Math.floor(apart.length / 2)];
}

/** The share of a ray of a fan, by its angle from the start of the range and its detector. */
function fanShares(geometry: FanGeometry, { range: covered, closed }: Coverage) {
  if (closed) return () => 0.5;
  const gammas = Float64Array.from({ length: geometry.detectors }, (_, i) => fanAngle(geometry, i));
  const widest = gammas.reduce((most, gamma) => Math.max(most, Math.abs(gamma)), 0);
  const beyond = (covered - Math.PI) / 2;
  const short = beyond >= widest ? parker : limited;
  return (angle: number, detector: number) => short(angle, -(gammas[detector] ?? 0), beyond);
}

/** Half of a ray whose line was measured from the other side, too: at β + 2γ ± π. */
function limited(beta: number, gamma: number, delta: number): number {
  const other = modulo(beta + 2 * gamma + Math.PI, 2 * Math.PI);
  return other < Math.PI + 2 * delta ? 0.5 : 1;
}

/** Parker's weight of a ray at β from the start and γ from the center; δ is half the range beyond 180°. */
function parker(beta: number, gamma: number, delta: number): number {
  const quarter = Math.PI / 4;
  if (beta < 2 * (delta - gamma)) return Math.sin((quarter * beta) / (delta - gamma)) ** 2;
  if (beta <= Math.PI - 2 * gamma) return 1;
  if (beta < Math.PI + 2 * delta)
    return Math.sin((quarter * (Math.PI + 2 * delta - beta)) / (delta + gamma)) ** 2;
  return 0;
}

function modulo(a: number, n: number): number {
  return ((a % n) + n) % n;
}
